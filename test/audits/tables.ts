/** Every audit's table of cases. */
import { listeningTable } from './agent/listening.cases.js';
import { portOwnerTable } from './agent/port-owner.cases.js';
import { dynamicRangeTable } from './agent/dynamic-range.cases.js';
import { loopbackOnlyTable } from './agent/loopback-only.cases.js';
import { certificateTable as agentCertificateTable } from './agent/certificate.cases.js';
import { interceptionTable as agentInterceptionTable } from './agent/interception.cases.js';
import { infoInTimeTable } from './agent/info-in-time.cases.js';
import { programVersionTable } from './agent/version.cases.js';
import { corsTable } from './agent/cors.cases.js';
import { preflightTable } from './agent/preflight.cases.js';
import { privateNetworkTable } from './agent/private-network.cases.js';
import { foreignOriginTable } from './agent/foreign-origin.cases.js';
import { hostHeaderTable } from './agent/host-header.cases.js';
import { jwtTable } from './agent/jwt.cases.js';
import { tokenRequiredTable } from './agent/token-required.cases.js';
import { distributionUrlTable } from './agent/distribution-url.cases.js';
import { cookiesTable } from './agent/cookies.cases.js';
import { iframeDelegationTable } from './browser/iframe-delegation.cases.js';
import { localNetworkAccessTable } from './browser/local-network-access.cases.js';
import { policiesInEffectTable } from './browser/policies-in-effect.cases.js';
import { secureOriginTable } from './browser/secure-origin.cases.js';
import type { AuditTable } from './case.js';
import { installedSizeTable } from './disk/installed-size.cases.js';
import { freeSpaceTable } from './disk/free-space.cases.js';
import { proxyRouteTable } from './distribution/proxy-route.cases.js';
import { reachableTable } from './distribution/reachable.cases.js';
import { tlsVersionTable } from './distribution/tls-version.cases.js';
import { certificateTable } from './distribution/certificate.cases.js';
import { interceptionTable } from './distribution/interception.cases.js';
import { redirectTable } from './distribution/redirect.cases.js';
import { blockPageTable } from './distribution/block-page.cases.js';
import { statusTable } from './distribution/status.cases.js';
import { clockSkewTable } from './distribution/clock-skew.cases.js';
import { installerSizeTable } from './distribution/installer-size.cases.js';
import { slowTable } from './distribution/slow.cases.js';
import { addressExpectedTable } from './dns/address-expected.cases.js';
import { blocklistTable } from './dns/blocklist.cases.js';
import { caaTable } from './dns/caa.cases.js';
import { cnameTable } from './dns/cname.cases.js';
import { hostsFileTable } from './dns/hosts-file.cases.js';
import { localhostTable } from './dns/localhost.cases.js';
import { osResolverTable } from './dns/os-resolver.cases.js';
import { outageTable } from './dns/outage.cases.js';
import { rebindingProtectionTable } from './dns/rebinding-protection.cases.js';
import { sameEverywhereTable } from './dns/same-everywhere.cases.js';
import { ttlTable } from './dns/ttl.cases.js';
import { chainSecureTable } from './dnssec/chain-secure.cases.js';
import { architectureTable } from './os/architecture.cases.js';
import { minimumVersionTable } from './os/minimum-version.cases.js';
import { vendorSupportTable } from './os/vendor-support.cases.js';
import { operatorWarningsTable } from './dnssec/operator-warnings.cases.js';
import { resolverValidatesTable } from './dnssec/resolver-validates.cases.js';
import { serversAgreeTable } from './dnssec/servers-agree.cases.js';
import { pacBypassTable } from './proxy/pac-bypass.cases.js';
import { settingsBypassTable } from './proxy/settings-bypass.cases.js';
import { settingsFactsTable } from './proxy/settings-facts.cases.js';
import { wpadTable } from './proxy/wpad.cases.js';
import { keysPresentTable } from './registry/keys-present.cases.js';
import { perUserTable } from './registry/per-user.cases.js';
import { exchangeTable } from './token/exchange.cases.js';
import { shapeTable } from './token/shape.cases.js';
import { algorithmTable } from './token/algorithm.cases.js';
import { lifetimeTable } from './token/lifetime.cases.js';
import { clockTable } from './token/clock.cases.js';
import { signatureTable } from './token/signature.cases.js';
import { frontEndTable } from './token/front-end.cases.js';
import { liabilityTable } from './token/liability.cases.js';

export const tables: readonly AuditTable[] = [
  addressExpectedTable,
  blocklistTable,
  cnameTable,
  hostsFileTable,
  localhostTable,
  osResolverTable,
  outageTable,
  rebindingProtectionTable,
  sameEverywhereTable,
  ttlTable,
  caaTable,
  chainSecureTable,
  operatorWarningsTable,
  resolverValidatesTable,
  serversAgreeTable,
  pacBypassTable,
  settingsBypassTable,
  settingsFactsTable,
  wpadTable,
  proxyRouteTable,
  reachableTable,
  tlsVersionTable,
  certificateTable,
  interceptionTable,
  redirectTable,
  blockPageTable,
  statusTable,
  clockSkewTable,
  slowTable,
  installerSizeTable,
  exchangeTable,
  shapeTable,
  algorithmTable,
  lifetimeTable,
  clockTable,
  signatureTable,
  liabilityTable,
  frontEndTable,
  listeningTable,
  portOwnerTable,
  dynamicRangeTable,
  loopbackOnlyTable,
  agentCertificateTable,
  agentInterceptionTable,
  infoInTimeTable,
  programVersionTable,
  corsTable,
  preflightTable,
  privateNetworkTable,
  foreignOriginTable,
  hostHeaderTable,
  jwtTable,
  tokenRequiredTable,
  distributionUrlTable,
  cookiesTable,
  secureOriginTable,
  localNetworkAccessTable,
  policiesInEffectTable,
  iframeDelegationTable,
  freeSpaceTable,
  installedSizeTable,
  minimumVersionTable,
  architectureTable,
  vendorSupportTable,
  keysPresentTable,
  perUserTable,
];
