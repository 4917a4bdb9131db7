import assert from 'node:assert/strict';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rules } from '../../lib/secrets/index.js';
import { jwt, plainKey } from '../secrets/samples.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

const env = { STAYLOCAL_API_KEY: plainKey };

/** What must never be shown: the secrets, and the beginnings and ends of them. */
const secretParts = [plainKey, plainKey.slice(0, 6), plainKey.slice(-6), jwt.slice(0, 12), jwt.slice(-12)];

function assertNoSecret(...texts: readonly string[]): void {
  for (const text of texts) for (const part of secretParts) assert.ok(!text.includes(part), text);
}

interface ScanJson {
  readonly schemaVersion: number;
  readonly lookedForKey: boolean;
  readonly files: number;
  readonly findings: readonly { rule: string; file: string; line: number; column: number }[];
  readonly skipped: readonly { path: string; reason: string; isFailure: boolean }[];
}

describe('cli: secrets', () => {
  const folder = scratch();
  before(async () => {
    await folder.write('clean.js', 'let a = 1;\n');
    await folder.write('leaky.js', `let a;\n  let k = "${plainKey}", t = "${jwt}";\n`);
    await folder.write('image.png', Buffer.from([0x89, 0x50, 0, 0, 1]));
    await folder.write('key', `${plainKey}\n`);
    await chmod(folder.path('key'), 0o600);
    for (const name of ['node_modules', '.git', 'sub']) await mkdir(folder.path(name));
    await folder.write('node_modules/p.js', `k="${plainKey}"`);
    await folder.write('.git/config.js', `k="${plainKey}"`);
    await folder.write(`sub/${plainKey}.js`, 'fetch("/v3/tokens/application")');
    await folder.write('utf16.js', Buffer.from(`\uFEFFk="${plainKey}"`, 'utf16le'));
    await symlink('..', folder.path('sub/loop'));
    await symlink('nothing', folder.path('sub/nowhere'));
    await symlink('self', folder.path('sub/self'));
    await symlink('/etc/hostname', folder.path('sub/outside'));
  });

  it('names file, line and column, and shows no secret', async () => {
    const { code, stdout, stderr } = await runCli(['secrets', folder.path('leaky.js')], { env });
    assert.equal(code, 1);
    assert.match(stdout, /leaky\.js:2:12 {2}api-key {2}the API key itself: \*{8}\n/);
    assert.match(stdout, /leaky\.js:2:\d+ {2}jwt {2}/);
    assert.match(stdout, /→ api-key: have this key replaced/);
    assert.match(stdout, /2 secrets and 0 uses of one in 1 file/);
    assertNoSecret(stdout, stderr);
  });

  it('passes what gives nothing away', async () => {
    const { code, stdout, stderr } = await runCli(['secrets', folder.path('clean.js')], { env });
    assert.deepEqual([code, stdout, stderr], [0, 'nothing found in 1 file\n', '']);
  });

  it('says what it did not read: loops, links outside, binary files, packages', async () => {
    const { code, stdout, stderr } = await runCli(['secrets', '--json', folder.path('')], { env });
    const scan = JSON.parse(stdout) as ScanJson;
    const reasonOf = (ending: string): string | undefined =>
      scan.skipped.find(({ path }) => path.endsWith(ending))?.reason;
    assert.equal(code, 1);
    assert.match(reasonOf('sub/loop') ?? '', /loop/);
    assert.match(reasonOf('sub/self') ?? '', /loop of symbolic links/);
    assert.match(reasonOf('sub/nowhere') ?? '', /link to nothing/);
    assert.match(reasonOf('sub/outside') ?? '', /outside/);
    assert.equal(reasonOf('image.png'), 'binary');
    assert.match(reasonOf('node_modules') ?? '', /--node-modules/);
    assert.match(reasonOf('.git') ?? '', /version control/);
    assert.match(stderr, /skipped .*image\.png: binary/);
    assert.ok(scan.skipped.every(({ isFailure }) => !isFailure));
    assertNoSecret(stdout, stderr);
    // UTF-16 is text, and the key file itself lies in the folder.
    const files = scan.findings.filter(({ rule }) => rule === 'api-key').map(({ file }) => file);
    assert.deepEqual(
      files.map((file) => file.slice(folder.path('').length + 1)),
      ['key', 'leaky.js', 'utf16.js'],
    );
    assert.ok(scan.findings.some(({ file }) => file.endsWith('sub/********.js')));
  });

  it('reads packages when told', async () => {
    const { stdout } = await runCli(['secrets', '--node-modules', '--quiet', folder.path('')], { env });
    assert.match(stdout, /node_modules\/p\.js:1:4 {2}api-key/);
  });

  it('takes the key from a file, and warns where others can read it', async () => {
    const closed = await runCli(['secrets', '--key-file', folder.path('key'), folder.path('leaky.js')]);
    assert.equal(closed.code, 1);
    assert.equal(closed.stderr, '');
    assert.match(closed.stdout, /api-key/);
    if (process.platform === 'win32') return;
    await folder.write('open-key', plainKey);
    await chmod(folder.path('open-key'), 0o644);
    const open = await runCli(['secrets', '--key-file', folder.path('open-key'), folder.path('leaky.js')]);
    assert.match(open.stderr, /^warning: .*open-key can be read by other users.*chmod 600/);
    assertNoSecret(open.stdout, open.stderr);
  });

  it('says that without a key only its use is looked for', async () => {
    const { code, stderr, stdout } = await runCli(['secrets', folder.path('clean.js')]);
    assert.equal(code, 0);
    assert.match(stderr, /no API key given/);
    assert.match(stdout, /nothing found/);
  });

  it('reads stdin', async () => {
    const { code, stdout } = await runCli(['secrets', '-'], { env, stdin: `k="${plainKey}"` });
    assert.equal(code, 1);
    assert.match(stdout, /stdin\.js:1:4/);
  });

  it('leaves rules out, and knows which there are', async () => {
    const { code } = await runCli(
      ['secrets', '--ignore', 'api-key', '--ignore', 'jwt', folder.path('leaky.js')],
      { env },
    );
    assert.equal(code, 0);
    const wrong = await runCli(['secrets', '--ignore', 'none', folder.path('leaky.js')], { env });
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /there are api-key, /);
  });

  for (const [title, argv, more, code, message] of [
    ['no path', [], {}, 2, /missing required argument/],
    ['a path that is not there', ['nowhere'], {}, 3, /no such file or folder/],
    ['a key that is too short', ['nowhere'], { env: { STAYLOCAL_API_KEY: 'abc' } }, 2, /must have 8 to/],
    [
      'a key of two lines',
      ['nowhere'],
      { env: { STAYLOCAL_API_KEY: 'abcdefgh\nabcdefgh' } },
      2,
      /printable ASCII/,
    ],
    ['a key file that is not there', ['--key-file', 'nowhere', 'x'], {}, 3, /could not be read from nowhere/],
    ['an option that gives the key', ['--key', plainKey, 'x'], {}, 2, /unknown option '--key'/],
  ] as const) {
    it(`${title}: exit code ${code}`, async () => {
      const result = await runCli(['secrets', ...argv], more);
      assert.equal(result.code, code);
      assert.match(result.stderr, message);
      assertNoSecret(result.stdout, result.stderr);
    });
  }

  it('its documentation names every rule', () => {
    const page = readFileSync(new URL('../../../docs/secrets.md', import.meta.url), 'utf8');
    for (const [rule, { kind, says }] of Object.entries(rules))
      assert.ok(page.includes(`| \`${rule}\` | ${kind} | ${says} |`), rule);
  });
});

