/**
 * The shape of a row of the table of builtins, and the groups of clients that rows name.
 */
import type { DialectName } from '../../types.js';

/** What an answer may rest on besides the arguments: the client's own addresses, its resolver, its clock, a draw. */
export type Dependence = 'client' | 'dns' | 'clock' | 'chance';

export interface Builtin {
  /** The global. Where clients differ a name has several rows, no two of them for one client. */
  readonly name: string;
  readonly dialects: readonly DialectName[];
  /** Empty: the arguments alone. */
  readonly dependsOn: readonly Dependence[];
  /** Shown among the calls a decision rests on. Not so the library's own helpers, and what alerts say is shown apart. */
  readonly traced: boolean;
  /** The body, or the constant. */
  readonly value: ((...args: never[]) => unknown) | Readonly<Record<string, number>>;
}

/** A row of a function that is traced. */
export function builtin(
  name: string,
  dialects: readonly DialectName[],
  dependsOn: readonly Dependence[],
  value: (...args: never[]) => unknown,
): Builtin {
  return { name, dialects, dependsOn, traced: true, value };
}

/** A row that is not traced. */
export function untraced(name: string, dialects: readonly DialectName[], value: Builtin['value']): Builtin {
  return { name, dialects, dependsOn: [], traced: false, value };
}

export const EVERY_CLIENT: readonly DialectName[] = ['chromium', 'firefox', 'winhttp', 'apple', 'node'];
/** Those with Microsoft's IPv6 extensions ("IPv6 extensions to the navigator auto-config file format"). */
export const WITH_EXTENSIONS: readonly DialectName[] = ['chromium', 'winhttp', 'apple'];
/** All but pac-resolver, which has calendar functions of its own. */
export const WITH_THE_CALENDAR: readonly DialectName[] = ['chromium', 'firefox', 'winhttp', 'apple'];
