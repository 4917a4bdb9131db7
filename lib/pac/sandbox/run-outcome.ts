/**
 * What the driver tells of a run (`guest/driver.ts`), and the wall a run ended at, → a result or a failure in words.
 */
import { TOUCHED } from '../guest/environment.js';
import type { Failure, Limits } from '../types.js';

/** Under which the engine knows the script: in stacks. */
export const FILE_NAME = 'proxy.pac';

/** What one call of the script came to, before any client's rules. */
export interface RawOutcome {
  readonly result: string | null;
  readonly failure: Failure | null;
}

export interface MachineOutcome extends RawOutcome {
  /** What the run asked of its environment (letters of `TOUCHED`). */
  readonly touched: string;
}

/** By the bits of `TOUCHED`, their letters. */
const LETTERS = Array.from({ length: 2 ** TOUCHED.length }, (_, bits) =>
  TOUCHED.filter((_letter, bit) => (bits >> bit) % 2 === 1).join(''),
);
export const lettersOf = (bits: number): string => LETTERS[bits] ?? '';

/** The wall a run ended at: `message` is the engine's. */
export function wallFailure(
  message: string,
  { timeMs, memoryBytes, stackBytes }: Limits,
  timedOut: boolean,
  outOfMemory: boolean,
): Failure {
  if (timedOut) return { code: 'limit', limit: 'time', message: `the script ran past its ${timeMs} ms` };
  if (/stack overflow|call stack|too much recursion/i.test(message) && !outOfMemory) {
    const past = `the script went past its ${stackBytes} bytes of stack`;
    return { code: 'limit', limit: 'stack', message: past };
  }
  const past = `the script went past its ${memoryBytes} bytes of memory`;
  return { code: 'limit', limit: 'memory', message: past };
}

interface Thrown {
  readonly message: string;
  /** Where in the script, from its stack. */
  readonly position: { readonly line?: number; readonly column?: number };
  /** It is the engine's own error at one of its walls. */
  readonly atWall: boolean;
}

const AT_WALL =
  /^InternalError: (?:interrupted|out of memory|stack overflow|string too long)|^SyntaxError: stack overflow/;
const POSITION = new RegExp(`${FILE_NAME.replace('.', '\\.')}:(\\d+)(?::(\\d+))?`);

/** Stack line of the first frame inside the PAC → position. */
function positionOf(stack: string): Thrown['position'] {
  const match = POSITION.exec(stack);
  if (match === null) return {};
  const column = match[2] === undefined ? {} : { column: Number(match[2]) };
  return { line: Number(match[1]), ...column };
}

/** A described error (`E<message>\n<stack>`), read. */
export function readThrown(described: string): Thrown {
  const newline = described.indexOf('\n');
  const message = described.slice(1, newline === -1 ? undefined : newline);
  const position = positionOf(newline === -1 ? '' : described.slice(newline + 1));
  return { message, position, atWall: AT_WALL.test(message) };
}

/** Whether text arrives whole as it is: a NUL would end it, and half a pair of surrogates is lost. */
export function isPlain(text: string): boolean {
  return !/[\0\ud800-\udfff]/.test(text);
}

/** Text as the driver lets it out (`guest/natives.ts`, `outgoing`). */
export function readText(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}

/** An error of the script's own. */
export function thrownFailure({ message, position }: Thrown, code: 'throw' | 'load-throw'): Failure {
  const when = code === 'throw' ? 'the script threw' : 'the script threw while it was loaded';
  const syntax = code === 'load-throw' && message.startsWith('SyntaxError');
  return {
    code: syntax ? 'syntax-error' : code,
    message: syntax ? message : `${when}: ${message}`,
    ...position,
  };
}

/** A described outcome that is no error: the driver's letter and what it says. */
export function rawOutcome(letter: string, body: string, entryPoint: string, limits: Limits): RawOutcome {
  const failed = (failure: Failure): RawOutcome => ({ result: null, failure });
  switch (letter) {
    case 'T':
      return failed({ code: 'not-a-string', message: `${entryPoint} returned ${body}, not a string` });
    case 'L': {
      const message = `the result has ${body} characters, more than ${limits.resultUnits}`;
      return failed({ code: 'limit', limit: 'result', message });
    }
    case 'N':
      return failed({ code: 'no-entry-point', message: `${entryPoint} is not a function` });
    default:
      return { result: body, failure: null };
  }
}
