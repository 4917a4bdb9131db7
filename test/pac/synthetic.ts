/**
 * PAC files made here, whose answer for the URL under test is known by construction: the verdict, and where it is
 * `sometimes`, one environment of each kind.
 */
import type { PacEnvironment, Verdict } from '../../lib/pac/index.js';

export interface SyntheticPac {
  readonly name: string;
  readonly source: string;
  readonly verdict: Verdict;
  readonly direct?: PacEnvironment;
  readonly proxied?: PacEnvironment;
  /** Words the first counterexample must have. */
  readonly words?: RegExp;
}

export const body = (text: string, before = ''): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n${text}\n}\n`;
const utc = (text: string): PacEnvironment => ({ at: new Date(text), timeZone: 'UTC' });
const at = (myIp: string): PacEnvironment => ({ myIp });
const resolving = (...addresses: string[]): PacEnvironment => ({ dns: { 't1c.t1t.io': addresses } });
export const P = '"PROXY p.corp:8080"';
export const Q = '"PROXY q.corp:8080"';

export const SYNTHETIC: readonly SyntheticPac[] = [
  { name: 'always direct', source: body('return "DIRECT";'), verdict: 'always' },
  { name: 'always a proxy', source: body(`return ${P};`), verdict: 'never' },
  {
    name: 'one network',
    source: body(`return isInNet(myIpAddress(), "10.20.0.0", "255.255.0.0") ? ${P} : "DIRECT";`),
    verdict: 'sometimes',
    direct: at('10.21.0.1'),
    proxied: at('10.20.9.9'),
    words: /a client in 10\.20\.0\.0\/16 gets PROXY p\.corp:8080 from line 3/,
  },
  {
    name: 'two halves that cover everything',
    source: body(`
      if (isInNet(myIpAddress(), "0.0.0.0", "128.0.0.0")) return ${P};
      if (isInNet(myIpAddress(), "128.0.0.0", "128.0.0.0")) return ${P};
      return myIpAddress().indexOf(":") !== -1 ? ${P} : "DIRECT";`),
    verdict: 'never',
  },
  {
    name: 'a mask with a hole',
    source: body(`return isInNet(myIpAddress(), "10.0.7.0", "255.0.255.0") ? "DIRECT" : ${P};`),
    verdict: 'sometimes',
    direct: at('10.99.7.3'),
    proxied: at('10.99.8.3'),
  },
  {
    name: 'one address',
    source: body(`if (myIpAddress() == "192.168.0.72") return "DIRECT"; return ${P};`),
    verdict: 'sometimes',
    direct: at('192.168.0.72'),
    proxied: at('192.168.0.73'),
  },
  {
    name: 'an address no client can have',
    source: body(
      `if (myIpAddress() === "10.0.0.300" || myIpAddress() === "010.0.0.1") return "DIRECT"; return ${P};`,
    ),
    verdict: 'never',
  },
  {
    name: 'a prefix of the text',
    source: body(`var ip = myIpAddress(); return ip.substring(0, 7) == "10.1.2." ? "DIRECT" : ${P};`),
    verdict: 'sometimes',
    direct: at('10.1.2.200'),
    proxied: at('10.1.20.2'),
  },
  {
    name: 'a regular expression on an address',
    source: body(`return /^(10|172\\.1[6-9]|192\\.168)\\./.test(dnsResolve(host)) ? "DIRECT" : ${P};`),
    verdict: 'sometimes',
    direct: resolving('172.19.0.1'),
    proxied: resolving('172.20.0.1'),
  },
  {
    name: 'a regular expression every address matches',
    source: body(
      `var a = dnsResolve(host); return a == null || /^\\d+(\\.\\d+){3}$/.test(a) ? "DIRECT" : ${P};`,
    ),
    verdict: 'always',
  },
  {
    name: 'shExpMatch on an address',
    source: body(`return shExpMatch(myIpAddress(), "10.*.7") ? "DIRECT" : ${P};`),
    verdict: 'sometimes',
    direct: at('10.1.2.7'),
    proxied: at('10.1.2.17'),
  },
  {
    name: 'an octet',
    source: body(`var o = myIpAddress().split("."); return o[1] >= 16 && o[1] <= 31 ? "DIRECT" : ${P};`),
    verdict: 'sometimes',
    direct: at('172.16.0.1'),
    proxied: at('172.32.0.1'),
  },
  {
    name: 'an octet that decides between proxies only',
    source: body(
      `var n = parseInt(myIpAddress().split(".")[3]); return n % 2 == 0 ? "PROXY a:1" : "PROXY b:1";`,
    ),
    verdict: 'never',
  },
  {
    name: 'an octet in an arithmetic that never holds',
    source: body(`var n = Number(myIpAddress().split(".")[3]); return (n * 2) % 2 == 1 ? "DIRECT" : ${P};`),
    verdict: 'never',
  },
  {
    name: 'an IPv6 client',
    source: body(`return isInNetEx(myIpAddress(), "2001:db8::/32") ? "DIRECT" : ${P};`),
    verdict: 'sometimes',
    direct: at('2001:db8::5'),
    proxied: at('2001:db9::5'),
  },
  {
    name: 'IPv4 or IPv6, both covered',
    source: body(
      `return isInNetEx(myIpAddress(), "0.0.0.0/0") || isInNetEx(myIpAddress(), "::/0") ? "DIRECT" : ${P};`,
    ),
    verdict: 'always',
  },
  {
    name: 'the name does not resolve',
    source: body(`return isResolvable(host) ? "DIRECT" : ${P};`),
    verdict: 'sometimes',
    direct: resolving('127.0.0.1'),
    proxied: resolving(),
    words: /the name does not resolve/,
  },
  {
    name: 'isInNet on the name',
    source: body(`return isInNet(host, "127.0.0.0", "255.0.0.0") ? "DIRECT" : ${P};`),
    verdict: 'sometimes',
    direct: resolving('127.0.0.1'),
    proxied: resolving('192.0.2.1'),
  },
  {
    name: 'working hours',
    source: body(`return weekdayRange("MON", "FRI") && timeRange(8, 17) ? ${P} : "DIRECT";`),
    verdict: 'sometimes',
    direct: utc('2026-11-28T12:00:00Z'),
    proxied: utc('2026-11-24T17:59:59Z'),
    words: /Monday to Friday 08:00-17:59/,
  },
  {
    name: 'a night that wraps around midnight',
    source: body(`return timeRange(22, 0, 6, 0) ? ${P} : "DIRECT";`),
    verdict: 'sometimes',
    direct: utc('2026-11-24T07:00:00Z'),
    proxied: utc('2026-11-24T23:00:00Z'),
  },
  {
    name: 'hours that cover the day',
    source: body(`return timeRange(0, 11) || timeRange(12, 23) ? "DIRECT" : ${P};`),
    verdict: 'always',
  },
  {
    name: 'weekdays that wrap and cover the week',
    source: body(`return weekdayRange("FRI", "MON") || weekdayRange("TUE", "THU") ? "DIRECT" : ${P};`),
    verdict: 'always',
  },
  {
    name: 'a month',
    source: body(`return dateRange("DEC") ? ${P} : "DIRECT";`),
    verdict: 'sometimes',
    direct: utc('2026-11-24T07:00:00Z'),
    proxied: utc('2026-12-24T07:00:00Z'),
  },
  {
    name: 'dates of one year',
    source: body(`return dateRange(1, "JUN", 2027, 31, "AUG", 2027) ? ${P} : "DIRECT";`),
    verdict: 'sometimes',
    direct: utc('2028-07-01T07:00:00Z'),
    proxied: utc('2027-07-01T07:00:00Z'),
  },
  {
    name: 'the hour in GMT',
    source: body(`return timeRange(3, "GMT") ? ${P} : "DIRECT";`),
    verdict: 'sometimes',
    direct: utc('2026-11-24T04:00:00Z'),
    proxied: utc('2026-11-24T03:30:00Z'),
  },
  {
    name: 'both clocks, further apart than any zone',
    source: body(`return weekdayRange("MON") && weekdayRange("THU", "GMT") ? ${P} : "DIRECT";`),
    verdict: 'always',
  },
  {
    name: 'both clocks, a zone apart',
    source: body(`return weekdayRange("MON") && weekdayRange("TUE", "GMT") ? ${P} : "DIRECT";`),
    verdict: 'sometimes',
    direct: utc('2026-11-24T04:00:00Z'),
    proxied: { at: new Date('2026-11-24T04:00:00Z'), timeZone: 'America/Los_Angeles' },
  },
  {
    name: 'the Date object',
    source: body(
      `var d = new Date(); return d.getDay() == 0 || d.getHours() * 60 + d.getMinutes() < 480 ? "DIRECT" : ${P};`,
    ),
    verdict: 'sometimes',
    direct: utc('2026-11-24T07:59:00Z'),
    proxied: utc('2026-11-24T08:00:00Z'),
  },
  {
    name: 'a Date that cannot be',
    source: body(
      `var d = new Date(); return d.getHours() > 23 || d.getMonth() == 12 || d.getDate() < 1 ? "DIRECT" : ${P};`,
    ),
    verdict: 'never',
  },
  {
    name: 'chance',
    source: body(`return Math.random() < 0.01 ? ${P} : "DIRECT";`),
    verdict: 'sometimes',
    direct: { random: [0.5] },
    proxied: { random: [0.001] },
  },
  {
    name: 'chance among proxies',
    source: body(
      'var list = ["PROXY a:1", "PROXY b:1", "SOCKS c:1"]; return list[Math.floor(Math.random() * list.length)];',
    ),
    verdict: 'never',
  },
  {
    name: 'chance with a direct one among them',
    source: body(
      'var list = ["PROXY a:1", "PROXY b:1", "DIRECT"]; return list[Math.floor(Math.random() * list.length)];',
    ),
    verdict: 'sometimes',
    direct: { random: [0.9] },
    proxied: { random: [0.1] },
  },
  {
    name: 'a counter kept between calls',
    source: body(`return calls++ < 3 ? "DIRECT" : ${P};`, 'var calls = 0;'),
    verdict: 'sometimes',
  },
  {
    name: 'an answer kept in a table',
    source: body(`if (seen[host]) return ${P}; seen[host] = 1; return "DIRECT";`, 'var seen = {};'),
    verdict: 'unknown',
  },
  {
    name: 'a loop variable nobody declared',
    source: body(
      'for (i = 0; i < 3; i++) if (list[i] == host) return "DIRECT"; return "PROXY p:1";',
      'list = ["a", "t1c.t1t.io", "b"];',
    ),
    verdict: 'always',
  },
  {
    name: 'nested helpers',
    source: body(
      'return route(host, myIpAddress());',
      `function inside(ip, nets) { for (var i = 0; i < nets.length; i++) if (isInNet(ip, nets[i][0], nets[i][1])) return true; return false; }
       function route(host, ip) { var nets = [["10.0.0.0", "255.0.0.0"], ["192.168.0.0", "255.255.0.0"]]; return inside(ip, nets) ? pick(host) : "DIRECT"; }
       function pick(host) { return dnsDomainIs(host, ".t1t.io") ? "PROXY inner:3128" : "DIRECT"; }`,
    ),
    verdict: 'sometimes',
    direct: at('11.0.0.1'),
    proxied: at('192.168.3.4'),
  },
  {
    name: 'a switch on an address',
    source: body(
      'switch (myIpAddress()) { case "10.0.0.1": return "PROXY a:1"; case "10.0.0.2": return "PROXY b:1"; default: return "DIRECT"; }',
    ),
    verdict: 'sometimes',
    direct: at('10.0.0.3'),
    proxied: at('10.0.0.2'),
  },
  {
    name: 'a switch on true',
    source: body(
      'switch (true) { case isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0"): return "DIRECT"; case weekdayRange("SUN"): return "DIRECT"; } return "PROXY p:1";',
    ),
    verdict: 'sometimes',
    direct: { ...utc('2026-11-29T12:00:00Z'), myIp: '11.0.0.1' },
    proxied: { ...utc('2026-11-24T12:00:00Z'), myIp: '11.0.0.1' },
  },
  {
    name: 'a switch on the day that leaves none out',
    source: body(
      'switch (new Date().getDay()) { case 0: case 6: return "PROXY weekend:1"; case 1: case 2: case 3: case 4: case 5: return "PROXY week:1"; } return "DIRECT";',
    ),
    verdict: 'never',
  },
  {
    name: 'a table of objects by address',
    source: body(
      'var site = sites[myIpAddress()]; return site ? site.proxy : "DIRECT";',
      'var sites = { "10.0.0.1": { proxy: "PROXY one:1" }, "10.0.0.2": { proxy: "DIRECT" } };',
    ),
    verdict: 'sometimes',
    direct: at('10.0.0.2'),
    proxied: at('10.0.0.1'),
  },
  {
    name: 'the first three octets, cut at the last dot',
    source: body(
      'var ip = myIpAddress(); var net = ip.substring(0, ip.lastIndexOf(".")); return net == "10.1.2" ? "DIRECT" : "PROXY p:1";',
    ),
    verdict: 'sometimes',
    direct: at('10.1.2.77'),
    proxied: at('10.1.22.7'),
  },
  {
    name: 'an environment asked for while loading',
    source: body(
      'return office ? "PROXY p:1" : "DIRECT";',
      'var office = isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0");',
    ),
    verdict: 'sometimes',
    direct: at('11.0.0.1'),
    proxied: at('10.0.0.1'),
  },
  {
    name: 'a day remembered from loading, compared with today',
    source: body(
      'return new Date().getDay() == day ? "DIRECT" : "DIRECT; DIRECT";',
      'var day = new Date().getDay();',
    ),
    verdict: 'unknown',
  },
  {
    name: 'a failure in one office only',
    source: body(
      'if (isInNet(myIpAddress(), "10.7.0.0", "255.255.0.0")) return undefinedHelper(host); return "DIRECT";',
    ),
    verdict: 'sometimes',
    direct: at('10.8.0.1'),
    proxied: at('10.7.0.1'),
    words: /no answer: .*undefinedHelper/,
  },
  {
    name: 'an exemption before everything',
    source: body(
      'if (host == "t1c.t1t.io") return "DIRECT"; if (isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")) return "PROXY p:1"; return cache[host] || (cache[host] = "PROXY q:1");',
      'var cache = {};',
    ),
    verdict: 'always',
  },
  {
    name: 'an address hashed to a number that there is not',
    source: body(
      'var h = 0, ip = myIpAddress(); for (var i = 0; i < ip.length; i++) h = (h * 31 + ip.charCodeAt(i)) % 997; return h == 998 ? "DIRECT" : "PROXY p:1";',
    ),
    verdict: 'never',
  },
];
