/**
 * What is under way, on stderr. On a terminal each part that is looked at has one line with its time, redrawn in its place,
 * and a last line that stays when it is done. Elsewhere each step is a line when it begins, and a part that took its time
 * another when it ends.
 */
import type { EvidenceKey } from '../evidence/types.js';
import type { PartState } from '../gather/index.js';
import { escapeForTerminal } from '../report/escape.js';
import type { CliIo } from './io.js';

export const partWords: Readonly<Record<EvidenceKey, string>> = {
  dns: 'DNS',
  hosts: 'hosts file',
  pac: 'PAC files',
  proxySettings: 'proxy settings',
  agent: 'the program',
  browserPolicies: 'browser policies',
  host: 'this machine',
  distribution: 'Distribution Service',
  token: 'token',
  frontEnd: 'the front end',
};

export interface ProgressOptions {
  readonly write: (text: string) => void;
  readonly now: () => Date;
  /** Width of the terminal; absent: it is none. */
  readonly columns?: number;
  /** Calls again and again until what is returned is called. */
  readonly every: (ms: number, run: () => void) => () => void;
}

/** On stderr, by the clock of the process. */
export function progressTo(io: CliIo): ProgressOptions {
  return {
    write: io.stderr,
    now: io.now,
    ...(io.stderrColumns === undefined ? {} : { columns: io.stderrColumns }),
    every: (ms, run) => {
      const timer = setInterval(run, ms);
      return () => {
        clearInterval(timer);
      };
    },
  };
}

export interface Progress {
  readonly onProgress: (text: string) => void;
  readonly onPart: (part: EvidenceKey, state: PartState, text?: string) => void;
  /** Nothing is drawn any more. */
  readonly end: () => void;
}

interface Step {
  readonly begunMs: number;
  says: string;
}

const redrawMs = 250;
/** Where lines are not redrawn, what took less is not worth one (milliseconds). */
const longMs = 1_000;

export function startProgress(options: ProgressOptions): Progress {
  return options.columns === undefined ? inLines(options) : inPlace(options, options.columns);
}

function inLines({ write, now }: ProgressOptions): Progress {
  const begun = new Map<EvidenceKey, number>();
  return {
    onProgress: (text) => {
      write(`${escapeForTerminal(text)}\n`);
    },
    onPart: (part, state) => {
      const nowMs = now().getTime();
      if (state === 'begun') begun.set(part, nowMs);
      const tookMs = nowMs - (begun.get(part) ?? nowMs);
      if (state === 'ended' && tookMs >= longMs) write(`${partWords[part]}: ${seconds(tookMs)}\n`);
    },
    end: () => undefined,
  };
}

function inPlace({ write, now, every }: ProgressOptions, columns: number): Progress {
  const steps = new Map<EvidenceKey, Step>();
  let drawn = 0;
  const line = (part: EvidenceKey, { begunMs, says }: Step): string => {
    const text = `${partWords[part]}  ${seconds(now().getTime() - begunMs)}${says === '' ? '' : `  ${says}`}`;
    return fitting(text, columns);
  };
  const draw = (above = ''): void => {
    const lines = [...steps].map(([part, step]) => line(part, step));
    write(`${without(drawn)}${above}${lines.map((one) => `${one}\n`).join('')}`);
    drawn = lines.length;
  };
  const stop = every(redrawMs, () => {
    if (steps.size > 0) draw();
  });
  return {
    onProgress: () => undefined,
    onPart: (part, state, text = '') => {
      const step = steps.get(part) ?? { begunMs: now().getTime(), says: '' };
      if (state === 'begun') steps.set(part, step);
      else if (state === 'says') step.says = text;
      else {
        steps.delete(part);
        const tookMs = now().getTime() - step.begunMs;
        draw(state === 'ended' ? `${partWords[part]}  ${seconds(tookMs)}\n` : '');
        return;
      }
      draw();
    },
    end: () => {
      stop();
      steps.clear();
      draw();
    },
  };
}

/** Steps one after the other, where the parts of an audit are not what is looked at. */
export interface Steps {
  /** Ends the one before. */
  readonly begin: (text: string) => void;
  readonly end: () => void;
}

export function startSteps({ write, now, columns, every }: ProgressOptions): Steps {
  let step: { readonly text: string; readonly begunMs: number } | undefined;
  let isDrawn = false;
  const took = (): string => `${step?.text ?? ''}  ${seconds(now().getTime() - (step?.begunMs ?? 0))}`;
  const draw = (): void => {
    if (columns === undefined || step === undefined) return;
    write(`${without(isDrawn ? 1 : 0)}${fitting(took(), columns)}\n`);
    isDrawn = true;
  };
  const stop = columns === undefined ? undefined : every(redrawMs, draw);
  const close = (): void => {
    draw();
    const isLong = step !== undefined && now().getTime() - step.begunMs >= longMs;
    if (columns === undefined && isLong) write(`${escapeForTerminal(took())}\n`);
    step = undefined;
    isDrawn = false;
  };
  return {
    begin: (text) => {
      close();
      step = { text, begunMs: now().getTime() };
      if (columns === undefined) write(`${escapeForTerminal(text)}\n`);
      else draw();
    },
    end: () => {
      close();
      stop?.();
    },
  };
}

/** In one line of the terminal: one that breaks would be two, and the cursor would not find back. */
function fitting(text: string, columns: number): string {
  return Array.from(escapeForTerminal(text))
    .slice(0, columns - 1)
    .join('');
}

/** Up to where the first of the lines that were drawn begins, and everything below away. */
function without(drawn: number): string {
  return drawn === 0 ? '' : `\x1b[${drawn}A\x1b[J`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
