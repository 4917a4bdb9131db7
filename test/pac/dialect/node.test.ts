import assert from 'node:assert/strict';
import { createPacResolver, sandbox } from 'pac-resolver';
import { QuickJS } from 'quickjs-wasi';
import type { DialectName } from '../../../lib/pac/index.js';
import { probing, valuesOf } from '../support.js';

// pac-resolver is what Node programs run. It asks `Date` for the time, which stands still here; it never looks a name
// up here.
const NOW = new Date('2026-11-24T12:30:15Z');
const RealDate = Date;
class StoppedDate extends RealDate {
  constructor() {
    super(NOW);
  }
}
const HOUR = NOW.getUTCHours();
const MINUTE = NOW.getUTCMinutes();

const NAMES = [
  'isPlainHostName("a")',
  'isPlainHostName("a.b")',
  'isPlainHostName("::1")',
  'dnsDomainIs("evilt1t.io", "t1t.io")',
  'dnsDomainIs("t1t.io", ".t1t.io")',
  'dnsDomainLevels("a.b.c")',
  'localHostOrDomainIs("www", "www.example.com")',
  'localHostOrDomainIs("www.example.org", "www.example.com")',
  'shExpMatch("a.b", "*.b")',
  'shExpMatch("A.b", "a.b")',
  'shExpMatch("vk.com", "(*.vk.com|vk.com)")',
  'shExpMatch("x", "(")',
  'typeof isInNetEx',
  'typeof dnsResolveEx',
];
const CALENDAR = [
  'dateRange(1, 31)',
  'dateRange(2000, 2099)',
  `timeRange(${HOUR}, "GMT")`,
  `timeRange(${HOUR}, ${HOUR}, "GMT")`,
  `timeRange(${HOUR}, ${HOUR + 1}, "GMT")`,
  `timeRange(${HOUR}, ${MINUTE}, ${HOUR}, ${MINUTE}, "GMT")`,
  `timeRange(${HOUR + 1}, 0, ${HOUR}, 59, "GMT")`,
  `timeRange(${HOUR}, 0, 0, ${HOUR}, 59, 59, "GMT")`,
  'timeRange(1, 2, 3)',
  'weekdayRange("SUN", "SAT", "GMT")',
  'weekdayRange("mon", "GMT")',
];
/** Where pac-resolver 9 differs from the browsers' library: no oracle for them. */
const KNOWN_BUGS = new Set([
  'isPlainHostName("::1")',
  'typeof isInNetEx',
  'typeof dnsResolveEx',
  'dateRange(1, 31)',
  'dateRange(2000, 2099)',
  `timeRange(${HOUR}, ${HOUR}, "GMT")`,
  `timeRange(${HOUR + 1}, 0, ${HOUR}, 59, "GMT")`,
  'timeRange(1, 2, 3)',
]);

async function ofPacResolver(expressions: readonly string[]): Promise<string[]> {
  const resolver = createPacResolver(await QuickJS.create(), probing(expressions), { sandbox });
  globalThis.Date = StoppedDate as DateConstructor;
  try {
    const result = await resolver('https://t1c.t1t.io/');
    return decodeURIComponent(result.slice('PROXY '.length)).split('|');
  } finally {
    globalThis.Date = RealDate;
  }
}

const ofOurs = (expressions: readonly string[], dialect: DialectName): Promise<string[]> =>
  valuesOf(expressions, { at: NOW, timeZone: 'UTC' }, dialect);

describe('the node dialect, beside pac-resolver itself', () => {
  it('answers as pac-resolver does', async () => {
    const all = [...NAMES, ...CALENDAR];
    assert.deepEqual(await ofOurs(all, 'node'), await ofPacResolver(all));
  });
  it('and the browsers differ from it in its known bugs only', async () => {
    const all = [...NAMES, ...CALENDAR];
    const [browser, peer] = [await ofOurs(all, 'chromium'), await ofPacResolver(all)];
    const differing = all.filter((_, index) => browser[index] !== peer[index]);
    assert.deepEqual(
      differing.filter((expression) => !KNOWN_BUGS.has(expression)),
      [],
    );
  });
});
