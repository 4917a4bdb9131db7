/**
 * What the builtins ask of whoever runs them: in QuickJS the driver (`driver.ts`), in a proof its interpreter. Nothing
 * else reaches the environment from inside a builtin, but for `Date` and `Math.random`, which are the script's globals.
 */
import type { BuiltinKind } from './builtins/row.js';

export interface Host {
  /** Makes a global of one builtin, which the script may change. */
  define(name: string, value: unknown, kind: BuiltinKind): void;
  /** The client's addresses, the primary one first; empty where the client does not know them. */
  ownAddresses(): readonly string[];
  /** The addresses of a name, which is no address itself; empty where it does not resolve. */
  resolve(name: string): readonly string[];
  alert(text: string): void;
}

/** By name, for whoever must have them all. */
export const PRIMITIVES: readonly (keyof Host)[] = ['define', 'ownAddresses', 'resolve', 'alert'];

export let host: Host;

export function useHost(given: Host): void {
  host = given;
}