describe('cli: secrets in what is no plain file', () => {
  const folder = scratch();

  it('does not pass what was named and cannot be read as a file', async () => {
    const { code, stderr } = await runCli(['secrets', '/dev/null'], { env });
    assert.equal(code, process.platform === 'win32' ? code : 3, stderr);
  });

  it('waits for no pipe in the place of a source map', async () => {
    await mkdir(folder.path('piped'));
    await folder.write('piped/a.js', `k="${plainKey}"`);
    execFileSync('mkfifo', [folder.path('piped/a.js.map')]);
    assert.equal((await runCli(['secrets', folder.path('piped')], { env })).code, 1);
  });

  it('takes the key from a pipe, as of a password manager', async () => {
    const pipe = folder.path('pipe');
    execFileSync('mkfifo', [pipe]);
    const leaky = await folder.write('leaky.js', `k="${plainKey}"`);
    const [{ code }] = await Promise.all([
      runCli(['secrets', '--key-file', pipe, leaky]),
      writeFile(pipe, `${plainKey}\n`),
    ]);
    assert.equal(code, 1);
  });

  it('reads a script with a NUL in it, as browsers do', async () => {
    await folder.write('nul.js', `/*\0*/k="${plainKey}"`);
    assert.equal((await runCli(['secrets', folder.path('nul.js')], { env })).code, 1);
  });
});
