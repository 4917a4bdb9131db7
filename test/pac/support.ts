/** Helpers of this room's tests. */
import {
  loadPac,
  type Decision,
  type DialectName,
  type Limits,
  type LoadOptions,
  type Pac,
  type PacEnvironment,
} from '../../lib/pac/index.js';

export const URL_UNDER_TEST = 'https://t1c.t1t.io:51983/';

/** A busy machine changes no verdict: what these bound is bounded by the paths of a proof, and by the script's own loops. */
export const UNHURRIED: Partial<Limits> = { timeMs: 60_000, loadTimeMs: 60_000, proofTimeMs: 120_000 };

/** Loads, uses and closes. */
export async function using<T>(
  source: string | Uint8Array,
  use: (pac: Pac) => Promise<T>,
  options: LoadOptions = {},
): Promise<T> {
  const pac = await loadPac(source, options);
  try {
    return await use(pac);
  } finally {
    await pac.close();
  }
}

export async function decideOnce(
  source: string | Uint8Array,
  environment: PacEnvironment = {},
  dialect: DialectName = 'chromium',
  url: string = URL_UNDER_TEST,
): Promise<Decision> {
  return using(source, (pac) => pac.decide(url, environment), { dialect });
}

/** A PAC whose result spells out the values of some expressions. */
export function probing(expressions: readonly string[]): string {
  const items = expressions.map(
    (expression) => `(function () { try { return String(${expression}) } catch (e) { return 'throws' } })()`,
  );
  return `function FindProxyForURL(url, host) { return 'PROXY ' + encodeURIComponent([${items.join(',')}].join('|')); }`;
}

/** Values of expressions, evaluated by one PAC in one environment. */
export async function valuesOf(
  expressions: readonly string[],
  environment: PacEnvironment = {},
  dialect: DialectName = 'chromium',
): Promise<string[]> {
  const decision = await decideOnce(probing(expressions), environment, dialect);
  if (decision.result === null) throw new Error(decision.failure?.message ?? 'no result');
  return decodeURIComponent(decision.result.slice('PROXY '.length)).split('|');
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function drawsFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Takes one of a list, by a draw. */
export function pickerFrom(draw: () => number): <T>(list: readonly T[]) => T {
  return (list) => list[Math.floor(draw() * list.length)] as (typeof list)[number];
}
