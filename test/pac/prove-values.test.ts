import assert from 'node:assert/strict';
import type { PacEnvironment, Verdict } from '../../lib/pac/index.js';
import { UNHURRIED, URL_UNDER_TEST, using } from './support.js';

const P = '"PROXY p.corp:8080"';
const entry = (text: string, before = ''): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n${text}\n}\n`;
const choose = (condition: string, before = ''): string =>
  entry(`return ${condition} ? "DIRECT" : ${P};`, before);
const at = (myIp: string): PacEnvironment => ({ myIp, at: new Date('2026-11-24T12:00:00Z') });
const time = (text: string, timeZone = 'UTC'): PacEnvironment => ({ at: new Date(text), timeZone });

/** Examples in time are of the working day after this one. */
const ASKED = { variants: false, today: new Date('2026-11-24T12:00:00Z') };

/** Scripts that look at what the environment answers in a way that is easily taken for something else. */
const CASES: readonly {
  readonly name: string;
  readonly source: string;
  readonly verdict: Verdict;
  readonly direct?: PacEnvironment;
  readonly proxied?: PacEnvironment;
  readonly obstacle?: RegExp;
}[] = [
  {
    name: 'a piece of an address, split',
    source: choose('myIpAddress().substr(0, 6).split(".")[0] == "10"'),
    verdict: 'sometimes',
    direct: at('10.0.0.1'),
    proxied: at('192.168.0.1'),
  },
  {
    name: 'the text of the clock, split',
    source: choose('new Date().toString().split(" ")[0] == "Thu"'),
    verdict: 'sometimes',
    direct: time('2026-01-01T12:00:00Z'),
    proxied: time('2026-01-02T12:00:00Z'),
  },
  {
    name: 'a switch whose cases are variables',
    source: entry(
      `switch (myIpAddress()) { case A: return "DIRECT"; default: return ${P}; }`,
      'var A = "10.1.2.3";',
    ),
    verdict: 'sometimes',
    direct: at('10.1.2.3'),
    proxied: at('10.1.2.4'),
  },
  {
    name: 'a power that every engine gives alike',
    source: choose('2 ** new Date().getDay() == 16'),
    verdict: 'sometimes',
    direct: time('2026-01-01T12:00:00Z'),
    proxied: time('2026-01-02T12:00:00Z'),
  },
  {
    name: 'a power whose last digits differ between engines',
    source: choose('1.1 ** new Date().getDay() != 1.4641000000000004'),
    verdict: 'unknown',
    obstacle: /digits of a power/,
  },
  {
    name: 'the same by its function',
    source: choose('Math.pow(1.1, new Date().getDay()) != 1.4641000000000004'),
    verdict: 'unknown',
    obstacle: /function that gives no plain value|digits of a power/,
  },
  {
    name: 'an address shorter than where its piece begins',
    source: choose('myIpAddress().substring(8) === ""'),
    verdict: 'sometimes',
    direct: at('1.1.1.1'),
    proxied: at('10.0.0.12'),
  },
  {
    name: 'a character beyond the end',
    source: choose(
      'isInNet(myIpAddress(), "192.168.100.0", "255.255.255.0") && myIpAddress()[13] === undefined',
    ),
    verdict: 'sometimes',
    direct: at('192.168.100.9'),
    proxied: at('192.168.100.99'),
  },
  {
    name: 'the milliseconds',
    source: choose('new Date().getMilliseconds() % 2'),
    verdict: 'sometimes',
    direct: time('2026-01-01T12:00:00.001Z'),
    proxied: time('2026-01-01T12:00:00.002Z'),
  },
  {
    name: 'an octet read in base 16',
    source: choose('parseInt(myIpAddress(), 16) == 16'),
    verdict: 'sometimes',
    direct: at('10.0.0.1'),
    proxied: at('16.0.0.1'),
  },
  {
    name: 'a list searched from a position',
    source: choose('["10.0.0.1", "10.0.0.2"].indexOf(myIpAddress(), 1) >= 0'),
    verdict: 'sometimes',
    direct: at('10.0.0.2'),
    proxied: at('10.0.0.1'),
  },
  {
    name: 'octets as numbers',
    source: choose('myIpAddress().split(".").map(Number)[3] % 2 == 0'),
    verdict: 'sometimes',
    direct: at('10.0.0.2'),
    proxied: at('10.0.0.1'),
  },
  {
    name: 'the last octet, cut off as text',
    source: entry(`var ip = myIpAddress(); var last = ip.substr(ip.lastIndexOf(".") + 1);
      return last % 2 == 0 ? ${P} : "PROXY q.corp:8080";`),
    verdict: 'never',
  },
  {
    name: 'a draw compared twice, both ways possible in no draw',
    source: entry(`var r = Math.random(); var a = r < 0.66, c = r < 0.33; return c && !a ? "DIRECT" : ${P};`),
    verdict: 'never',
  },
  {
    // Without an end to the draws of one way, what is known of them fills the memory.
    name: 'draws until one is liked',
    source: entry(`var at = -1; while (at < 0) at = Math.ceil(3 * Math.random()) - 1;
      return ["PROXY q.corp:8080", ${P}, "PROXY r.corp:8080"][at];`),
    verdict: 'unknown',
    obstacle: /Math\.random/,
  },
  {
    name: 'a resolver of the script itself',
    source: choose('isResolvable(host)', 'function dnsResolve(name) { return "1.2.3.4"; }'),
    verdict: 'always',
  },
  {
    // isInNet then takes nothing for an address.
    name: 'a helper of the library replaced',
    source: choose(
      '!isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")',
      'function isValidIpAddress(text) { return false; }',
    ),
    verdict: 'always',
  },
  {
    name: 'the names of the months replaced',
    source: choose('dateRange("MAR")', 'var months = ["JAN", "FEB"];'),
    verdict: 'unknown',
  },
  {
    name: 'the last day of a month, turned to GMT',
    source: choose('dateRange("FEB", "FEB", "GMT")'),
    verdict: 'sometimes',
    direct: time('2026-02-10T12:00:00Z'),
    // Set field by field, 31 January becomes a day of March.
    proxied: time('2026-02-01T01:00:00Z', '-05:00'),
  },
];

describe('prove, on values taken apart', () => {
  for (const { name, source, verdict, direct, proxied, obstacle } of CASES) {
    it(`${verdict}: ${name}`, async () => {
      await using(
        source,
        async (pac) => {
          const proof = await pac.prove(URL_UNDER_TEST, ASKED);
          assert.equal(proof.verdict, verdict, JSON.stringify(proof.obstacles));
          if (obstacle !== undefined) assert.match(proof.obstacles[0]?.reason ?? '', obstacle);
          for (const [environment, wanted] of [
            [direct, 'direct'],
            [proxied, 'proxied'],
          ] as const) {
            if (environment === undefined) continue;
            assert.equal((await pac.decide(URL_UNDER_TEST, environment, { fresh: true })).compliance, wanted);
          }
        },
        { limits: UNHURRIED },
      );
    });
  }

  it('names no function as unreached that ran while the script was loaded', async () => {
    const source = entry('return T.x;', 'var T = {};\nfunction init() {\n  T.x = "DIRECT";\n}\ninit();');
    await using(
      source,
      async (pac) => {
        const { verdict, unreached } = await pac.prove(URL_UNDER_TEST, ASKED);
        assert.deepEqual([verdict, unreached], ['always', []]);
      },
      { limits: UNHURRIED },
    );
  });

  it('names no head of a loop as unreached', async () => {
    const source =
      'var o = { a: 1 };\nfunction FindProxyForURL() {\n  for (var i = 0, f = function () {\n    return 1;\n  }; i < 1; i++)\n    f();\n  for (var k in o)\n    k;\n  for (const k of [1])\n    k;\n  return "DIRECT";\n}';
    await using(
      source,
      async (pac) => {
        const { verdict, unreached } = await pac.prove(URL_UNDER_TEST, ASKED);
        assert.deepEqual([verdict, unreached], ['always', []]);
      },
      { limits: UNHURRIED },
    );
  });

  it('names nothing as unreached in a large script that was only run', async () => {
    const filler = `// ${'x'.repeat(97)}\n`.repeat(1600);
    await using(
      filler + choose('host == "t1c.t1t.io"'),
      async (pac) => {
        const { verdict, unreached } = await pac.prove(URL_UNDER_TEST, ASKED);
        assert.deepEqual([verdict, unreached], ['always', []]);
      },
      { limits: UNHURRIED },
    );
  });
});
