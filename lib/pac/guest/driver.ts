/**
 * The part of the sandbox that runs inside the virtual machine, next to the PAC and so next to hostile code. It keeps
 * what it needs of the language before the PAC can change it (`natives.ts`), talks to the host in plain text only, and
 * describes every outcome itself. This file and what it imports are bundled to one text by the build (`build/guest.ts`),
 * a function of `offsetMinutes` and `configJson` that answers a `Driver`.
 */
import type { DialectName } from '../types.js';
import { installDate } from './date.js';
import { describe } from './describe.js';
import {
  beginRun,
  draw,
  forgetTouched,
  now,
  offsetMinutes as offsetAt,
  ownAddresses,
  resolve,
  setEnvironment,
  touchedBits,
  useSurroundings,
} from './environment.js';
import { shellExpression } from './builtins/names.js';
import type { BuiltinKind } from './builtins/row.js';
import type { Host } from './host.js';
import { keepingExpressions } from './kept-expressions.js';
import { installLibrary } from './library.js';
import { addAlert, addCall, takeLog } from './log.js';
import { apply, emptyTable, helpersStand, nameFunction, outgoing, parseJson, stringOf } from './natives.js';

export interface DriverConfig {
  readonly dialect: DialectName;
  /** Distinct names answered in one run; `null` without end. */
  readonly namesARun: number | null;
  readonly resultUnits: number;
}

/**
 * `call` answers `<touched>|<letter><text>`; letters: `S` string, `K` string to be known by its number from now on (how
 * many there were before it), `T` other type, `E` thrown, `L` result too long, `N` no entry point. A string that is
 * known already is answered as a number, its own times 64 plus `touched`: most scripts have few answers.
 * All text comes as `outgoing` leaves it.
 */
export interface Driver {
  setEnvironment(json: string): void;
  /** What the calls from now on run, and whether they are recorded. */
  aim(name: string, lexical: boolean, trace: boolean): void;
  call(url: string, host: string): string | number;
  /** As `call`, with the arguments as a JSON list: a NUL or half a pair of surrogates would not arrive. */
  callWith(json: string): string | number;
  describe(error: unknown): string;
  has(name: string, lexical: boolean): boolean;
  log(): string;
  /** What was asked since the last call began: the bits of `TOUCHED`, in decimals. */
  touched(): string;
}

// The script's own, as names: they need not be properties of the global object.
declare const FindProxyForURL: unknown;
declare const FindProxyForURLEx: unknown;

const KNOWN_ANSWERS = 500;
const KNOWN_UNITS = 1000;
const ADDRESS_UNITS = 40;
const MOST_REMEMBERED = 20000;

const scriptGlobal = globalThis as unknown as Record<string, unknown>;
const known: Record<string, number> = emptyTable();
let knownCount = 0;
let longestResult = 0;
let logging = true;
let aimsAtEx = false;
let aimsAtName = false;

function entryByName(ex: boolean): unknown {
  if (ex) return typeof FindProxyForURLEx === 'undefined' ? undefined : FindProxyForURLEx;
  return typeof FindProxyForURL === 'undefined' ? undefined : FindProxyForURL;
}

function entry(ex: boolean, lexical: boolean): unknown {
  if (lexical) return entryByName(ex);
  return ex ? scriptGlobal['FindProxyForURLEx'] : scriptGlobal['FindProxyForURL'];
}

function said(letter: string, text: string): string {
  return outgoing(stringOf(touchedBits()) + '|' + letter + text);
}

function told(result: string): string {
  if (result.length > longestResult) return said('L', stringOf(result.length));
  if (result.length > KNOWN_UNITS || knownCount === KNOWN_ANSWERS) return said('S', result);
  known[result] = knownCount++;
  return said('K', result);
}

function call(url: string, host: string): string | number {
  beginRun();
  try {
    const fn = entry(aimsAtEx, aimsAtName);
    if (typeof fn !== 'function') return said('N', '');
    const result: unknown = apply(fn, scriptGlobal, [url, host]);
    if (typeof result !== 'string') return said('T', result === null ? 'null' : typeof result);
    const number = known[result];
    return number === undefined ? told(result) : number * 64 + touchedBits();
  } catch (error) {
    return outgoing(stringOf(touchedBits()) + '|' + describe(error));
  }
}

/** A helper of the library's: reading the same few addresses again and again takes longer than all else most scripts do. */
function remembering(name: string, body: (text: unknown) => unknown): object {
  const answers: Record<string, unknown> = emptyTable();
  let count = 0;
  const remembered = function (text: unknown): unknown {
    if (typeof text !== 'string' || text.length > ADDRESS_UNITS || !helpersStand()) return body(text);
    const before = answers[text];
    if (before !== undefined) return before;
    const answer = body(text);
    if (count++ < MOST_REMEMBERED) answers[text] = answer;
    return answer;
  };
  nameFunction(remembered, name);
  return remembered;
}

/** A builtin as the script calls it: one of its calls is a line of the log, and those that it makes come before. */
function recording(name: string, body: () => unknown): object {
  const recorded = function (this: unknown, ...given: unknown[]): unknown {
    const result: unknown = apply(body, this, given);
    if (logging) addCall(name, given, result);
    return result;
  };
  nameFunction(recorded, name);
  return recorded;
}

const MAKERS: Readonly<Record<BuiltinKind, ((name: string, body: () => unknown) => object) | null>> = {
  builtin: recording,
  helper: remembering,
  plain: null,
};

const driver: Driver = {
  setEnvironment,
  aim: (name, lexical, trace) => {
    aimsAtEx = name === 'FindProxyForURLEx';
    aimsAtName = lexical;
    logging = trace;
  },
  call,
  callWith: (json) => {
    const { url, host } = parseJson(json) as { url: string; host: string };
    return call(url, host);
  },
  describe: (error) => outgoing(describe(error)),
  has: (name, lexical) => {
    try {
      return typeof entry(name === 'FindProxyForURLEx', lexical) === 'function';
    } catch {
      return false;
    }
  },
  log: () => outgoing(takeLog()),
  touched: () => {
    const bits = touchedBits();
    forgetTouched();
    return stringOf(bits);
  },
};

export function installDriver(offsetMinutes: (milliseconds: number) => number, configJson: string): Driver {
  const { dialect, namesARun, resultUnits } = parseJson(configJson) as DriverConfig;
  longestResult = resultUnits;
  useSurroundings(namesARun, offsetMinutes);
  installDate(scriptGlobal as never, { now, offsetMinutes: offsetAt });
  const define: Host['define'] = (name, value, kind) => {
    const made = MAKERS[kind];
    const body = name === 'shExpMatch' ? keepingExpressions(shellExpression, value as never) : value;
    scriptGlobal[name] = made === null ? body : made(name, body as () => unknown);
  };
  installLibrary({ define, ownAddresses, resolve, alert: addAlert }, dialect);
  Math.random = draw;
  return driver;
}
