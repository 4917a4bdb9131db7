/**
 * Exemptions from DNS rebinding protection: resolvers that strip private and loopback addresses from answers must
 * let this one name have them. Each line was tried with the resolver named, where Debian has it.
 */
import { editHosts } from '../in-place-text.js';
import { exactly, theName, unlessMerged } from '../read-back/exact.js';
import type { ReadBack, Target } from './target.js';

const shared = { group: 'dns-rebinding', team: 'dns', mediaType: 'text/plain' } as const;
const routerShared = { ...shared, team: 'router' } as const;

const verify =
  'From a client of this resolver: `dig +short {{ name | word }} A` answers {{ answers | comment }}, and nothing else.';
const removed = 'Remove the lines and reload the resolver.';

/** The addresses beside the name, wherever it stands on its line. */
const addressesOfName: ReadBack = (draft) => {
  const name = draft.variables.name.replaceAll('.', '\\.');
  const lines = new RegExp(
    `^[ \\t]*([0-9A-Fa-f.:]+)(?=[ \\t](?:[^#\\r\\n]*[ \\t])?${name}(?:[ \\t\\r#]|$))`,
    'gim',
  );
  return exactly(`addresses of ${draft.variables.name}`, lines, ({ a, aaaa }) => [...a, ...aaaa])(draft);
};

