import assert from 'node:assert/strict';
import type { DialectName, PacEnvironment } from '../../lib/pac/index.js';
import { valuesOf } from './support.js';

// Tuesday 24 November 2026, 07:30:15 UTC: 08:30:15 in Brussels, 18:30:15 in Sydney, Monday 23:30:15 in Los Angeles.
const AT = new Date('2026-11-24T07:30:15Z');

async function agree(
  table: Readonly<Record<string, string>>,
  environment: PacEnvironment = {},
  dialect: DialectName = 'chromium',
): Promise<void> {
  const values = await valuesOf(Object.keys(table), environment, dialect);
  assert.deepEqual(Object.fromEntries(Object.keys(table).map((key, index) => [key, values[index]])), table);
}

describe('the builtins on names', () => {
  it('follow the shared library', async () => {
    await agree({
      'dnsDomainIs("evilt1t.io", "t1t.io")': 'true',
      'dnsDomainIs("t1c.t1t.io", ".t1t.io")': 'true',
      'dnsDomainIs("t1t.io", ".t1t.io")': 'false',
      'dnsDomainIs("a")': 'throws',
      'dnsDomainLevels("a.b.c")': '2',
      'isPlainHostName("intranet")': 'true',
      'isPlainHostName("a.b")': 'false',
      'isPlainHostName("::1")': 'false',
      'localHostOrDomainIs("www", "www.example.com")': 'true',
      'localHostOrDomainIs("www.example.com", "www.example.com")': 'true',
      'localHostOrDomainIs("www.example.org", "www.example.com")': 'false',
      'shExpMatch("a.b.c", "*.b.*")': 'true',
      'shExpMatch("A.b", "a.b")': 'false',
      'shExpMatch("axb", "a.b")': 'false',
      'shExpMatch("ab", "a?b")': 'false',
      'shExpMatch("vk.com", "(*.vk.com|vk.com)")': 'true',
      'shExpMatch("x", "(")': 'throws',
      'shExpMatch("x.com", "[a-z].com")': 'true',
    });
  });
  it('is a plain host name where a client knows no IPv6 literal with one colon-free form', async () => {
    await agree({ 'isPlainHostName("::1")': 'false', 'isPlainHostName("a:b")': 'false' }, {}, 'firefox');
    await agree({ 'isPlainHostName("a:b")': 'true' }, {}, 'chromium');
  });
});

describe('the builtins on addresses', () => {
  const environment: PacEnvironment = {
    myIp: ['2001:db8::7', '10.1.2.3'],
    dns: {
      'six.example': ['2001:db8::1'],
      'both.example': ['2001:db8::1', '192.0.2.1'],
      't1c.t1t.io': ['127.0.0.1'],
    },
  };
  it('follow Chromium', async () => {
    await agree(
      {
        'myIpAddress()': '2001:db8::7',
        'myIpAddressEx()': '2001:db8::7;10.1.2.3',
        'dnsResolve("T1C.t1t.io")': '127.0.0.1',
        'dnsResolve("six.example")': 'null',
        'dnsResolve("both.example")': '192.0.2.1',
        'dnsResolve("nowhere.example")': 'null',
        'dnsResolve(7)': 'null',
        'dnsResolve()': 'null',
        'dnsResolveEx("both.example")': '2001:db8::1;192.0.2.1',
        'dnsResolveEx("nowhere.example")': '',
        'isResolvable("six.example")': 'false',
        'isResolvableEx("six.example")': 'true',
        'isInNet("10.1.2.3", "10.0.0.0", "255.0.0.0")': 'true',
        'isInNet("t1c.t1t.io", "127.0.0.0", "255.0.0.0")': 'true',
        'isInNet("nowhere.example", "0.0.0.0", "0.0.0.0")': 'false',
        'isInNet("10.1.2.3", "10.0.0.256", "255.0.0.0")': 'false',
        'isInNet("10.1.2.3", "10.0.0.0", "255.0.0")': 'false',
        'isInNet("10.1.2.3", "10.1.9.3", "255.255.0.255")': 'true',
        'isInNetEx("10.1.2.3", "10.0.0.0/8")': 'true',
        'isInNetEx("2001:db8::7", "2001:db8::/32")': 'true',
        'isInNetEx("2001:db9::7", "2001:db8::/32")': 'false',
        'isInNetEx("10.1.2.3", "::ffff:10.0.0.0/104")': 'true',
        'isInNetEx("10.1.2.3", "10.0.0.0")': 'false',
        'isInNetEx("host.example", "10.0.0.0/8")': 'false',
        'sortIpAddressList("10.2.3.9;2001:4898::2;::1;127.0.0.1")': '::1;2001:4898::2;10.2.3.9;127.0.0.1',
        'sortIpAddressList(";")': 'false',
        'sortIpAddressList("x")': 'false',
      },
      environment,
    );
  });
  it('follow the older engines: no Ex forms, IPv6 answers', async () => {
    await agree(
      {
        'typeof isInNetEx': 'undefined',
        'dnsResolve("six.example")': '2001:db8::1',
        'dnsResolve("2001:DB8:0::1")': '2001:db8::1',
        'dnsResolve("1:0:0:2:0:0:0:3")': '1:0:0:2::3',
        'dnsResolve("1:0:2:3:4:5:6:7")': '1:0:2:3:4:5:6:7',
        'dnsResolve("::FFFF:192.0.2.1")': '::ffff:192.0.2.1',
        'dnsResolve("::1")': '::1',
        'dnsResolve("::")': '::',
        'dnsResolve()': 'throws',
      },
      environment,
      'firefox',
    );
  });
  it('do not know the client that has no address', async () => {
    await agree({ 'myIpAddress()': '127.0.0.1', 'myIpAddressEx()': '' });
  });
  it('answer no more than 20 names in a run', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `n${index}.example`);
    const dns = Object.fromEntries(names.map((name) => [name, ['192.0.2.1']]));
    const table = Object.fromEntries(
      names.map((name, index) => [`isResolvable("${name}")`, String(index < 20)]),
    );
    await agree(table, { dns });
    const all = Object.fromEntries(names.map((name) => [`isResolvable("${name}")`, 'true']));
    await agree(all, { dns }, 'firefox');
  });
});

