/**
 * Firefox itself, headless (held against 153.7.0esr), decides as the `firefox` dialect says. Each row asks the
 * browser's own proxy service what it made of a PAC; for the requests that follow from it, see
 * pac-firefox-requests.interop.ts. Needs Debian's `firefox-esr`.
 */
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { exemptPac, loadPac, type Decision, type PacEnvironment } from '../../lib/pac/index.js';
import { Scene } from './generate/support.js';
import { CALENDAR_CALLS, CALENDAR_MOMENTS, CALENDAR_ZONE } from './pac/calendar.js';
import { EXPRESSIONS, NAMES } from './pac/expressions.js';
import { RESULTS } from './pac/results.js';
import { ENCODED, SOURCES } from './pac/sources.js';
import { URLS } from './pac/urls.js';
import { calendarPac, evaluating, returning } from './pac/scripts.js';
import { FirefoxResolver } from './pac/firefox-resolver.js';
import { SHOWN, textShown } from './pac/shown.js';

const TYPES: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks',
};

/** Our decision in the words of Firefox's list: an address it could not read has no host and port -1. */
function listOf({ via, entries, bypass }: Decision): string[] {
  if (via === 'failure' || bypass !== null) return [];
  const ways = entries.flatMap(({ scheme, host, port }) => {
    if (scheme === null) return [];
    if (scheme === 'DIRECT') return ['direct'];
    return [`${TYPES[scheme] ?? scheme} ${(host ?? '').replace(/^\[|\]$/g, '')} ${port ?? -1}`];
  });
  return ways.length === 1 && ways[0] === 'direct' ? [] : ways;
}

async function ours(
  source: string | Uint8Array,
  urls: readonly string[],
  environment: PacEnvironment = {},
): Promise<Decision[]> {
  await using pac = await loadPac(source, {
    dialect: 'firefox',
    limits: { timeMs: 10_000, loadTimeMs: 10_000 },
  });
  const decisions: Decision[] = [];
  for (const url of urls) decisions.push(await pac.decide(url, environment));
  return decisions;
}

/** Rows on which both must say the same. */
function agree(rows: readonly (readonly [what: string, firefox: unknown, ours: unknown])[]): void {
  const differing = rows
    .filter(([, theirs, mine]) => JSON.stringify(theirs) !== JSON.stringify(mine))
    .map(([what, theirs, mine]) => `${what}: Firefox ${JSON.stringify(theirs)}, we ${JSON.stringify(mine)}`);
  assert.ok(
    differing.length === 0,
    `${differing.length} of ${rows.length} rows differ:\n${differing.join('\n')}`,
  );
}

describe('headless Firefox decides as the firefox dialect', function () {
  this.timeout(120_000);
  const scene = new Scene();
  let resolver: FirefoxResolver;
  before(async () => {
    resolver = await FirefoxResolver.start(scene, CALENDAR_ZONE);
    await resolver.names(NAMES);
  });
  after(() => scene.end());

  it('what the script is shown of a URL, and when it is not asked', async () => {
    const source = `${SHOWN} function FindProxyForURL(url, host) { return shown(url + ' ' + host); }`;
    const theirs = await resolver.resolve(source, URLS);
    const mine = await ours(source, URLS);
    const shown = (way: string | null | undefined): string =>
      way === null || way === undefined ? 'not asked' : textShown(way);
    agree(URLS.map((url, row) => [url, shown(theirs[row]?.[0]), shown(mine[row]?.result)]));
    agree(URLS.map((url, row) => [url, theirs[row]?.length === 0, mine[row]?.bypass !== null]));
  });

  it('the grammar of results', async () => {
    const { source, urls } = returning(RESULTS);
    const theirs = await resolver.resolve(source, urls);
    const mine = await ours(source, urls);
    agree(
      RESULTS.map((result, row) => [JSON.stringify(result), theirs[row], mine[row] && listOf(mine[row])]),
    );
  });

  const FILES: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
    'entry points and failures': SOURCES,
    encodings: ENCODED,
  };
  for (const [name, table] of Object.entries(FILES)) {
    it(name, async () => {
      const rows: [string, unknown, unknown][] = [];
      const urls = ['http://a.test/'];
      for (const [what, source] of Object.entries(table)) {
        const [mine] = await ours(source, urls);
        const [theirs] = await resolver.resolve(source, urls);
        rows.push([what, theirs, mine && listOf(mine)]);
      }
      agree(rows);
    });
  }

  it('a patched file, by insertion and by a wrapper', async () => {
    const bodies = ['return "PROXY p:1";', '"use strict"; return "PROXY p:1";'];
    const forms = bodies.flatMap((body) => [
      `function FindProxyForURL(url, host) { ${body} }`,
      `const find = (url, host) => { ${body} };\nthis.FindProxyForURL = find;`,
      `"use strict";\nvar FindProxyForURL = [(url, host) => { ${body} }][0];`,
    ]);
    const methods = new Set<string>();
    for (const source of forms) {
      const { bytes, method } = await exemptPac(source, { hosts: ['t1c.t1t.io'], dialect: 'firefox' });
      methods.add(method);
      const urls = ['https://t1c.t1t.io:51983/', 'https://T1C.t1t.io./', 'https://other.test/'];
      assert.deepEqual(await resolver.resolve(bytes, urls), [[], [], ['http p 1']], source);
    }
    assert.deepEqual([...methods].sort(), ['inserted', 'wrapped']);
  });

  it('state is kept from call to call', async () => {
    const source = 'var n = 0; function FindProxyForURL() { return "PROXY n" + n++ + ":1"; }';
    const urls = ['http://a.test/', 'http://a.test/', 'https://b.test/', 'http://a.test/'];
    const mine = await ours(source, urls);
    assert.deepEqual(await resolver.resolve(source, urls), mine.map(listOf));
  });

  it('the builtins', async () => {
    const { source, urls } = evaluating(EXPRESSIONS);
    const theirs = await resolver.resolve(source, urls);
    const mine = await ours(source, urls, { dns: NAMES, at: new Date('2026-11-24T12:00:00Z') });
    agree(
      EXPRESSIONS.map((expression, row) => [
        expression,
        textShown(theirs[row]?.[0]),
        textShown(mine[row]?.result),
      ]),
    );
  });

  it('the builtins on time, in a zone with summer time', async () => {
    const source = calendarPac();
    const urls = CALENDAR_MOMENTS.map((_, index) => `http://m${index}.test/`);
    const theirs = await resolver.resolve(source, urls);
    const mine = await ours(source, urls, { timeZone: CALENDAR_ZONE });
    const rows = CALENDAR_MOMENTS.flatMap((at, moment) => {
      const [said, say] = [textShown(theirs[moment]?.[0]), textShown(mine[moment]?.result)];
      assert.equal(said.length, CALENDAR_CALLS.length, said);
      return CALENDAR_CALLS.map(
        (call, index) => [`${call} at ${new Date(at).toISOString()}`, said[index], say[index]] as const,
      );
    });
    agree(rows);
  });

  it('myIpAddress is one of the machine', async () => {
    const source = `${SHOWN} function FindProxyForURL() { return shown(myIpAddress()); }`;
    const [theirs] = await resolver.resolve(source, ['http://a.test/']);
    const addresses = Object.values(networkInterfaces()).flatMap(
      (list) => list?.map(({ address }) => address) ?? [],
    );
    assert.ok(addresses.includes(textShown(theirs?.[0])), `${String(theirs)} of ${addresses.join()}`);
  });
});