export const rebindingTargets: readonly Target[] = [
  {
    ...shared,
    id: 'dnsmasq',
    title: 'dnsmasq: allow the name past rebinding protection',
    consumers: ['dnsmasq', 'DD-WRT', 'Tomato', 'libvirt and NetworkManager with dnsmasq'],
    template: 'dnsmasq.conf.liquid',
    fileName: 'staylocal-dnsmasq.conf',
    apply: 'Copy to `/etc/dnsmasq.d/`, run `dnsmasq --test`, restart dnsmasq.',
    verify,
    undo: removed,
    notes: ['`rebind-localhost-ok` would work too, and let every name on the Internet point at 127.0.0.0/8.'],
    readBack: [exactly('names allowed', /^rebind-domain-ok=\/(.+)\/$/gm, theName)],
  },
  {
    ...routerShared,
    id: 'openwrt',
    title: 'OpenWrt: allow the name past rebinding protection',
    consumers: ['OpenWrt (UCI, dnsmasq)'],
    template: 'openwrt.sh.liquid',
    fileName: 'staylocal-openwrt.sh',
    apply: 'Run on the router as root: `sh staylocal-openwrt.sh`.',
    verify,
    undo: "On the router: `uci del_list dhcp.@dnsmasq[0].rebind_domain='{{ name | word }}'`, `uci commit dhcp`, `/etc/init.d/dnsmasq restart`.",
    notes: [
      'In LuCI: Network, DHCP and DNS, "Domain whitelist".',
      'As it is delivered OpenWrt lets 127.0.0.0/8 through for every name (`rebind_localhost`): this is needed for private addresses, or where that was switched off.',
    ],
    readBack: [
      exactly('names allowed', /^uci add_list dhcp\.@dnsmasq\[0\]\.rebind_domain='(.+)'$/gm, theName),
    ],
  },
  {
    ...shared,
    id: 'unbound',
    title: 'Unbound: allow the name to have private addresses',
    consumers: ['Unbound'],
    template: 'unbound.conf.liquid',
    fileName: 'staylocal-unbound.conf',
    apply:
      'Copy to `/etc/unbound/unbound.conf.d/`, run `unbound-checkconf`, then `unbound-control reload` or restart.',
    verify,
    undo: removed,
    notes: [
      '`domain-insecure` does not exempt a name from `private-address`, and switches DNSSEC off for it.',
    ],
    readBack: [exactly('private domains', /^ {2}private-domain: "(.+)"$/gm, theName)],
  },
  {
    ...shared,
    id: 'bind',
    title: 'BIND: except the name from deny-answer-addresses',
    consumers: ['BIND 9'],
    template: 'bind.conf.liquid',
    fileName: 'staylocal-bind.conf',
    apply:
      'In the `options` block of `named.conf`: add the `except-from` part to the present `deny-answer-addresses` statement (BIND takes one only), or use this statement whole in its place. Run `named-checkconf`, then `rndc reconfig`.',
    verify: `${verify} Before the change BIND answers SERVFAIL.`,
    undo: 'Put the former statement back and `rndc reconfig`.',
    readBack: [exactly('names excepted', /^} except-from { "(.+)"; };$/gm, theName)],
  },
  {
    ...shared,
    id: 'knot-resolver',
    title: 'Knot Resolver: answer the name past the rebinding module',
    consumers: ['Knot Resolver 5 (version 6: knot-resolver-6)'],
    needs: [['addresses']],
    template: 'knot-resolver.lua.liquid',
    fileName: 'staylocal-kresd.conf',
    apply:
      'Add to `/etc/knot-resolver/kresd.conf`, after the line that loads `rebinding`, and restart `kresd@1`.',
    verify,
    undo: 'Remove the lines and restart `kresd@1`.',
    notes: [
      'The `rebinding` module of version 5 has no list of exceptions, so the name is answered here. The answer is not signed: clients that validate for themselves see it as bogus where the zone is signed.',
    ],
    readBack: [exactly('names answered', /^\}, true\), \{ todname\('(.+)'\) \}\)\)$/gm, theName)],
  },
  {
    ...shared,
    id: 'knot-resolver-6',
    title: 'Knot Resolver 6: answer the name past rebinding protection',
    consumers: ['Knot Resolver 6'],
    needs: [['addresses']],
    template: 'knot-resolver-6.yaml.liquid',
    fileName: 'staylocal-knot-resolver.yaml',
    mediaType: 'application/yaml',
    apply:
      'Put the lines into `/etc/knot-resolver/config.yaml`: a file has one `local-data`, so where there is one, add the name below its `addresses`. Check with `kresctl validate /etc/knot-resolver/config.yaml`, then `kresctl reload`.',
    verify,
    undo: 'Remove the lines and `kresctl reload`.',
    notes: [
      '`rebinding-protection` has no list of exceptions, so the name is answered here. The answer is not signed: clients that validate for themselves see it as bogus where the zone is signed.',
    ],
    readBack: [
      exactly('names answered', /^ {4}"(.+)":$/gm, theName),
      exactly('addresses', /^ {6}- "(.+)"$/gm, ({ a, aaaa }) => [...a, ...aaaa]),
    ],
  },
  {
    ...shared,
    id: 'pdns-recursor',
    title: 'PowerDNS Recursor: let the name past a Lua filter',
    consumers: ['PowerDNS Recursor 4.8 and later'],
    template: 'pdns-recursor.lua.liquid',
    fileName: 'staylocal-recursor.lua',
    apply:
      'The Recursor has no rebinding filter of its own; sites write one in `lua-dns-script` (YAML, version 5: `recursor.lua_dns_script`, see `pdns-recursor-yaml`). Call `staylocal_exempt(dq)` first in its `postresolve` and return false where it says true. Where there is no such script, nothing is to be done.',
    verify,
    undo: 'Remove the function and its call; `rec_control reload-lua-script`.',
    readBack: [exactly('names exempt', /^ {2}return dq\.qname:equal\('(.+)'\)$/gm, theName)],
  },
  {
    ...shared,
    id: 'pdns-recursor-yaml',
    title: 'PowerDNS Recursor, recursor.yml: load the filter with the exemption',
    consumers: ['PowerDNS Recursor 5 and later'],
    template: 'pdns-recursor.yml.liquid',
    fileName: 'staylocal-recursor.yml',
    mediaType: 'application/yaml',
    apply:
      'For a `recursor.yml`; goes with `pdns-recursor`. Copy the site’s filter to `/etc/powerdns/staylocal-filter.lua`, put the function of `pdns-recursor` before its `postresolve` and the call first in it. Put this file into the folder of `recursor.include_dir` (what is there stands before `recursor.yml`), or set `lua_dns_script` in `recursor.yml` itself. `rec_control reload-lua-script` loads another text of the same file, a restart another file.',
    verify,
    undo: 'Remove the file and restart the Recursor.',
    notes: ['Where the site has no filter in Lua, nothing is to be done.'],
    readBack: [
      exactly('names exempt', /^# {3}(\S+)$/gm, theName),
      exactly('scripts', /^ {2}lua_dns_script: "(.+)"$/gm, () => ['/etc/powerdns/staylocal-filter.lua']),
    ],
  },
  {
    ...shared,
    id: 'dnscrypt-proxy',
    title: 'dnscrypt-proxy: allow the name past blocked addresses',
    consumers: ['dnscrypt-proxy 2'],
    template: 'dnscrypt-proxy.txt.liquid',
    fileName: 'staylocal-allowed-names.txt',
    apply:
      'Add the line to the file that `allowed_names_file` names in `[allowed_names]` of `dnscrypt-proxy.toml`; where none is named, put the file beside the configuration and name it. Run `dnscrypt-proxy -check`, then restart.',
    verify,
    undo: 'Remove the line and restart.',
    notes: [
      'dnscrypt-proxy filters rebinding by what sites list in `[blocked_ips]`: without such a list nothing is to be done. The `=` lets this name through and none below it.',
    ],
    readBack: [exactly('names allowed', /^=(.+)$/gm, theName)],
  },
  {
    ...routerShared,
    id: 'pfsense',
    title: 'pfSense: allow the name past DNS rebinding checks',
    consumers: ['pfSense (DNS Resolver or DNS Forwarder)'],
    template: 'pfsense.txt.liquid',
    fileName: 'staylocal-pfsense.txt',
    apply:
      'Services, DNS Resolver, General Settings, Custom options: add the two lines under "DNS Resolver". With the DNS Forwarder: Services, DNS Forwarder, Custom options, the line under "DNS Forwarder". Save and apply.',
    verify,
    undo: 'Remove the lines, save and apply.',
    readBack: [
      exactly('private domains', /^private-domain: "(.+)"$/gm, theName),
      exactly('names allowed', /^rebind-domain-ok=\/(.+)\/$/gm, theName),
    ],
  },
  {
    ...routerShared,
    id: 'opnsense',
    title: 'OPNsense: allow the name past rebind protection',
    consumers: ['OPNsense (Unbound)'],
    template: 'opnsense.txt.liquid',
    fileName: 'staylocal-opnsense.txt',
    apply:
      'Services, Unbound DNS, Advanced, "Private Domains": add the name below. Apply. On versions without the field: put the two lines in a file in `/usr/local/etc/unbound.opnsense.d/`.',
    verify,
    undo: 'Remove the entry and apply.',
    notes: [
      'As it is delivered OPNsense lets 127.0.0.0/8 through: its list of private addresses for Unbound does not hold it, and its dnsmasq has `rebind-localhost-ok`. This is needed for private addresses, or where the list was changed.',
    ],
    readBack: [
      exactly('private domains', /^ {2}private-domain: "(.+)"$/gm, theName),
      exactly('names for the form', /^Private Domains: (.+)$/gm, theName),
    ],
  },
  {
    ...shared,
    id: 'adguard-home',
    title: 'AdGuard Home: allow the name past filter lists',
    consumers: ['AdGuard Home'],
    template: 'adguard-home.txt.liquid',
    fileName: 'staylocal-adguard-home.txt',
    apply:
      'Filters, Custom filtering rules: add the line. AdGuard Home has no rebinding filter of its own; lists against rebinding match the answer, and this rule lets the name past them.',
    verify,
    undo: 'Remove the line.',
    readBack: [exactly('names allowed', /^@@\|\|(.+)\^$/gm, theName)],
  },
  {
    ...shared,
    id: 'pihole',
    title: 'Pi-hole: allow the name past rebinding protection',
    consumers: ['Pi-hole (dnsmasq inside)'],
    template: 'pihole.sh.liquid',
    fileName: 'staylocal-pihole.sh',
    apply:
      'Run `sudo sh staylocal-pihole.sh` on the Pi-hole. It writes `/etc/dnsmasq.d/99-staylocal.conf` and restarts the resolver. Version 6 reads that folder only with `misc.etc_dnsmasq_d` on; the script says so.',
    verify,
    undo: '`sudo rm /etc/dnsmasq.d/99-staylocal.conf`, then `sudo pihole restartdns` (version 6: `sudo systemctl restart pihole-FTL`).',
    readBack: [exactly('names allowed', /^rebind-domain-ok=\/(.+)\/$/gm, theName)],
  },
  {
    ...routerShared,
    id: 'fritzbox',
    title: 'FRITZ!Box: exception from DNS rebind protection',
    consumers: ['AVM FRITZ!Box'],
    template: 'fritzbox.txt.liquid',
    fileName: 'staylocal-fritzbox.txt',
    apply:
      'In the box: Home Network, Network, Network Settings, further settings, "DNS Rebind Protection" (Heimnetz, Netzwerk, Netzwerkeinstellungen, "DNS-Rebind-Schutz"): enter the name below, one per line, and apply.',
    verify,
    undo: 'Remove the name from the field.',
    readBack: [exactly('names for the form', /^(?!#)(.+)$/gm, theName)],
  },
  {
    ...shared,
    id: 'systemd-resolved',
    title: 'systemd-resolved: what to check',
    team: 'endpoint',
    consumers: ['systemd-resolved'],
    template: 'systemd-resolved.txt.liquid',
    fileName: 'staylocal-systemd-resolved.txt',
    apply:
      'systemd-resolved has no rebinding filter: nothing is to be set. Where the name does not resolve, the filter sits in the resolver upstream; `resolvectl status` names it. Use the target of that one.',
    verify: '`resolvectl query {{ name | word }}` answers {{ answers | comment }}.',
    undo: 'Nothing was changed.',
    readBack: [exactly('names to query', /^resolvectl query (.+)$/gm, theName)],
  },
  {
    ...shared,
    id: 'hosts',
    title: 'hosts file: the last resort',
    team: 'endpoint',
    consumers: ['every operating system'],
    needs: [['addresses']],
    template: 'hosts.liquid',
    fileName: 'staylocal-hosts.txt',
    apply:
      'Add the lines to `/etc/hosts`, or `C:\\Windows\\System32\\drivers\\etc\\hosts`, on each device. Only where the resolver cannot be changed.',
    verify:
      '`getent hosts {{ name | word }}` (Windows: `ping {{ name | word }}`) names {{ answers | comment }}.',
    replaces:
      'Put it in place of the hosts file: `/etc/hosts`, or `C:\\Windows\\System32\\drivers\\etc\\hosts`.',
    accepts: ['merge'],
    merge: { kind: 'text', edit: editHosts },
    undo: 'Remove the lines.',
    notes: [
      'A hosts file helps neither a browser that uses DNS over HTTPS nor a request that goes to a proxy, and it hides that DNS is broken.',
    ],
    readBack: [unlessMerged(exactly('names', /^[0-9a-f.:]+ (.+)$/gm, theName)), addressesOfName],
  },
];
