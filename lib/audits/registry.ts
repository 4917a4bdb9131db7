/** Every audit, in the order in which a report shows them. */
import type { Audit } from './define.js';
import { cors } from './agent/cors.js';
import { certificate as agentCertificate } from './agent/certificate.js';
import { cookies } from './agent/cookies.js';
import { distributionUrl } from './agent/distribution-url.js';
import { dynamicRange } from './agent/dynamic-range.js';
import { foreignOrigin } from './agent/foreign-origin.js';
import { hostHeader } from './agent/host-header.js';
import { infoInTime } from './agent/info-in-time.js';
import { interception as agentInterception } from './agent/interception.js';
import { jwt } from './agent/jwt.js';
import { listening } from './agent/listening.js';
import { loopbackOnly } from './agent/loopback-only.js';
import { portOwner } from './agent/port-owner.js';
import { preflight } from './agent/preflight.js';
import { privateNetwork } from './agent/private-network.js';
import { tokenRequired } from './agent/token-required.js';
import { programVersion } from './agent/version.js';
import { iframeDelegation } from './browser/iframe-delegation.js';
import { localNetworkAccess } from './browser/local-network-access.js';
import { policiesInEffect } from './browser/policies-in-effect.js';
import { secureOrigin } from './browser/secure-origin.js';
import { installedSize } from './disk/installed-size.js';
import { freeSpace } from './disk/free-space.js';
import { proxyRoute } from './distribution/proxy-route.js';
import { reachable } from './distribution/reachable.js';
import { tlsVersion } from './distribution/tls-version.js';
import { certificate } from './distribution/certificate.js';
import { interception } from './distribution/interception.js';
import { redirect } from './distribution/redirect.js';
import { blockPage } from './distribution/block-page.js';
import { status } from './distribution/status.js';
import { clockSkew } from './distribution/clock-skew.js';
import { installerSize } from './distribution/installer-size.js';
import { slow } from './distribution/slow.js';
import { addressExpected } from './dns/address-expected.js';
import { blocklist } from './dns/blocklist.js';
import { caa } from './dns/caa.js';
import { cname } from './dns/cname.js';
import { hostsFile } from './dns/hosts-file.js';
import { localhost } from './dns/localhost.js';
import { osResolver } from './dns/os-resolver.js';
import { outage } from './dns/outage.js';
import { rebindingProtection } from './dns/rebinding-protection.js';
import { sameEverywhere } from './dns/same-everywhere.js';
import { ttl } from './dns/ttl.js';
import { chainSecure } from './dnssec/chain-secure.js';
import { architecture } from './os/architecture.js';
import { minimumVersion } from './os/minimum-version.js';
import { vendorSupport } from './os/vendor-support.js';
import { operatorWarnings } from './dnssec/operator-warnings.js';
import { resolverValidates } from './dnssec/resolver-validates.js';
import { serversAgree } from './dnssec/servers-agree.js';
import { pacBypass } from './proxy/pac-bypass.js';
import { settingsBypass } from './proxy/settings-bypass.js';
import { settingsFacts } from './proxy/settings-facts.js';
import { wpad } from './proxy/wpad.js';
import { keysPresent } from './registry/keys-present.js';
import { perUser } from './registry/per-user.js';
import { exchange } from './token/exchange.js';
import { shape } from './token/shape.js';
import { algorithm } from './token/algorithm.js';
import { lifetime } from './token/lifetime.js';
import { clock } from './token/clock.js';
import { signature } from './token/signature.js';
import { frontEnd } from './token/front-end.js';
import { liability } from './token/liability.js';

export const registry: readonly Audit[] = [
  addressExpected,
  sameEverywhere,
  rebindingProtection,
  blocklist,
  outage,
  osResolver,
  hostsFile,
  localhost,
  cname,
  ttl,
  caa,
  chainSecure,
  serversAgree,
  resolverValidates,
  operatorWarnings,
  pacBypass,
  settingsBypass,
  settingsFacts,
  wpad,
  proxyRoute,
  reachable,
  tlsVersion,
  certificate,
  interception,
  redirect,
  blockPage,
  status,
  clockSkew,
  slow,
  installerSize,
  exchange,
  shape,
  algorithm,
  lifetime,
  clock,
  signature,
  liability,
  frontEnd,
  listening,
  portOwner,
  dynamicRange,
  loopbackOnly,
  agentCertificate,
  agentInterception,
  infoInTime,
  programVersion,
  cors,
  preflight,
  privateNetwork,
  foreignOrigin,
  hostHeader,
  jwt,
  tokenRequired,
  distributionUrl,
  cookies,
  secureOrigin,
  localNetworkAccess,
  policiesInEffect,
  iframeDelegation,
  freeSpace,
  installedSize,
  minimumVersion,
  architecture,
  vendorSupport,
  keysPresent,
  perUser,
];
