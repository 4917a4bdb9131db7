import assert from 'node:assert/strict';
import { URL_UNDER_TEST, using } from '../support.js';

const entry = (body: string): string => `function FindProxyForURL(url, host) {\n${body}\n}`;

/** What a script does, the first lines of its counterexamples, and what no example may be. */
const CASES: readonly (readonly [name: string, body: string, words: readonly string[], ordinary: RegExp])[] =
  [
    [
      'everyone but one network',
      'if (isInNet(myIpAddress(), "141.142.0.0", "255.255.0.0")) return "DIRECT"; return "PROXY p:1";',
      ['every client except 141.142.0.0/16 gets PROXY p:1 from line 2'],
      /"myIp":"10\./,
    ],
    [
      'a network, and every IPv6 address',
      'if (shExpMatch(myIpAddress(), "*:*") || isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")) return "PROXY p:1"; return "DIRECT";',
      ['a client in 10.0.0.0/8 or any IPv6 address gets PROXY p:1 from line 2'],
      /"myIp":"10\./,
    ],
    [
      'a look-up that changes nothing',
      'var a = dnsResolve(host); if (a == "1.2.3.4") a = 1; return isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") ? "PROXY p:1" : "DIRECT";',
      ['a client in 10.0.0.0/8 gets PROXY p:1 from line 2'],
      /"myIp":"10\./,
    ],
    [
      'a week of the past, and any other',
      'if (dateRange(24, "SEP", 2018, 28, "SEP", 2018)) return "PROXY a:1"; if (weekdayRange("SAT", "SUN")) return "DIRECT"; return "PROXY b:1";',
      [
        'a client, Monday to Friday except 2018-09-24 to 2018-09-28 gets PROXY b:1 from line 2',
        'a client, on 2018-09-24 to 2018-09-28 gets PROXY a:1 from line 2',
      ],
      /"at":"20(?:2[6-9]|[3-9])/,
    ],
    [
      'an octet',
      'return myIpAddress().split(".")[1] == 20 ? "PROXY p:1" : "DIRECT";',
      [],
      /"myIp":"10\.20\./,
    ],
    [
      'a name that resolves to one of two networks',
      'return isInNet(host, "10.0.0.0", "255.0.0.0") || isInNet(host, "192.168.0.0", "255.255.0.0") ? "DIRECT" : "PROXY p:1";',
      [
        'a client, where the name resolves to any IPv4 address but 10.0.0.0/8 and 192.168.0.0/16, or not at all gets PROXY p:1 from line 2',
      ],
      /127\.0\.0\.1|\[\]/,
    ],
  ];

describe('prove, the words for who is affected', () => {
  for (const [name, body, words, ordinary] of CASES) {
    it(name, async () => {
      await using(entry(body), async (pac) => {
        const told: string[] = [];
        for (let run = 0; run < 2; run++) {
          const { counterexamples } = await pac.prove(URL_UNDER_TEST, { variants: false });
          told.push(JSON.stringify(counterexamples.map((one) => one.words)));
          if (words.length > 0)
            assert.deepEqual(counterexamples.map((one) => one.words).sort(), [...words].sort());
          assert.match(JSON.stringify(counterexamples[0]?.environment), ordinary);
        }
        assert.equal(told[0], told[1], 'the same in every run');
      });
    });
  }

  const WORKDAYS = entry('return weekdayRange("MON", "FRI") ? "PROXY p:1" : "DIRECT";');
  for (const [today, at] of [
    ['2031-05-02T15:00:00Z', '2031-05-02'],
    ['2031-05-03T00:00:00Z', '2031-05-05'],
    ['1931-05-03T00:00:00Z', '1970-01-02'],
    ['3031-05-03T00:00:00Z', '2099-12-23'],
  ] as const) {
    it(`the coming working day of ${today} is ${at}`, async () => {
      await using(WORKDAYS, async (pac) => {
        const { counterexamples } = await pac.prove(URL_UNDER_TEST, {
          variants: false,
          today: new Date(today),
        });
        assert.equal(counterexamples[0]?.environment.at?.toISOString().slice(0, 10), at);
      });
    });
  }

  it('takes no day that is none', async () => {
    await using(WORKDAYS, async (pac) => {
      await assert.rejects(pac.prove(URL_UNDER_TEST, { today: new Date(Number.NaN) }), TypeError);
      await assert.rejects(pac.prove(URL_UNDER_TEST, { today: '2026-11-30' as never }), TypeError);
    });
  });
});
