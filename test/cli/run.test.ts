import assert from 'node:assert/strict';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: what went wrong, in one sentence', () => {
  const files = scratch();
  const mistakes: readonly (readonly [argv: readonly string[], code: number, stderr: RegExp])[] = [
    [['adit'], 2, /^staylocal: unknown command 'adit'.*audit/],
    [['audit', '--nope'], 2, /^staylocal: unknown option '--nope'/],
    [
      ['audit', '--profile', 'nowhere'],
      2,
      /^staylocal: No profile "nowhere": it is neither a readable file nor/,
    ],
    [['audit', '--at', 'noon'], 2, /It must be a time such as/],
    [['audit', '--at', '2026-11-24T08:00:00'], 2, /It must be a time such as/],
    [
      ['audit', '--only', 'dns/none', '--offline'],
      2,
      /^staylocal: No audit "dns\/none"; staylocal audit --list shows all there are/,
    ],
    [['audit', '--evidence', '/nonexistent'], 3, /^staylocal: \/nonexistent: there is no such file\.\n$/],
    [['audit', '--route', 'socks4://p:1'], 2, /"socks4:\/\/p:1" is no route: it is "direct" or a proxy/],
    [['audit', '--ca', 'package.json'], 2, /package\.json holds no certificate in PEM/],
    [['audit', '--evidence', '-', '--pac', 'x'], 2, /cannot be used with/],
    [['audit', '--resolver', 'not an address'], 2, /--resolver not an address/],
    [['audit', '--anchors', '/nonexistent'], 3, /trust anchors could not be read/],
    [
      ['audit', '--offline', '--save', '/nonexistent/e.json'],
      3,
      /evidence could not be written to \/nonexistent\/e\.json/,
    ],
    [['audit', '--format', 'pdf'], 2, /Allowed choices are text, json/],
    [['dnssec'], 2, /missing required argument 'name'/],
    [
      ['dnssec', '--quiet', '--resolver', '127.0.0.1', '..'],
      2,
      /^staylocal: "\.\.": a label takes 1 to 63 bytes/,
    ],
    [['pac', '/nonexistent'], 3, /there is no such file/],
    [['pac', '-', '--url', 'x'], 2, /--url x is not a URL/],
    [['pac', '-', '--dialect', 'lynx'], 2, /Allowed choices are chromium/],
    [['pac', '-', '--decide', '--dns', 'nonsense'], 2, /not of the form name=address/],
    [['pac', '-', '--decide', '--time-zone', 'Mars/Olympus'], 2, /Mars\/Olympus/],
    [['proxy'], 2, /Name a file of proxy settings/],
    [['proxy', '/nonexistent'], 3, /there is no such file/],
    [['proxy', '-', '--format', 'nope'], 2, /There is no reader "nope"/],
    [['proxy', '-', '--client', 'lynx', '--format', 'environment'], 2, /There is no client "lynx"/],
    [['generate'], 2, /Name a target/],
    [['generate', 'nope'], 2, /^staylocal: No target is called "nope"\. .*--list/],
    [['generate', 'unbound', '--out', '/nonexistent/x'], 3, /could not be written/],
    [['generate', 'pac', '--merge', '/nonexistent'], 3, /there is no such file/],
    [['profile', 'check', '/nonexistent'], 2, /neither a readable file nor/],
    [['demo', '--fault', 'nope'], 2, /"nope" is not a fault/],
  ];
  for (const [argv, code, stderr] of mistakes) {
    it(`staylocal ${argv.join(' ')}`, async () => {
      const result = await runCli(argv, { stdin: 'function FindProxyForURL() { return "DIRECT"; }' });
      assert.equal(result.code, code, result.stderr);
      assert.match(result.stderr, stderr);
      assert.equal(result.stdout, '');
      assert.doesNotMatch(result.stderr, / {4}at .*\.js/, 'no stack trace');
    });
  }

  it('says where a profile is wrong', async () => {
    const path = await files.write('p.json', '{\n  "schemaVersion": 1,\n  "ports": [0]\n}\n');
    const result = await runCli(['audit', '--profile', path]);
    assert.equal(result.code, 2);
    assert.match(
      result.stderr,
      /p\.json:3:13: field "ports\[0\]": must be a whole number from 1 to 65535, and is 0/,
    );
  });

  it('shows a stack trace with DEBUG', async () => {
    const result = await runCli(['generate', 'nope'], { env: { DEBUG: 'staylocal' } });
    assert.match(result.stderr, / {4}at /);
  });
});

describe('cli: help and version', () => {
  for (const argv of [
    ['--help'],
    ['audit', '--help'],
    ['--version'],
    ['dnssec', '--help'],
    ['demo', '--faults'],
    ['audit', '--list'],
    ['generate', '--list'],
    ['profile', 'list'],
    ['proxy', '--clients'],
    ['proxy', '--formats'],
  ]) {
    it(`staylocal ${argv.join(' ')}`, async () => {
      const result = await runCli(argv);
      assert.equal(result.code, 0, result.stderr);
      assert.ok(result.stdout.length > 4);
      assert.equal(result.stderr, '');
    });
  }

  it('tells the exit codes', async () => {
    assert.match(
      (await runCli(['--help'])).stdout,
      /0 +everything.*\n.*1 +findings.*\n.*2 +usage.*\n.*3 +could not look/,
    );
  });
});
