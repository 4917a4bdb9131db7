/**
 * Builtins that ask the client's resolver. Some clients' have IPv4 addresses alone in `dnsResolve`.
 */
import { addressLiteral, v4Digits } from '../address-text.js';
import { host as client } from '../host.js';
import { builtin, EVERY_CLIENT, WITH_EXTENSIONS, type Builtin } from './row.js';

declare function dnsResolve(name: unknown): string | null;
declare function dnsResolveEx(name: unknown): string | undefined;

function firstV4(name: string): string | null {
  if (v4Digits(name) !== '') return name;
  const addresses = client.resolve(name);
  for (let i = 0; i < addresses.length; i++)
    if ((addresses[i] as string).indexOf(':') === -1) return addresses[i] as string;
  return null;
}

function firstOfEither(name: string): string | null {
  const literal = addressLiteral(name, true);
  if (literal !== null) return literal;
  const addresses = client.resolve(name);
  return addresses.length === 0 ? null : (addresses[0] as string);
}

export const DNS_BUILTINS: readonly Builtin[] = [
  builtin('dnsResolve', ['chromium', 'winhttp', 'node'], ['dns'], function (name: unknown) {
    return typeof name === 'string' ? firstV4(name) : null;
  }),
  builtin('dnsResolve', ['apple'], ['dns'], function (name: unknown) {
    return typeof name === 'string' ? firstOfEither(name) : null;
  }),
  builtin('dnsResolve', ['firefox'], ['dns'], function (...given: unknown[]) {
    if (given.length === 0) throw new TypeError('dnsResolve needs an argument');
    return typeof given[0] === 'string' ? firstOfEither(given[0]) : null;
  }),

  builtin('isResolvable', EVERY_CLIENT, ['dns'], function (name: unknown) {
    return dnsResolve(name) != null;
  }),

  // Chromium answers undefined, not '', where the argument is no string.
  builtin('dnsResolveEx', WITH_EXTENSIONS, ['dns'], function (name: unknown) {
    if (typeof name !== 'string') return undefined;
    const literal = addressLiteral(name, false);
    return literal === null ? client.resolve(name).join(';') : literal;
  }),

  builtin('isResolvableEx', WITH_EXTENSIONS, ['dns'], function (name: unknown) {
    return dnsResolveEx(name) != '';
  }),
];
