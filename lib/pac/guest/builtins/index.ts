/**
 * The PAC library: each builtin once. Behaviour: the library that Chromium (services/proxy_resolver/pac_js_library.h) and
 * Firefox (netwerk/base/ascii_pac_utils.js) share, Chromium's C++ half (proxy_resolver_v8.cc) for the rest, and
 * pac-resolver 9 for `node`. As there, the builtins are ordinary globals that find one another by name, so a PAC that
 * redefines one changes the others too.
 */
import type { DialectName } from '../../types.js';
import { CALENDAR_BUILTINS } from './calendar.js';
import { CLIENT_BUILTINS } from './client.js';
import { DNS_BUILTINS } from './dns.js';
import { NAME_BUILTINS } from './names.js';
import { NETWORK_BUILTINS } from './networks.js';
import { NODE_CALENDAR_BUILTINS } from './node-calendar.js';
import type { Builtin, Dependence } from './row.js';

export type { Builtin, Dependence } from './row.js';

export const BUILTINS: readonly Builtin[] = [
  ...NAME_BUILTINS,
  ...NETWORK_BUILTINS,
  ...DNS_BUILTINS,
  ...CLIENT_BUILTINS,
  ...CALENDAR_BUILTINS,
  ...NODE_CALENDAR_BUILTINS,
];

export function builtinsOf(dialect: DialectName): readonly Builtin[] {
  return BUILTINS.filter(({ dialects }) => dialects.indexOf(dialect) !== -1);
}

/** What an answer of the builtin may rest on besides its arguments, for some client; empty for what is no builtin. */
export function dependencesOf(name: string): readonly Dependence[] {
  const rows = BUILTINS.filter((row) => row.name === name);
  return [...new Set(rows.flatMap(({ dependsOn }) => dependsOn))];
}
