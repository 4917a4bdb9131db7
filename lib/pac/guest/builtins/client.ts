/**
 * Builtins that tell of the client itself, and the one that speaks to its user.
 */
import { host as client } from '../host.js';
import { builtin, plain, WITH_EXTENSIONS, type Builtin } from './row.js';

/** What clients answer that do not know their address. */
const UNKNOWN = '127.0.0.1';

export const CLIENT_BUILTINS: readonly Builtin[] = [
  builtin('myIpAddress', ['chromium', 'firefox', 'apple', 'node'], ['client'], function () {
    const addresses = client.ownAddresses();
    return addresses.length === 0 ? UNKNOWN : addresses[0];
  }),
  builtin('myIpAddress', ['winhttp'], ['client'], function () {
    const addresses = client.ownAddresses();
    for (let i = 0; i < addresses.length; i++)
      if ((addresses[i] as string).indexOf(':') === -1) return addresses[i];
    return UNKNOWN;
  }),

  builtin('myIpAddressEx', WITH_EXTENSIONS, ['client'], function () {
    return client.ownAddresses().join(';');
  }),

  builtin('getClientVersion', WITH_EXTENSIONS, [], function () {
    return '1.0';
  }),

  plain('alert', ['chromium', 'winhttp', 'apple'], function (message: unknown) {
    client.alert(String(message));
  }),
  plain('alert', ['firefox', 'node'], function (...given: unknown[]) {
    if (given.length === 0) throw new TypeError('alert needs an argument');
    client.alert(String(given[0]));
  }),
];
