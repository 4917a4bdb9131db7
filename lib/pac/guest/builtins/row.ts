/**
 * The shape of a row of the table of builtins, and the groups of clients that rows name.
 */
import type { DialectName } from '../../types.js';

/** What an answer may rest on besides the arguments: the client's own addresses, its resolver, its clock, a draw. */
export type Dependence = 'client' | 'dns' | 'clock' | 'chance';

type Body = (...args: never[]) => unknown;

/**
 * `builtin`: its calls are shown among those that a decision rests on. `helper`: the library's own, a function of one text
 * that is asked again and again, and not shown. `plain`: a constant, and `alert`, whose texts are shown apart.
 */
export type BuiltinKind = 'builtin' | 'helper' | 'plain';

export interface Builtin {
  /** The global. Where clients differ a name has several rows, no two of them for one client. */
  readonly name: string;
  readonly kind: BuiltinKind;
  readonly dialects: readonly DialectName[];
  /** Empty: the arguments alone. */
  readonly dependsOn: readonly Dependence[];
  /** The body, or the constant. */
  readonly value: Body | Readonly<Record<string, number>>;
}

export function builtin(
  name: string,
  dialects: readonly DialectName[],
  dependsOn: readonly Dependence[],
  value: Body,
): Builtin {
  return { name, kind: 'builtin', dialects, dependsOn, value };
}

export function helper(
  name: string,
  dialects: readonly DialectName[],
  value: (text: string) => unknown,
): Builtin {
  return { name, kind: 'helper', dialects, dependsOn: [], value };
}

export function plain(name: string, dialects: readonly DialectName[], value: Builtin['value']): Builtin {
  return { name, kind: 'plain', dialects, dependsOn: [], value };
}

export const EVERY_CLIENT: readonly DialectName[] = ['chromium', 'firefox', 'winhttp', 'apple', 'node'];
/** Those with Microsoft's IPv6 extensions ("IPv6 extensions to the navigator auto-config file format"). */
export const WITH_EXTENSIONS: readonly DialectName[] = ['chromium', 'winhttp', 'apple'];
/** All but pac-resolver, which has calendar functions of its own. */
export const WITH_THE_CALENDAR: readonly DialectName[] = ['chromium', 'firefox', 'winhttp', 'apple'];
