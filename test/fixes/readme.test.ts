/**
 * The commands of the README of a folder of fixes are pasted into the shell of whoever has the file. What a shell makes of
 * their words is asked of `sh` itself; of cmd with a program’s own reading of its line, and of PowerShell, by their rules:
 * "Parsing C++ command-line arguments" (Microsoft, C++ language reference) behind cmd’s, `about_Parsing` and
 * `about_Quoting_Rules` (PowerShell).
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { audit } from '../../lib/audits/audit.js';
import { fixKit, planFixes } from '../../lib/fixes/index.js';
import { base64, evidenceWith, testProfile } from '../audits/case.js';

const pac = 'function FindProxyForURL(url, host) { return "PROXY p.example:1"; }\n';
/** With a password taken out: the README says how the file is made where the original is. */
const environment = 'https_proxy=http://***@p.example:1\n';

/** The README’s commands by what they are for, without the program’s name; a sentence where there is none. */
async function commandsFor(source: string, profile = 'trust1connector'): Promise<Record<string, string>> {
  const isPac = source.endsWith('.pac');
  const bytes = base64(isPac ? pac : environment);
  const one = { source, bytes };
  const evidence = evidenceWith(
    isPac ? { pac: [one] } : { proxySettings: [{ ...one, format: 'environment' }] },
  );
  const plan = await planFixes(testProfile, evidence, await audit(testProfile, evidence));
  const readme = fixKit(testProfile, plan, { profile, at: evidence.collectedAt })?.files[0]?.text ?? '';
  return Object.fromEntries(
    [...readme.matchAll(/^- (Make it|Check the file): (?:(`+)(.*)\2|(no command line .*))$/gm)].map(
      ([, what = '', , command, none = '']) => [what, command ?? none],
    ),
  );
}

/** What `sh` hands to a program. */
function bySh(command: string): string[] {
  // `staylocal` is a function of this shell here, which prints its words.
  const script = `staylocal() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** A line of cmd as a program reads it: cmd itself must find nothing to expand, and nothing of its own outside quotes. */
function byCmd(command: string): string[] {
  assert.doesNotMatch(command, /[%!]/, 'cmd expands these inside quotes too');
  assert.doesNotMatch(command.replace(/"[^"]*"/g, ''), /[&|<>^()@;,]/, 'these are cmd’s own outside quotes');
  const words = [...command.matchAll(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g)].map(([word]) => word);
  // 2n backslashes before a quote are n of them; elsewhere each is itself.
  return words
    .map((word) =>
      word.replace(/(\\*)"/g, (_, slashes: string) => {
        assert.equal(slashes.length % 2, 0, 'an odd number would keep the quote');
        return '\\'.repeat(slashes.length / 2);
      }),
    )
    .slice(1);
}

/** A line of PowerShell in argument mode. */
function byPowerShell(command: string): string[] {
  assert.doesNotMatch(command, /[$`“”„]/, 'expanded or read as quotes in "…"');
  assert.doesNotMatch(command.replace(/"[^"]*"/g, ''), /[&|<>(){};,@#']/, 'its own outside quotes');
  return byCmd(command);
}

describe('fixes: the commands of the README', () => {
  const posix = [
    'a.pac',
    'my files/a.pac',
    "it's a.pac",
    '-a.pac',
    '$(touch x) `id` "q".pac',
    'a;b&c|d>e.pac',
    '100%,*?[a] {b} ~!.pac',
    'mixed \'both\' "kinds" of $quotes.pac',
    'back\\slash.env',
    'ünïcödé – x.env',
    'a b/environment',
    "O'Brien $HOME/environment",
  ];
  for (const source of posix.filter((one) => !one.includes('\\')))
    it(`are words for sh: ${source}`, async () => {
      const commands = Object.entries(await commandsFor(source, "./my profile's.jsonc"));
      assert.notEqual(commands.length, 0);
      for (const [what, command] of commands) {
        assert.match(command, /^staylocal /);
        const words = bySh(command);
        assert.equal(words[words.indexOf('--profile') + 1], "./my profile's.jsonc");
        const option = words.includes('--merge') ? '--merge' : '--pac';
        const named = words[words.indexOf(option) + 1] ?? '';
        // The check is of the file in the folder, whose name is a plain one.
        if (what === 'Make it')
          assert.deepEqual(words.slice(-4), ['--merge', source, '--out', `${source}.new`]);
        else assert.match(named, /^proxy\/[\w.-]+$/);
      }
    });

  const windows = [
    'C:\\pac\\a.pac',
    'C:\\a,b\\environment',
    'C:\\My Files\\a b.pac',
    "C:\\Users\\O'Brien\\environment",
    'C:\\R&D (old)\\environment',
    'C:\\a,b;c\\environment',
    '\\\\server\\share$\\environment',
    'C:\\50% off\\environment',
    'C:\\wow!\\environment',
    'C:\\tick`s\\environment',
  ];
  for (const source of windows)
    it(`are words for cmd and for PowerShell, or there is none: ${source}`, async () => {
      for (const [what, command] of Object.entries(await commandsFor(source))) {
        if (/[$%!`]/.test(source) && what === 'Make it') {
          assert.match(command, /^no command line can hold these names as they are: /);
          continue;
        }
        for (const words of [byCmd(command), byPowerShell(command)])
          if (what === 'Make it')
            assert.deepEqual(words.slice(-4), ['--merge', source, '--out', `${source}.new`]);
          else assert.match(words.join(' '), /^audit --profile trust1connector --offline --no-env --/);
      }
    });

  it('stay what they are within Markdown', async () => {
    const { 'Make it': command = '' } = await commandsFor('back`tick\nline/environment');
    assert.match(command, /^no command line|^staylocal /);
    assert.doesNotMatch(command, /\n/);
  });
});