describe('the builtins on time', () => {
  it('take a local time that comes twice for the first of the two, as ECMAScript does', async () => {
    // Brussels, when clocks are put back: 02:30 is at 00:30 and at 01:30 UTC.
    const table = {
      'timeRange(2, 30, 3, 30)': 'true',
      'new Date(2024, 9, 27, 2, 30).getTime() - Date.UTC(2024, 9, 27, 0, 30)': '0',
      'new Date(2024, 9, 27, 3, 0).getTime() - Date.UTC(2024, 9, 27, 2, 0)': '0',
      'new Date(2024, 9, 27, 1, 59).getTime() - Date.UTC(2024, 9, 26, 23, 59)': '0',
      // When they are put forward there is no 02:30: it is counted on from before.
      'new Date(2024, 2, 31, 2, 30).getTime() - Date.UTC(2024, 2, 31, 1, 30)': '0',
    };
    await agree(table, { at: new Date('2024-10-27T00:30:00Z'), timeZone: 'Europe/Brussels' });
  });
  const TABLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'Europe/Brussels': {
      'weekdayRange("TUE")': 'true',
      'weekdayRange("MON", "FRI")': 'true',
      'weekdayRange("FRI", "MON")': 'false',
      'weekdayRange("FRI", "TUE")': 'true',
      'weekdayRange("tue")': 'false',
      'weekdayRange()': 'false',
      'timeRange(8)': 'true',
      'timeRange(7, 8)': 'true',
      'timeRange(9, 8)': 'false',
      'timeRange(7, "GMT")': 'true',
      'timeRange(8, 30, 8, 30)': 'true',
      'timeRange(8, 31, 8, 29)': 'false',
      'timeRange(22, 0, 8, 30)': 'true',
      'timeRange(8, 30, 15, 8, 30, 15)': 'true',
      'timeRange(8, 30, 16, 8, 30, 14)': 'false',
      'timeRange(8, 30, 16, 8, 31, 0)': 'false',
      'timeRange(1, 2, 3)': 'throws',
      'timeRange(1, 2, 3, 4, 5)': 'throws',
      'dateRange(24)': 'true',
      'dateRange("NOV")': 'true',
      'dateRange("nov")': 'false',
      'dateRange(2026)': 'true',
      'dateRange(20, 25)': 'true',
      'dateRange("OCT", "DEC")': 'true',
      'dateRange("DEC", "FEB")': 'false',
      'dateRange(2025, 2027)': 'true',
      'dateRange(1, "NOV", 30, "NOV")': 'true',
      'dateRange(1, "DEC", 31, "JAN")': 'false',
      'dateRange(1, "JAN", 2026, 24, "NOV", 2026)': 'true',
      'dateRange("NOV", 2026, "NOV", 2026)': 'true',
      'dateRange()': 'false',
      'new Date().getHours()': '8',
      'new Date().getTimezoneOffset()': '-60',
      'new Date(2026, 6, 1).getTimezoneOffset()': '-120',
      'new Date(2026, 6, 1, 12).toISOString()': '2026-07-01T10:00:00.000Z',
      'Date.now()': String(AT.getTime()),
    },
    'America/Los_Angeles': {
      'weekdayRange("MON")': 'true',
      'weekdayRange("TUE", "GMT")': 'true',
      'timeRange(23)': 'true',
      'timeRange(22, 0, 6, 0)': 'true',
      'dateRange(23)': 'true',
      'dateRange(24, "GMT")': 'true',
    },
    'Australia/Sydney': { 'timeRange(18)': 'true', 'weekdayRange("TUE")': 'true' },
    '+05:30': { 'timeRange(13, 0, 13, 0)': 'true', 'new Date().getMinutes()': '0' },
  };
  for (const [timeZone, table] of Object.entries(TABLE)) {
    it(`in ${timeZone}`, async () => {
      await agree(table, { at: AT, timeZone });
    });
  }
});
