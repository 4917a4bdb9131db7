/**
 * The PAC files that are measured: two of our own writing, and those of the shared data where it is present.
 */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ORDINARY = `function FindProxyForURL(url, host) {
  var me = myIpAddress();
  host = host.toLowerCase();
  if (isPlainHostName(host) || shExpMatch(host, "*.corp.example") || dnsDomainIs(host, ".intranet.example")) {
    return "DIRECT";
  }
  if (shExpMatch(url, "ftp:*") || localHostOrDomainIs(host, "www.partner.example")) return "DIRECT";
  if (isInNet(me, "10.99.0.0", "255.255.0.0") || isInNet(me, "172.16.0.0", "255.240.0.0")) return "DIRECT";
  if (isInNet(me, "10.20.0.0", "255.255.0.0")) {
    return "PROXY proxy-a.corp.example:8080; PROXY proxy-b.corp.example:8080";
  }
  if (isInNet(me, "10.30.0.0", "255.255.0.0")) {
    return "PROXY proxy-c.corp.example:8080";
  }
  if (weekdayRange("SAT", "SUN") || timeRange(20, 6)) {
    return "PROXY night.corp.example:8080";
  }
  return "PROXY proxy.corp.example:8080; DIRECT";
}
`;

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Some two hundred lines as a company's grow: tests of the name, of the network it resolves to, and of the URL. */
const CORPORATE = `var MAIN = "PROXY main.corp.example:3128", SPARE = "PROXY spare.corp.example:3128";
function atHome() { return !isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0"); }
function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  if (isPlainHostName(host) || dnsDomainIs(host, ".corp.example")) return "DIRECT";
${lines(110, (i) => `  if (dnsDomainIs(host, ".customer${i}.example")) return ${i % 3 === 0 ? 'SPARE' : 'MAIN'};`)}
${lines(45, (i) => `  if (isInNet(dnsResolve(host), "172.${16 + (i % 16)}.${i}.0", "255.255.255.0")) return "DIRECT";`)}
${lines(20, (i) => `  if (url.substring(0, 5) == "https" && shExpMatch(url, "*://tool${i}.*")) return MAIN;`)}
  if (isInNet(dnsResolve(host), "127.0.0.0", "255.0.0.0")) {
    if (!atHome() && weekdayRange("MON", "FRI")) return MAIN + "; " + SPARE;
    return "DIRECT";
  }
  if (timeRange(22, 5)) return SPARE;
  return atHome() ? "DIRECT" : MAIN + "; " + SPARE;
}
`;

/** A list of names of more than 100 kB, as block lists are. */
const LARGE = `var LISTED = {
${lines(4000, (i) => `  "site${i}.example${i % 7}.com": 1,`)}
};
function FindProxyForURL(url, host) {
  for (var name = host; name.indexOf(".") !== -1; name = name.slice(name.indexOf(".") + 1))
    if (LISTED.hasOwnProperty(name)) return "PROXY filter.corp.example:3128";
  return "DIRECT";
}
`;

const OWN: Readonly<Record<'20-lines.pac' | 'corporate.pac' | 'large.pac', string>> = {
  '20-lines.pac': ORDINARY,
  'corporate.pac': CORPORATE,
  'large.pac': LARGE,
};

/** Writes one of our own into `folder`; its path. */
export function ownFile(folder: string, name: keyof typeof OWN): string {
  const path = join(folder, name);
  writeFileSync(path, OWN[name]);
  return path;
}

/** The folder of shared data: as told, or beside the project or a folder above it. */
function shared(): string | null {
  const told = process.env['STAYLOCAL_SHARED'];
  if (told !== undefined) return join(told, 'data');
  for (let at = process.cwd(); ; at = dirname(at)) {
    const data = join(at, 'shared', 'data');
    if (existsSync(join(data, 'pac'))) return data;
    if (dirname(at) === at) return null;
  }
}

/** The files that others use, the largest first; none where the shared data is not there, which is said. */
export function filesInUse(): string[] {
  const data = shared();
  if (data === null || !existsSync(join(data, 'pac'))) {
    console.error(
      'the files in use are left out: no folder shared/data/pac was found (set STAYLOCAL_SHARED)',
    );
    return [];
  }
  return readdirSync(join(data, 'pac'))
    .filter((name) => name.endsWith('.pac'))
    .map((name) => join(data, 'pac', name))
    .sort((a, b) => statSync(b).size - statSync(a).size);
}

/** One company's file; none where the shared data is not there. */
export function companyFiles(): string[] {
  const data = shared();
  const file = data === null ? '' : join(data, 'field', 'corporate', 'corp.pac');
  return existsSync(file) ? [file] : [];
}
