/** Every audit, in the order in which a report shows them. */
import type { Audit } from './define.js';
import { addressExpected } from './dns/address-expected.js';
import { chainSecure } from './dnssec/chain-secure.js';
import { pacBypass } from './proxy/pac-bypass.js';
import { settingsBypass } from './proxy/settings-bypass.js';
import { settingsFacts } from './proxy/settings-facts.js';
import { wpad } from './proxy/wpad.js';

export const registry: readonly Audit[] = [
  addressExpected,
  chainSecure,
  pacBypass,
  settingsBypass,
  settingsFacts,
  wpad,
];
