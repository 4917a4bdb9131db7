/** Completion in the shells themselves, and the man page by the two programs that show such pages. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { runCli } from '../cli/run-cli.js';
import { scratch } from '../cli/scratch.js';

const run = promisify(execFile);

/** What is typed, and one thing that is offered then. */
const cases: readonly (readonly [typed: string, offered: string])[] = [
  ['expl', 'explain'],
  ['audit --prof', '--profile'],
  ['audit --profile plex', 'plex-direct'],
  ['audit --only dns/addr', 'dns/address-expected'],
  ['audit --output sar', 'sarif'],
  ['dnssec --output sv', 'svg'],
  ['explain proxy/pac-b', 'proxy/pac-bypass'],
  ['generate dnsm', 'dnsmasq'],
  ['profile ch', 'check'],
  ['profile show trust', 'trust1connector'],
  ['pac my-own-p', 'my-own-proxy.pac'],
  ['audit --quiet --save my-own-p', 'my-own-proxy.pac'],
  ['demo --fault expired-sig', 'expired-signature'],
];

describe('interop: completion', () => {
  const files = scratch();
  const scripts = new Map<string, string>();
  let cwd = '';
  before(async () => {
    cwd = files.path('work');
    await mkdir(cwd);
    await writeFile(`${cwd}/my-own-proxy.pac`, '');
    for (const shell of ['bash', 'zsh', 'fish'])
      scripts.set(shell, await files.write(`c.${shell}`, (await runCli(['completion', shell])).stdout));
  });

  for (const [typed, offered] of cases) {
    it(`bash: staylocal ${typed}`, async () => {
      const words = ['staylocal', ...typed.split(' ')].map((word) => `'${word}'`).join(' ');
      // Files are readline's own; what the function leaves to it is compgen's here.
      const script = `source ${scripts.get('bash') ?? ''}; COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1))
_staylocal 2>/dev/null; [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")); printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout } = await run('bash', ['-c', script], { cwd });
      assert.ok(stdout.split('\n').includes(offered), stdout);
    });

    it(`zsh: staylocal ${typed}`, async () => {
      // A terminal of its own, in which the line is typed, completed, and shown as the editor has it then.
      const script = `zmodload zsh/zpty
zpty z 'zsh -f -i'
say() { zpty -w z "$1"; }
say 'PS1=; autoload -U compinit; compinit -u -D; source ${scripts.get('zsh') ?? ''}; show() { print -r -- "[[$BUFFER]]"; BUFFER=; zle send-break }; zle -N show; bindkey "^X" show; print ready-to-"type"'
zpty -r z line '*ready-to-type*'
zpty -w -n z 'staylocal ${typed}'$'\\t'$'\\x18'
zpty -r z line '*\\[\\[staylocal*\\]\\]*'
print -r -- $line
zpty -d z`;
      const { stdout } = await run('zsh', ['-f', '-c', script], { cwd });
      const words = (/\[\[(staylocal .*?)\]\]/.exec(stdout)?.[1] ?? stdout).trim().split(' ');
      assert.equal(words.at(-1), offered, stdout);
    });

    it(`fish: staylocal ${typed}`, async () => {
      const script = `source ${scripts.get('fish') ?? ''}; complete -C 'staylocal ${typed}'`;
      const { stdout } = await run('fish', ['--no-config', '-c', script], {
        cwd,
        env: { ...process.env, HOME: cwd },
      });
      assert.ok(
        stdout.split('\n').some((line) => line.split('\t')[0] === offered),
        stdout,
      );
    });
  }

  for (const [shell, argv] of [
    ['bash', ['-n']],
    ['zsh', ['-n']],
    ['fish', ['--no-execute']],
    ['shellcheck', ['--shell=bash']],
  ] as const)
    it(`${shell} ${argv.join(' ')} finds nothing to remark`, async () => {
      const script = scripts.get(shell === 'shellcheck' ? 'bash' : shell) ?? '';
      const { stdout, stderr } = await run(shell, [...argv, script]);
      assert.deepEqual([stdout, stderr], ['', '']);
    });
});

describe('interop: the man page', () => {
  const files = scratch();
  let page = '';
  before(async () => {
    page = await files.write('staylocal.1', (await runCli(['man'])).stdout);
  });

  it('mandoc -Tlint finds nothing', async () => {
    const { stdout, stderr } = await run('mandoc', ['-Tlint', '-Wstyle', page]);
    assert.deepEqual([stdout, stderr], ['', '']);
  });

  it('man --warnings shows it, and warns of nothing', async () => {
    const { stdout, stderr } = await run('man', ['--warnings', '-l', page], {
      env: { ...process.env, MANPAGER: 'cat', MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
    });
    assert.equal(stderr, '');
    assert.match(stdout, /staylocal pac proxy\.pac --decide --my-ip 10\.20\.0\.5/);
  });
});
