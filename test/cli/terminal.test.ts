import assert from 'node:assert/strict';
import { inAscii, showsUnicode } from '../../lib/cli/terminal.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: what the terminal can show', () => {
  type Env = Readonly<Record<string, string>>;
  const cases: readonly (readonly [name: string, env: Env, platform: string, shows: boolean])[] = [
    ['a UTF-8 locale', { LANG: 'de_AT.UTF-8' }, 'linux', true],
    ['its other spelling', { LC_ALL: 'C.utf8' }, 'darwin', true],
    ['another code set', { LANG: 'de_AT.ISO-8859-1' }, 'linux', false],
    ['LC_ALL before LANG', { LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, 'linux', false],
    ['LC_CTYPE before LANG', { LC_CTYPE: 'en_GB.UTF-8', LANG: 'C' }, 'linux', true],
    ['an empty one, which counts for none', { LC_ALL: '', LANG: 'en_GB.UTF-8' }, 'linux', true],
    ['none', {}, 'linux', false],
    ['a console of Windows', { LANG: 'C' }, 'win32', false],
    ['Windows Terminal', { WT_SESSION: '1' }, 'win32', true],
    ['a terminal of an editor on Windows', { TERM_PROGRAM: 'vscode' }, 'win32', true],
  ];
  for (const [name, env, platform, shows] of cases)
    it(`${shows ? 'marks' : 'ASCII'} for ${name}`, () => {
      assert.equal(showsUnicode({ env, platform, stdoutIsTerminal: true }), shows);
      assert.equal(showsUnicode({ env, platform, stdoutIsTerminal: false }), true, 'a file takes UTF-8');
    });

  it('has a sign of one column for each mark', () => {
    assert.equal(inAscii('✖ ▲ ✔ ? – ! → ’ “a” │└─'), 'x ^ + ? - ! > \' "a" |+-');
    assert.equal(inAscii('é 日本'), 'é 日本');
  });

  describe('a report', () => {
    const files = scratch();
    const look = ['audit', '--offline', '--no-env', '--only', 'proxy/', '--pac'];
    const pac = 'function FindProxyForURL(u, h) { return "PROXY p.example:1"; }\n';

    it('is in ASCII where the terminal has no more, and not as JSON', async () => {
      const path = await files.write('a.pac', pac);
      const plain = await runCli([...look, path], { terminal: true, env: { LANG: 'C' } });
      // eslint-disable-next-line no-control-regex -- the range of ASCII is what is tested
      assert.match(plain.stdout.replaceAll(/\u001b\[\d+m/g, ''), /^x NO {2}[\x00-\x7f]*$/);
      const json = await runCli([...look, path, '--json'], { terminal: true, env: { LANG: 'C' } });
      assert.ok(JSON.parse(json.stdout));
    });

    const shells: readonly (readonly [name: string, file: string, platform: string, command: RegExp])[] = [
      [
        'quotes for a POSIX shell',
        "it's a.pac",
        'linux',
        /\n {5}\$ staylocal generate pac \\\n {9}--merge '[^'\n]+it'\\''s a\.pac' --out exempt\.pac\n/,
      ],
      [
        'quotes for cmd and PowerShell, on one line',
        'my long a.pac',
        'win32',
        /\n {5}\$ staylocal generate pac --merge "[^"\n]+my long a\.pac" --out exempt\.pac\n/,
      ],
    ];
    for (const [name, file, platform, command] of shells)
      it(name, async () => {
        const path = await files.write(file, pac);
        const { stdout } = await runCli([...look, path, '--no-color'], {
          terminal: true,
          columns: 80,
          platform,
          env: { LANG: 'C.UTF-8', WT_SESSION: '1' },
        });
        assert.match(stdout, command);
      });

    it('names no command for a name that cmd and PowerShell read differently', async () => {
      const path = await files.write('50% off $x.pac', pac);
      const { stdout } = await runCli([...look, path, '--json'], { platform: 'win32' });
      const { causes } = JSON.parse(stdout) as { causes: { command?: string; check: string }[] };
      assert.deepEqual(
        causes.map(({ command, check }) => [command, check]),
        [[undefined, 'staylocal audit --only proxy/pac-bypass']],
      );
    });
  });
});
