/** A list of names → a kit each. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: generate --batch', () => {
  const files = scratch();

  it('writes a kit for each name of a CSV, and names the rows that are not valid', async () => {
    const list = await files.write(
      'names.csv',
      '\uFEFFname,title,ports\r\na.partner.example,"Acme, Inc.",9443\r\nnot a name,x,1\r\nb.partner.example,,"1001,1002"\r\nA.partner.example.,,\r\n',
    );
    const out = files.path('csv');
    const { code, stdout, stderr } = await runCli(['generate', '--batch', list, '--out', out, '--quiet']);
    assert.equal(code, 2);
    assert.deepEqual((await readdir(out)).sort(), ['a.partner.example', 'b.partner.example']);
    assert.match(stderr, /^line 3: the profile of not a name/m);
    assert.match(stderr, /^line 5: /m);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { line: number }).line),
      [2, 4],
    );
    const firewall = await readFile(join(out, 'b.partner.example', 'README.md'), 'utf8');
    assert.match(firewall, /b\.partner\.example/);
    const pac = await readFile(join(out, 'a.partner.example', 'proxy', 'proxy.pac'), 'utf8').catch(() => '');
    if (pac !== '') assert.match(pac, /a\.partner\.example/);
  });

  it('takes NDJSON from stdin', async () => {
    const out = files.path('ndjson');
    const stdin =
      '{"name":"c.partner.example","ports":[7001]}\n\nnonsense\n{"nam":"x"}\n{"name":"d.partner.example","ports":true}\n';
    const { code, stderr } = await runCli(['generate', '--batch', '-', '--out', out, '--quiet'], { stdin });
    assert.equal(code, 2);
    assert.deepEqual(await readdir(out), ['c.partner.example']);
    assert.match(
      stderr,
      /^line 3: It is no JSON object\.\nline 4: There is no field "nam"; .*\nline 5: The field ports must be a text\.$/m,
    );
  });

  const refused: readonly (readonly [title: string, argv: readonly string[], reason: RegExp])[] = [
    ['without a folder', ['--batch', '-'], /--out/],
    ['with a target', ['pac', '--batch', '-', '--out', 'x'], /neither a target/],
    ['of nothing', ['--batch', '-', '--out', 'x'], /holds no name/],
    ['of a file that is not there', ['--batch', '/nowhere.csv', '--out', 'x'], /could not be read/],
  ];
  for (const [title, argv, reason] of refused)
    it(`is refused ${title}`, async () => {
      const { code, stderr } = await runCli(['generate', ...argv], { stdin: '' });
      assert.ok(code === 2 || code === 3);
      assert.match(stderr, reason);
    });
});
