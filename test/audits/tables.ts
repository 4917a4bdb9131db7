/** Every audit's table of cases. */
import type { AuditTable } from './case.js';
import { addressExpectedTable } from './dns/address-expected.cases.js';
import { chainSecureTable } from './dnssec/chain-secure.cases.js';
import { pacBypassTable } from './proxy/pac-bypass.cases.js';
import { settingsBypassTable } from './proxy/settings-bypass.cases.js';
import { settingsFactsTable } from './proxy/settings-facts.cases.js';
import { wpadTable } from './proxy/wpad.cases.js';

export const tables: readonly AuditTable[] = [
  addressExpectedTable,
  chainSecureTable,
  pacBypassTable,
  settingsBypassTable,
  settingsFactsTable,
  wpadTable,
];
