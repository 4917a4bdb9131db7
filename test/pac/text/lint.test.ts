import assert from 'node:assert/strict';
import { lintPac, type LintRule } from '../../../lib/pac/index.js';

const body = (text: string): string => `function FindProxyForURL(url, host) {\n${text}\n}`;
const DIRECT = 'return "DIRECT";';

describe('lintPac', () => {
  const TABLE: readonly (readonly [string, string, readonly (readonly [LintRule, number, number])[]])[] = [
    ['a clean file', body(DIRECT), []],
    ['a syntax error', 'function FindProxyForURL(url, host) {\n  return = 1;\n}', [['syntax-error', 2, 10]]],
    ['an HTML page', '<html></html>', [['not-a-pac', 1, 1]]],
    [
      'a suffix without a dot',
      body(`if (dnsDomainIs(host, "t1t.io")) ${DIRECT}\n${DIRECT}`),
      [['domain-without-dot', 2, 5]],
    ],
    ['a suffix with one', body(`if (dnsDomainIs(host, ".t1t.io")) ${DIRECT}\n${DIRECT}`), []],
    [
      'a live expression',
      body(`if (shExpMatch(host, "(a|b).com")) ${DIRECT}\n${DIRECT}`),
      [['live-expression', 2, 5]],
    ],
    ['a plain one', body(`if (shExpMatch(host, "*.b?.com")) ${DIRECT}\n${DIRECT}`), []],
    ['a proxy before DIRECT', body('return "PROXY a:1; DIRECT";'), [['proxy-before-direct', 2, 8]]],
    ['DIRECT before a proxy', body('return "DIRECT; PROXY a:1";'), []],
    [
      'a look-up and a network of a host name',
      body(`if (isInNet(host, "10.0.0.0", "255.0.0.0")) ${DIRECT}\n${DIRECT}`),
      [
        ['net-of-host-name', 2, 5],
        ['lookup-before-exemption', 2, 5],
      ],
    ],
    [
      'a look-up after the exemption',
      body(`if (host == "t1c.t1t.io") ${DIRECT}\nif (isResolvable(host)) ${DIRECT}\n${DIRECT}`),
      [],
    ],
    ['no final return', body(`if (host == "a") ${DIRECT}`), [['missing-return', 3, 1]]],
    ['returns in every branch', body(`if (host == "a") { ${DIRECT} } else { return "PROXY a:1"; }`), []],
    [
      'a switch that covers all',
      body(`switch (host) { case "a": ${DIRECT} default: return "PROXY b:1"; }`),
      [],
    ],
    ['code after a return', body(`${DIRECT}\nif (host == "a") return "PROXY a:1";`), [['unreachable', 3, 1]]],
    [
      'a rule twice',
      body(`if (host == "a" || host == "b") ${DIRECT}\nif (host  == "a") return "PROXY a:1";\n${DIRECT}`),
      [['duplicate-rule', 3, 5]],
    ],
    ['modern syntax', body(`const a = 1;\nlet b = 2;\n${DIRECT}`), [['not-portable', 2, 1]]],
    [
      'an Ex form',
      body(`if (isInNetEx(myIpAddress(), "10.0.0.0/8")) ${DIRECT}\n${DIRECT}`),
      [['not-portable', 2, 5]],
    ],
    [
      'a network without its mask',
      body(`if (isInNet(myIpAddress(), "127.0.0.1")) ${DIRECT}\n${DIRECT}`),
      [['missing-argument', 2, 5]],
    ],
    [
      'a pattern that is not there',
      body(`if (shExpMatch(host)) ${DIRECT}\n${DIRECT}`),
      [['missing-argument', 2, 5]],
    ],
    [
      'arguments in a list',
      body(`if (isInNet(...[]) || shExpMatch(...[host, "a"])) ${DIRECT}\n${DIRECT}`),
      [
        ['lookup-before-exemption', 2, 5],
        ['not-portable', 2, 13],
      ],
    ],
    ['an octal number', body(`if (timeRange(00, 01)) ${DIRECT}\n${DIRECT}`), [['deprecated', 2, 15]]],
    [
      'weekdays in lower case',
      body(`if (weekdayRange("mon", "fri")) ${DIRECT}\n${DIRECT}`),
      [['calendar-argument', 2, 5]],
    ],
    [
      'three numbers for a time',
      body(`if (timeRange(1, 2, 3)) ${DIRECT}\n${DIRECT}`),
      [['calendar-argument', 2, 5]],
    ],
    [
      'a day and a month',
      body(`if (dateRange(1, "MAR")) ${DIRECT}\n${DIRECT}`),
      [['calendar-argument', 2, 5]],
    ],
    ['no entry point', 'function findProxy() {}', [['entry-not-found', 1, 1]]],
  ];
  for (const [name, source, expected] of TABLE) {
    it(`${name}: ${expected.map(([rule]) => rule).join(', ') || 'nothing'}`, async () => {
      const findings = await lintPac(source, { hosts: ['t1c.t1t.io'] });
      assert.deepEqual(
        findings.map(({ rule, line, column }) => [rule, line, column]),
        expected,
      );
    });
  }
  it('a file over 256 KB, and one nested deeper than the main thread could read', async () => {
    const large = await lintPac(`/*${'x'.repeat(257 * 1024)}*/${body(DIRECT)}`);
    assert.equal(large[0]?.rule, 'too-large');
    const rest = `/**/${body(DIRECT)}`;
    const filler = 'x'.repeat(256 * 1024 - rest.length);
    assert.deepEqual(await lintPac(`/*${filler}*/${body(DIRECT)}`), []);
    assert.equal((await lintPac(`/*${filler}x*/${body(DIRECT)}`))[0]?.rule, 'too-large');
    const deep = await lintPac(
      body(`if (${'host == "a" || '.repeat(8000)} host == "b") ${DIRECT}\n${DIRECT}`),
    );
    assert.equal(deep[0]?.rule, 'duplicate-rule');
  });
});
