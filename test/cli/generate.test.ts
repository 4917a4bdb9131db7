import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { targets } from '../../lib/generate/index.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: generate', () => {
  const files = scratch();

  it('writes a PAC that proves itself', async () => {
    const pac = await runCli(['generate', 'pac', '--proxy', 'proxy.example:3128']);
    assert.equal(pac.code, 0);
    assert.match(pac.stderr, /^read back: /m);
    const proof = await runCli(['pac', '-'], { stdin: pac.stdout });
    assert.equal(proof.code, 0, proof.stdout);
    assert.match(proof.stdout, /^stdin: always DIRECT/);
  });

  it('writes no PAC out of nothing: it would take a whole site off its proxy', async () => {
    const { code, stdout, stderr } = await runCli(['generate', 'pac']);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /--merge FILE.*--proxy HOST:PORT/);
  });

  it('merges with a file, and with stdin', async () => {
    const old = 'function FindProxyForURL(url, host) {\r\n  return "PROXY p:1"; // ours\r\n}\r\n';
    const path = await files.write('old.pac', old);
    const merged = await runCli(['generate', 'pac', '--merge', path, '--quiet']);
    assert.equal(merged.code, 0, merged.stderr);
    assert.ok(merged.stdout.includes('return "PROXY p:1"; // ours\r\n'));
    assert.equal(
      (await runCli(['generate', 'pac', '--merge', '-', '--quiet'], { stdin: old })).stdout,
      merged.stdout,
    );
    assert.equal((await runCli(['pac', '-'], { stdin: merged.stdout })).code, 0);
  });

  it('keeps the encoding and the byte order mark of the file it merges with', async () => {
    const source = '\uFEFF// Büro\r\nfunction FindProxyForURL(url, host) {\r\n  return "PROXY p:1";\r\n}\r\n';
    for (const bytes of [
      Buffer.from(source),
      Buffer.from(source, 'utf16le'),
      Buffer.from(source.slice(1), 'latin1'),
    ]) {
      const old = await files.write('encoded.pac', bytes);
      const out = files.path('merged.pac');
      const { code, stderr } = await runCli(['generate', 'pac', '--merge', old, '--out', out, '--quiet']);
      assert.equal(code, 0, stderr);
      const merged = await readFile(out);
      const added = merged.length - bytes.length;
      assert.ok(added > 0);
      assert.deepEqual(merged.subarray(0, 10), bytes.subarray(0, 10));
      assert.deepEqual(merged.subarray(-20), bytes.subarray(-20));
    }
  });

  it('writes the bytes that the reader wants', async () => {
    const path = files.path('bypass.reg');
    const { code, stdout } = await runCli(['generate', 'windows-reg', '--out', path, '--quiet']);
    assert.equal(code, 0);
    assert.equal(stdout, '');
    assert.deepEqual([...(await readFile(path)).subarray(0, 4)], [0xff, 0xfe, 0x57, 0]);
  });

  it('describes targets for scripts', async () => {
    const { stdout } = await runCli(['generate', '--list', '--json']);
    assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(targets())));
  });

  it('takes a template of one’s own, and names the line that is wrong', async () => {
    const good = await files.write('good.liquid', 'export NO_PROXY={{ bypassHosts | join: "," | sh }}\n');
    assert.match((await runCli(['generate', 'no-proxy', '--template', good])).stderr, /read back|staylocal/);
    const bad = await files.write('bad.liquid', 'x\n{{ nothing | sh }}\n');
    const result = await runCli(['generate', 'no-proxy', '--template', bad]);
    assert.equal(result.code, 2);
    assert.match(result.stderr, /bad\.liquid.*2.*nothing/);
  });

  it('writes the whole kit', async () => {
    const folder = files.path('kit');
    const { code, stdout, stderr } = await runCli(['generate', '--all', '--out', folder, '--json']);
    assert.equal(code, 0, stderr);
    const { files: written } = JSON.parse(stdout) as { files: string[] };
    assert.ok(written.includes(join(folder, 'README.md')));
    assert.ok(written.length > 30);
    assert.match(await readFile(join(folder, 'README.md'), 'utf8'), /t1c\.t1t\.io/);
  });

  it('says what a kit needs', async () => {
    assert.match((await runCli(['generate', '--all'])).stderr, /Name the folder for the kit with --out/);
    assert.match(
      (await runCli(['generate', 'pac', '--all', '--out', 'x'])).stderr,
      /takes neither a target nor/,
    );
  });
});
