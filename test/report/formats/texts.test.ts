/** What NDJSON and Markdown have of every status, place and cause. */
import assert from 'node:assert/strict';
import { code, fence, md } from '../../../lib/report/formats/markdown-escape.js';
import { caused, findings, found, report, write } from './every-status.js';

describe('report/formats: ndjson', () => {
  it('has a head, the causes and the findings, of one run', async () => {
    const lines = (await write('ndjson'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    assert.deepEqual(
      lines.map(({ type }) => type),
      ['head', ...Array.from({ length: 4 }, () => 'cause'), ...findings.map(() => 'finding')],
    );
    assert.deepEqual(
      lines.slice(1).map(({ key, status, known }) => [key, status, known]),
      [...report.causes, ...findings].map(({ key, status, known }) => [key, status, known]),
    );
    const [head, cause] = lines;
    assert.deepEqual(
      [head?.['state'], head?.['label'], cause?.['owner'], cause?.['first']],
      ['failed', 'pc-1', 'network team', 'Add: the name, please'],
    );
    const prints = (text: string): unknown[] =>
      text
        .trimEnd()
        .split('\n')
        .flatMap((line) => (JSON.parse(line) as { fingerprint?: string }).fingerprint ?? []);
    // What moves is no part of it; whom it is about is.
    const moved = findings.map((one) => ({
      ...one,
      message: 'other words',
      location: { file: 'elsewhere', line: 99 },
    }));
    assert.deepEqual(
      prints(await write('ndjson', { ...report, findings: moved })),
      prints(await write('ndjson')),
    );
    const other = findings.map((one) => ({ ...one, subject: 'somebody else' }));
    assert.notDeepEqual(
      prints(await write('ndjson', { ...report, findings: other })),
      prints(await write('ndjson')),
    );
  });
});

describe('report/formats: markdown', () => {
  it('has the answer, each cause with its place, and what is open', async () => {
    const text = await write('markdown');
    for (const part of [
      '## ✖ NO: requests leave\n\nby a PAC \\| of the company\n\n### ✖ 1. cause one\n\nAt `/here/a/proxy.pac:7`\n\n- because of one\n\n**→ Add: the name, please** (network team)\n\n```sh\nstaylocal generate pac\n```\n\nLook again: `staylocal audit --check one`\n\n### ! 2. cause two',
      '### ▲ 3. cause three',
      '### ✖ 4. cause four\n\n*known since 2026-11-01*\n\n- because of four',
      '<details><summary>5 findings</summary>',
      '| ✖ | `proxy/pac-bypass` | chromium: it says fail | `/here/a/proxy.pac:7` |\n| ✖ | `proxy/settings-bypass` | it says fail | `/etc/f0:1` |\n| ! | `dns/outage` | resolver: it says error |  |\n| ▲ | `dns/ttl` | it says warn | `https://pac.example/x.pac:2` |\n| ✖ | `os/vendor-support` | it says fail *known since 2026-11-01* |  |\n',
      '✖ 3 failed, ! 1 could not be looked at, ▲ 1 to heed, ✔ 1 passed, ? 1 not looked at, – 1 not applicable',
      '`t1c.t1t.io`, `pc-1`, `p`, as of 2026-11-24T08:00:00.250Z\n',
    ])
      assert.ok(text.includes(part), `${part}\n--- is not in ---\n${text}`);
  });

  it('counts causes beyond forty and findings beyond a hundred', async () => {
    const many = (count: number): Promise<string> =>
      write('markdown', {
        ...report,
        causes: Array.from({ length: count }, (_, index) => caused(`c${index}`, 'fail', [])),
        findings: Array.from({ length: count }, (_, index) => found(`dns/ttl:f${index}`, 'fail')),
      });
    assert.doesNotMatch(await many(40), /\band \d+ more/);
    assert.match(await many(41), /\n\nand 1 more causes\n/);
    assert.doesNotMatch(await many(100), /\nand \d+ more\n/);
    const text = await many(101);
    assert.match(text, /\n\nand 1 more\n\n<\/details>/);
    assert.equal(text.split('\n| ✖ |').length - 1, 100);
  });

  for (const [made, expected] of [
    [code('a'), '`a`'],
    [code('a`b'), '``a`b``'],
    [code('``'), '``` `` ```'],
    [code(' a'), '`  a `'],
    [code('a|b'), '`a|b`'],
    [code('a|b', true), '`a\\|b`'],
    [code(' '), ''],
    [fence('a', 'sh'), '```sh\na\n```'],
    [fence('a ``` b', 'sh'), '````sh\na ``` b\n````'],
    [md('- a'), '\\- a'],
    [md('12. a'), '12\\. a'],
    [md('a@b and @c, #1'), 'a\\@b and `@c`, `#1`'],
    [md('http://x www.x'), 'http\\://x www\\.x'],
    [md('<b>&*_'), '&lt;b&gt;&amp;\\*\\_'],
  ] as const)
    it(`writes ${JSON.stringify(expected)}`, () => {
      assert.equal(made, expected);
    });
});
