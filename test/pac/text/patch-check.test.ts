/** What is held against a patched script before it is handed out: each way in which it could be wrong, by a script that is. */
import assert from 'node:assert/strict';
import { checkEdit, type Checked, type Task } from '../../../lib/pac/text/patch/check.js';

const script = (...lines: readonly string[]): string =>
  `function FindProxyForURL(url, host) { ${lines.join(' ')} return "PROXY p.example:8080"; }`;
const test = '/^t1c[.]t1t[.]io[.]?$/i.test(host)';
const guard = `if (${test}) return "DIRECT";`;
const task = (text: string, hosts: readonly string[] = ['t1c.t1t.io']): Task => ({
  text,
  hosts,
  dialect: 'chromium',
  limits: {},
});

interface Row {
  readonly what: string;
  readonly before?: string;
  readonly after: string;
  readonly hosts?: readonly string[];
  readonly unchanged?: readonly string[];
  /** What is said; undefined: nothing is wrong. */
  readonly wrong?: RegExp;
}

const rows: readonly Row[] = [
  { what: 'the exemption', after: script(guard) },
  {
    what: 'another host that goes another way',
    after: script(guard, 'if (host === "intranet") return "DIRECT";'),
    wrong: /^the patched PAC decides http:\/\/intranet\/ differently \(chromium\)$/,
  },
  {
    what: 'another failure than before',
    before: script('if (host === "intranet") throw 1;'),
    after: script(guard, 'if (host === "intranet") return 7;'),
    wrong: /^the patched PAC decides http:\/\/intranet\/ differently \(chromium\)$/,
  },
  {
    what: 'the failure of before',
    before: script('if (host === "intranet") throw 1;'),
    after: script(guard, 'if (host === "intranet") throw 2;'),
  },
  {
    what: 'a URL that was to stay as it is',
    after: script(guard, 'if (host === "kept.example.org") return "DIRECT";'),
    unchanged: ['https://kept.example.org/'],
    wrong: /decides https:\/\/kept\.example\.org\/ differently/,
  },
  {
    what: 'a URL that only another client shows whole',
    after: script(guard, 'if (url.indexOf("/file") > 0 && url.indexOf("https:") === 0) return "DIRECT";'),
    unchanged: ['https://www.example.org/file'],
    wrong: /decides https:\/\/www\.example\.org\/file differently \((?:winhttp|node)\)/,
  },
  { what: 'no exemption', after: script(''), wrong: /could not be proven for https:\/\/t1c\.t1t\.io/ },
  {
    what: 'an exemption on weekdays',
    after: script(`if (${test} && weekdayRange("MON", "FRI")) return "DIRECT";`),
    wrong: /could not be proven/,
  },
  {
    what: 'an exemption that leaves a proxy to fall back to',
    after: script(`if (${test}) return "DIRECT; PROXY p.example:8080";`),
    wrong: /could not be proven/,
  },
  {
    what: 'an exemption in one entry point of two',
    before: `${script()} ${script().replace('URL(', 'URLEx(')}`,
    after: `${script(guard)} ${script().replace('URL(', 'URLEx(')}`,
    wrong: /could not be proven for https:\/\/t1c\.t1t\.io\/ \(FindProxyForURLEx\)/,
  },
  {
    what: 'an exemption for clients that leave out the brackets of IPv6',
    hosts: ['2001:db8::1'],
    after: script('if (host.toLowerCase() === "2001:db8::1") return "DIRECT";'),
    wrong: /^the exemption does not hold for https:\/\/\[2001:db8::1\]\/ \(node\): PROXY p\.example:8080$/,
  },
  {
    what: 'a script that does not load',
    after: `${script(guard)} }`,
    wrong: /^the patched PAC does not load \(chromium\): ./,
  },
];

describe('pac/text/patch: what is checked', () => {
  for (const { what, before = script(), after, hosts, unchanged = [], wrong } of rows)
    it(`${wrong === undefined ? 'takes' : 'does not take'} ${what}`, async () => {
      const checked = await checkEdit(after, task(before, hosts), unchanged);
      if (wrong !== undefined)
        assert.match(typeof checked === 'string' ? checked : 'nothing is wrong', wrong);
      else {
        const { proofs, compared } = checked as Checked;
        assert.deepEqual(
          proofs.map(({ verdict, mayFallBack }) => [verdict, mayFallBack]),
          [['always', false]],
        );
        assert.ok(compared > 10, String(compared));
      }
    });

  it('compares for others what a client that never loaded the file has no part in', async () => {
    assert.deepEqual(await checkEdit(`${script(guard)} }`, task(`${script()} }`), []), {
      proofs: [],
      compared: 0,
    });
  });
});
