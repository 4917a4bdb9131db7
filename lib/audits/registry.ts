/** Every audit, in the order in which a report shows them. */
import type { Audit } from './define.js';
import { iframeDelegation } from './browser/iframe-delegation.js';
import { localNetworkAccess } from './browser/local-network-access.js';
import { policiesInEffect } from './browser/policies-in-effect.js';
import { secureOrigin } from './browser/secure-origin.js';
import { freeSpace } from './disk/free-space.js';
import { addressExpected } from './dns/address-expected.js';
import { chainSecure } from './dnssec/chain-secure.js';
import { architecture } from './os/architecture.js';
import { minimumVersion } from './os/minimum-version.js';
import { vendorSupport } from './os/vendor-support.js';
import { pacBypass } from './proxy/pac-bypass.js';
import { settingsBypass } from './proxy/settings-bypass.js';
import { settingsFacts } from './proxy/settings-facts.js';
import { wpad } from './proxy/wpad.js';
import { keysPresent } from './registry/keys-present.js';

export const registry: readonly Audit[] = [
  addressExpected,
  chainSecure,
  pacBypass,
  settingsBypass,
  settingsFacts,
  wpad,
  secureOrigin,
  localNetworkAccess,
  policiesInEffect,
  iframeDelegation,
  freeSpace,
  minimumVersion,
  architecture,
  vendorSupport,
  keysPresent,
];
