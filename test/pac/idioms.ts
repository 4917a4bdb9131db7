/**
 * What PAC files do with addresses and the clock beyond asking the builtins, made here so that the verdict is known by
 * construction; where it is `sometimes`, with one environment of each kind.
 */
import type { PacEnvironment } from '../../lib/pac/index.js';
import type { SyntheticPac } from './synthetic.js';

const P = '"PROXY p.corp:8080"';
const body = (text: string, before = ''): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n${text}\n}\n`;
const choose = (condition: string, setUp = '', before = ''): string =>
  body(`${setUp}\nreturn ${condition} ? "DIRECT" : ${P};`, before);
const at = (myIp: string, ...resolved: string[]): PacEnvironment => ({
  myIp,
  dns: { 't1c.t1t.io': resolved },
});
const utc = (text: string): PacEnvironment => ({ at: new Date(text), timeZone: 'UTC' });
const OCTETS = 'var o = myIpAddress().split(".");';
const IP = 'var ip = myIpAddress();';
const NOW = 'var d = new Date();';

const COMPARED: readonly SyntheticPac[] = [
  {
    name: 'the name has the address of the client',
    source: choose('dnsResolve(host) == myIpAddress()'),
    verdict: 'sometimes',
    direct: at('10.1.2.3', '10.1.2.3'),
    proxied: at('10.1.2.3', '10.1.2.4'),
  },
  {
    name: 'the same subnet, by isInNet',
    source: choose('isInNet(dnsResolve(host), myIpAddress(), "255.255.255.0")'),
    verdict: 'sometimes',
    direct: at('10.1.2.3', '10.1.2.77'),
    proxied: at('10.1.2.3', '10.1.3.3'),
  },
  {
    name: 'the host and the same subnet',
    source: choose('isInNet(host, myIpAddress(), "255.255.0.0")'),
    verdict: 'sometimes',
    direct: at('10.1.2.3', '10.1.9.77'),
    proxied: at('10.1.2.3', '10.2.3.3'),
  },
  {
    name: 'the same subnet, in a network that leaves no other',
    source: choose(
      'isInNet(r, me, "255.0.0.0") && isInNet(me, "10.0.0.0", "255.0.0.0") && !isInNet(r, "10.0.0.0", "255.0.0.0")',
      'var me = myIpAddress(), r = dnsResolve(host);',
    ),
    verdict: 'never',
  },
  {
    name: 'the same subnet, piece by piece',
    source: choose(
      'r != null && a[0] == b[0] && a[1] == b[1] && a[2] == b[2]',
      'var r = dnsResolve(host); var a = myIpAddress().split("."), b = r == null ? [] : r.split(".");',
    ),
    verdict: 'sometimes',
    direct: at('10.1.2.3', '10.1.2.77'),
    proxied: at('10.1.2.3', '10.1.3.3'),
  },
  {
    name: 'the same pieces and another address, in a loop',
    source: choose(
      'same && r == "10.0.0.1" && ip != "10.0.0.1"',
      `${IP} var r = dnsResolve(host), same = r != null && ip.indexOf(":") < 0;
       if (same) { var a = ip.split("."), b = r.split("."); for (var i = 0; i < 4; i++) if (a[i] != b[i]) same = false; }`,
    ),
    verdict: 'never',
  },
  {
    name: 'the first three pieces joined',
    source: choose(
      'n(dnsResolve(host)) == n(myIpAddress())',
      '',
      'function n(a) { return a == null ? "" : a.split(".").slice(0, 3).join("."); }',
    ),
    verdict: 'sometimes',
    direct: at('10.1.2.3', '10.1.2.77'),
    proxied: at('10.1.2.3', '10.1.3.3'),
  },
  {
    name: 'the beginnings of both, cut at the last dot',
    source: choose(
      'n(dnsResolve(host)) == n(myIpAddress())',
      '',
      'function n(a) { return a == null ? "" : a.substring(0, a.lastIndexOf(".")); }',
    ),
    verdict: 'sometimes',
    direct: at('10.1.2.3', '10.1.2.77'),
    proxied: at('10.1.2.3', '10.1.22.3'),
  },
  {
    name: 'numbers of both, by convert_addr',
    source: choose(
      'r != null && (convert_addr(r) & convert_addr("255.255.255.0")) == (convert_addr(myIpAddress()) & convert_addr("255.255.255.0"))',
      'var r = dnsResolve(host);',
    ),
    verdict: 'sometimes',
    direct: at('10.1.2.3', '10.1.2.77'),
    proxied: at('10.1.2.3', '10.1.22.3'),
  },
  {
    name: 'two names with one address',
    source: choose('dnsResolve("a.example") === dnsResolve("b.example")'),
    verdict: 'sometimes',
    direct: { dns: { 'a.example': ['192.0.2.1'], 'b.example': ['192.0.2.1'] } },
    proxied: { dns: { 'a.example': ['192.0.2.1'] } },
  },
  {
    name: 'equal to each of two addresses that differ',
    source: choose(
      'a == me && b == me && a != b',
      'var me = myIpAddress(), a = dnsResolve("a.example"), b = dnsResolve("b.example");',
    ),
    verdict: 'never',
  },
  {
    name: 'an octet greater than another of the same address',
    source: choose('o.length == 4 && Number(o[3]) > Number(o[2])', OCTETS),
    verdict: 'sometimes',
    direct: at('10.1.2.3'),
    proxied: at('10.1.3.2'),
  },
];

const COUNTED: readonly SyntheticPac[] = [
  {
    name: 'the third octet of an address of a site, even',
    source: choose('o[0] == 10 && parseInt(o[2]) % 2 == 0', OCTETS),
    verdict: 'sometimes',
    direct: at('10.1.2.3'),
    proxied: at('10.1.3.3'),
  },
  {
    name: 'two octets as one number',
    source: choose('((o[2] << 8) | o[3]) < 512', OCTETS),
    verdict: 'sometimes',
    direct: at('10.1.1.3'),
    proxied: at('10.1.2.3'),
  },
  {
    name: 'the whole address as a number, between two',
    source: choose(
      'n >= 167772160 && n <= 184549375',
      `${OCTETS} var n = ((Number(o[0]) * 256 + Number(o[1])) * 256 + Number(o[2])) * 256 + Number(o[3]);`,
    ),
    verdict: 'sometimes',
    direct: at('10.1.1.3'),
    proxied: at('11.0.0.0'),
  },
  {
    name: 'the whole address as a number, unsigned, outside what there is',
    source: choose(
      'n > 4294967295',
      `${OCTETS} var n = ((o[0] << 24) | (o[1] << 16) | (o[2] << 8) | o[3]) >>> 0;`,
    ),
    verdict: 'never',
  },
  {
    name: 'the whole address under a mask',
    source: choose(
      '(n & 0xffff0000) == 0x0a010000',
      `${OCTETS} var n = (o[0] << 24) | (o[1] << 16) | (o[2] << 8) | o[3];`,
    ),
    verdict: 'sometimes',
    direct: at('10.1.1.3'),
    proxied: at('10.2.1.3'),
  },
  {
    name: 'the sum of the octets, for one of two proxies',
    source: body(
      `${OCTETS} var s = 0; for (var i = 0; i < o.length; i++) s += parseInt(o[i], 10);
       return s % 2 == 0 ? "PROXY a:1; PROXY b:1" : "PROXY b:1; PROXY a:1";`,
    ),
    verdict: 'never',
  },
  {
    name: 'the sum of the octets, beyond all of them',
    source: choose('s > 1020', `${OCTETS} var s = 0; for (var i = 0; i < 4; i++) s += Number(o[i]);`),
    verdict: 'never',
  },
  {
    name: 'the sum of the octets, in a table of proxies',
    source: body(
      `${OCTETS} var s = 0; for (var i = 0; i < o.length; i++) s += parseInt(o[i], 10);
       return isNaN(s) ? LIST[0] : LIST[s % LIST.length];`,
      'var LIST = ["PROXY a:1", "PROXY b:1", "PROXY c:1"];',
    ),
    verdict: 'never',
  },
  {
    name: 'the sum of the octets, in a table with a direct one',
    source: body(
      `${OCTETS} var s = 0; for (var i = 0; i < o.length; i++) s += parseInt(o[i], 10);
       return isNaN(s) ? LIST[0] : LIST[s % LIST.length];`,
      'var LIST = ["PROXY a:1", "DIRECT", "PROXY c:1"];',
    ),
    verdict: 'sometimes',
    direct: at('0.0.0.1'),
    proxied: at('0.0.0.2'),
  },
  {
    name: 'three octets joined',
    source: choose('o[0] + "." + o[1] + "." + o[2] == "10.1.2"', OCTETS),
    verdict: 'sometimes',
    direct: at('10.1.2.9'),
    proxied: at('10.1.3.9'),
  },
  {
    name: 'two octets in a list of sites',
    source: choose(
      'SITES.indexOf(o[0] + "." + o[1]) >= 0',
      OCTETS,
      'var SITES = ["10.1", "10.2", "172.16"];',
    ),
    verdict: 'sometimes',
    direct: at('172.16.0.1'),
    proxied: at('172.17.0.1'),
  },
  {
    name: 'two octets looked up in a table',
    source: body(
      `${OCTETS} var site = SITES[o[0] + "." + o[1]]; return site || "PROXY c:1";`,
      'var SITES = { "10.1": "DIRECT", "10.2": "PROXY b:1" };',
    ),
    verdict: 'sometimes',
    direct: at('10.1.0.1'),
    proxied: at('10.2.0.1'),
  },
  {
    name: 'a hash of the octets',
    source: choose('h == 31', `${OCTETS} var h = (o[0] * 7 + o[1] * 13 + o[2] * 17 + o[3] * 31) % 31;`),
    verdict: 'never',
  },
  {
    name: 'a hash of the characters, for one of two proxies',
    source: body(
      `${IP} if (ip.indexOf(":") >= 0) return "PROXY c:1"; var h = 0; for (var i = 0; i < ip.length; i++) h = (h * 31 + ip.charCodeAt(i)) % 997;
       return h % 2 ? "PROXY a:1" : "PROXY b:1";`,
    ),
    verdict: 'never',
  },
  {
    name: 'a hash of the host, and the address',
    source: body(
      `var h = 0; for (var i = 0; i < host.length; i++) h += host.charCodeAt(i);
       ${OCTETS} var n = (h + Number(o[3])) % 4; return n == 4 ? "DIRECT" : "PROXY p" + n + ":1";`,
    ),
    verdict: 'never',
  },
  {
    name: 'exclusive or of two octets',
    source: choose('((o[0] ^ o[1]) & 1) == 1 && (o[0] & 1) == 1 && (o[1] & 1) == 1', OCTETS),
    verdict: 'never',
  },
  {
    name: 'a number made of the address, rounded',
    source: choose('Math.floor(convert_addr(ip) / 65536) == 2561', IP),
    verdict: 'sometimes',
    direct: at('10.1.1.3'),
    proxied: at('10.2.1.3'),
  },
  {
    name: 'a random proxy weighed by an octet',
    source: body(
      `${OCTETS} return LIST[(parseInt(o[3]) + Math.floor(Math.random() * 3)) % 3] || "PROXY z:1";`,
      'var LIST = ["PROXY a:1", "PROXY b:1", "PROXY c:1"];',
    ),
    verdict: 'never',
  },
];

const TIMED: readonly SyntheticPac[] = [
  {
    name: 'hours and minutes as one number',
    source: choose('t >= 510 && t < 1050', `${NOW} var t = d.getHours() * 60 + d.getMinutes();`),
    verdict: 'sometimes',
    direct: utc('2026-11-24T08:30:00Z'),
    proxied: utc('2026-11-24T17:30:00Z'),
  },
  {
    name: 'hours, minutes and seconds beyond the day',
    source: choose(
      't >= 86400',
      `${NOW} var t = d.getHours() * 3600 + d.getMinutes() * 60 + d.getSeconds();`,
    ),
    verdict: 'never',
  },
  {
    name: 'hours and minutes as a decimal',
    source: choose('t > 8.25 && t < 8.27', `${NOW} var t = d.getHours() + d.getMinutes() / 60;`),
    verdict: 'sometimes',
    direct: utc('2026-11-24T08:16:00Z'),
    proxied: utc('2026-11-24T08:15:00Z'),
  },
  {
    name: 'year, month and day as one number',
    source: choose(
      'n >= 20260701 && n <= 20260831',
      `${NOW} var n = d.getFullYear() * 10000 + (d.getMonth() + 1) * 100 + d.getDate();`,
    ),
    verdict: 'sometimes',
    direct: utc('2026-08-31T23:59:59Z'),
    proxied: utc('2026-09-01T00:00:00Z'),
  },
  {
    name: 'a date that no month has',
    source: choose('n == 230 || n == 431', `${NOW} var n = (d.getMonth() + 1) * 100 + d.getDate();`),
    verdict: 'never',
  },
  {
    name: 'before a fixed date',
    source: choose('new Date() < new Date(2027, 0, 1)'),
    verdict: 'sometimes',
    direct: utc('2026-12-31T23:59:59Z'),
    proxied: utc('2027-01-01T00:00:00Z'),
  },
  {
    name: 'before one fixed date and after a later one',
    source: choose('d < new Date(2027, 0, 1) && d >= new Date(2027, 5, 1)', NOW),
    verdict: 'never',
  },
  {
    name: 'between two moments, by getTime',
    source: choose('t >= Date.UTC(2026, 0, 1) && t < Date.UTC(2027, 0, 1)', 'var t = new Date().getTime();'),
    verdict: 'sometimes',
    direct: utc('2026-12-31T23:59:59Z'),
    proxied: utc('2027-01-01T00:00:00Z'),
  },
  {
    name: 'a moment as text',
    source: choose('new Date() >= new Date("2027-01-01T00:00:00Z")'),
    verdict: 'sometimes',
    direct: utc('2027-01-01T00:00:00Z'),
    proxied: utc('2026-12-31T23:59:59Z'),
  },
  {
    name: 'days since a fixed date',
    source: choose('Math.floor((new Date().getTime() - Date.UTC(2026, 0, 1)) / 86400000) >= 31'),
    verdict: 'sometimes',
    direct: utc('2026-02-01T00:00:00Z'),
    proxied: utc('2026-01-31T23:59:59Z'),
  },
  {
    name: 'the time left until a fixed date',
    source: choose('new Date(2026, 11, 24) - new Date() < 0'),
    verdict: 'sometimes',
    direct: utc('2026-12-25T00:00:00Z'),
    proxied: utc('2026-12-23T00:00:00Z'),
  },
  {
    name: 'Date.now before what there is',
    source: choose('Date.now() < 0'),
    verdict: 'never',
  },
  {
    name: 'the day of the week, in the text of the date',
    source: choose('d.toString().substring(0, 3) == "Sat"', NOW),
    verdict: 'sometimes',
    direct: utc('2026-11-28T12:00:00Z'),
    proxied: utc('2026-11-27T12:00:00Z'),
  },
  {
    name: 'the name of the day, looked up',
    source: choose(
      'DAYS[d.getDay()].charAt(0) == "S"',
      NOW,
      'var DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];',
    ),
    verdict: 'sometimes',
    direct: utc('2026-11-28T12:00:00Z'),
    proxied: utc('2026-11-27T12:00:00Z'),
  },
  {
    name: 'the date in ISO form, which is not followed',
    source: choose('d.toISOString().slice(0, 10) >= "9"', NOW),
    verdict: 'unknown',
  },
  {
    name: 'the last second of a range of dates',
    source: choose('!dateRange(1, "NOV", 30, "NOV") && d.getMonth() == 10', NOW),
    verdict: 'sometimes',
    direct: utc('2026-11-30T23:59:59.500Z'),
    proxied: utc('2026-11-30T23:59:59.000Z'),
  },
  {
    name: 'weekday and hour as one number',
    source: choose('d.getDay() * 24 + d.getHours() >= 168', NOW),
    verdict: 'never',
  },
];

const LISTED: readonly SyntheticPac[] = [
  {
    name: 'each address of the client, by isInNetEx',
    source: body(
      `var list = myIpAddressEx().split(";");
       for (var i = 0; i < list.length; i++) if (isInNetEx(list[i], "10.0.0.0/8")) return "DIRECT";
       return ${P};`,
    ),
    verdict: 'sometimes',
    direct: { myIp: ['2001:db8::1', '10.0.0.1'] },
    proxied: { myIp: ['2001:db8::1', '11.0.0.1'] },
  },
  {
    name: 'each address of the client, in a list that leaves none out',
    source: body(
      `var list = myIpAddressEx().split(";");
       for (var i = 0; i < list.length; i++) if (isInNetEx(list[i], "10.0.0.0/8")) return "PROXY a:1";
       return ${P};`,
    ),
    // `never`, if lists of any length were followed.
    verdict: 'unknown',
  },
  {
    name: 'more addresses than are followed',
    source: body(`return myIpAddressEx().split(";").length > 4 ? ${P} : "DIRECT";`),
    verdict: 'unknown',
  },
  {
    name: 'the list of addresses, sorted, the first',
    source: choose(
      'isInNetEx(first, "10.0.0.0/8")',
      'var sorted = sortIpAddressList(myIpAddressEx()); var first = sorted ? sorted.split(";")[0] : "";',
    ),
    verdict: 'sometimes',
    direct: { myIp: ['10.0.0.1'] },
    proxied: { myIp: ['10.0.0.1', '2001:db8::1'] },
  },
  {
    name: 'more than one address',
    source: choose('myIpAddressEx().indexOf(";") >= 0'),
    verdict: 'sometimes',
    direct: { myIp: ['10.0.0.1', '10.0.0.2'] },
    proxied: { myIp: ['10.0.0.1'] },
  },
  {
    name: 'each address of the name',
    source: body(
      `var list = dnsResolveEx(host).split(";"), inside = 0;
       for (var i in list) if (isInNetEx(list[i], "127.0.0.0/8")) inside++;
       return inside > 0 ? "DIRECT" : ${P};`,
    ),
    verdict: 'sometimes',
    direct: at('10.0.0.1', '10.0.0.1', '127.0.0.1'),
    proxied: at('10.0.0.1', '10.0.0.1'),
  },
];

const TAKEN_APART: readonly SyntheticPac[] = [
  {
    name: 'an IPv6 address of a documentation network, by its text',
    source: choose('/^2001:db8:/i.test(ip)', IP),
    verdict: 'sometimes',
    direct: at('2001:db8:1::1'),
    proxied: at('10.0.0.1'),
  },
  {
    name: 'an IPv6 address with a colon where none can be',
    source: choose('/^[0-9a-f]{5}/.test(ip) || /:::/.test(ip)', IP),
    verdict: 'never',
  },
  {
    name: 'an IPv6 address, by its beginning',
    source: choose('ip.substr(0, 5) == "fe80:"', IP),
    verdict: 'sometimes',
    direct: at('fe80::1'),
    proxied: at('10.0.0.1'),
  },
  {
    name: 'the number before the first dot',
    source: choose('parseInt(ip.substring(0, ip.indexOf("."))) == 10', IP),
    verdict: 'sometimes',
    direct: at('10.0.0.1'),
    proxied: at('11.0.0.1'),
  },
  {
    name: 'what lies between the first dot and the next',
    source: choose(
      'ip.substring(a + 1, b) == "20"',
      `${IP} var a = ip.indexOf("."), b = ip.indexOf(".", a + 1);`,
    ),
    verdict: 'sometimes',
    direct: at('10.20.0.1'),
    proxied: at('10.21.0.1'),
  },
  {
    name: 'the last character',
    source: choose('"02468".indexOf(ip.charAt(ip.length - 1)) >= 0', IP),
    verdict: 'sometimes',
    direct: at('10.0.0.12'),
    proxied: at('10.0.0.21'),
  },
  {
    name: 'the last character, in a class of none',
    source: choose('ip.charAt(ip.length - 1) == "."', IP),
    verdict: 'never',
  },
  {
    name: 'the code of the last character, for one of two proxies',
    source: body(`${IP} return ip.charCodeAt(ip.length - 1) % 2 ? "PROXY a:1" : "PROXY b:1";`),
    verdict: 'never',
  },
  {
    name: 'the groups of an expression',
    source: choose(
      'm && m[1] == 10 && m[2] >= 16 && m[2] < 32',
      `${IP} var m = /^(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)$/.exec(ip);`,
    ),
    verdict: 'sometimes',
    direct: at('10.16.0.1'),
    proxied: at('10.32.0.1'),
  },
  {
    name: 'the dots taken out',
    source: choose('ip.replace(/\\./g, "") == "10001"', IP),
    verdict: 'sometimes',
    direct: at('10.0.0.1'),
    proxied: at('10.0.0.2'),
  },
  {
    name: 'an address with a tail of its own',
    source: choose('(ip + ".").indexOf("10.0.0.") == 0', IP),
    verdict: 'sometimes',
    direct: at('10.0.0.2'),
    proxied: at('10.0.1.2'),
  },
  {
    name: 'a length no address has',
    source: choose('ip.indexOf(":") < 0 && (ip.length < 7 || ip.length > 15)', IP),
    verdict: 'never',
  },
];

export const IDIOMS: readonly SyntheticPac[] = [...COMPARED, ...COUNTED, ...TIMED, ...LISTED, ...TAKEN_APART];
