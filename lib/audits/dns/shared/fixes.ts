/** Fixes that several audits of DNS name. */

/** What exempts one name from rebinding protection, by the kind of resolver; which kind answers here, DNS does not tell. */
export const rebindingTargets = [
  'dnsmasq',
  'openwrt',
  'unbound',
  'bind',
  'knot-resolver',
  'knot-resolver-6',
  'pdns-recursor',
  'dnscrypt-proxy',
  'coredns',
  'pfsense',
  'opnsense',
  'adguard-home',
  'pihole',
  'fritzbox',
  'sonicwall',
  'nextdns',
  'umbrella',
] as const;

/** What takes one name off a blocklist. */
export const blocklistTargets = ['adguard-home', 'pihole', 'dnscrypt-proxy', 'nextdns', 'umbrella'] as const;
