/** Helpers of this room's tests. */
import {
  loadPac,
  type Decision,
  type DialectName,
  type LoadOptions,
  type Pac,
  type PacEnvironment,
} from '../../lib/pac/index.js';

export const URL_UNDER_TEST = 'https://t1c.t1t.io:51983/';

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
