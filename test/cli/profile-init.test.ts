import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parseProfile } from '../../lib/profile/index.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: profile init', () => {
  const files = scratch();

  it('writes a commented profile from flags, that check accepts', async () => {
    const out = files.path('acme.jsonc');
    const argv = ['profile', 'init', '--name', 'Local.Acme.example', '--ports', '4711, 4712'];
    const options = ['--origin', 'https://app.acme.example,https://b.example', '--ds-url', '-', '--out', out];
    const result = await runCli([...argv, ...options, '--dnssec', 'required']);
    assert.equal(result.code, 0, result.stderr);
    const text = await readFile(out, 'utf8');
    assert.match(text, /^\/\/ A profile of staylocal for Local\.Acme\.example/);
    assert.match(text, /\/\/ The ports your build listens on\./);
    assert.doesNotMatch(text, /Copy this file|Change it\.$|partner\.example/m);
    const profile = parseProfile(text);
    assert.equal(profile.name, 'local.acme.example');
    assert.equal(profile.id, 'local-acme-example');
    assert.equal(profile.kind, 'partner');
    assert.deepEqual(profile.ports, [4711, 4712]);
    assert.deepEqual(profile.origins, ['https://app.acme.example', 'https://b.example']);
    assert.deepEqual(profile.distributionServices, []);
    assert.equal((await runCli(['profile', 'check', out])).code, 0);
  });

  it('never writes over a file unless told to', async () => {
    const out = await files.write('there.jsonc', 'mine');
    const argv = ['profile', 'init', '--name', 'local.acme.example', '--out', out];
    const result = await runCli(argv);
    assert.equal(result.code, 2);
    assert.match(result.stderr, /is there already; --force/);
    assert.equal(await readFile(out, 'utf8'), 'mine');
    assert.equal((await runCli([...argv, '--force'])).code, 0);
    assert.notEqual(await readFile(out, 'utf8'), 'mine');
  });

  it('tells every mistake in the flags at once', async () => {
    const result = await runCli(['profile', 'init', '--name', 'a b', '--ports', '0,x', '--dnssec', 'yes']);
    assert.equal(result.code, 2);
    assert.equal(result.stdout, '');
    for (const message of [
      /--name a b: /,
      /--ports 0,x: must be a whole number from 1 to 65535, and is 0/,
      /--ports 0,x: must be a whole number from 1 to 65535, and is "x"/,
      /--dnssec yes: must be one of "required"/,
    ])
      assert.match(result.stderr, message);
    assert.match((await runCli(['profile', 'init'])).stderr, /--name is needed/);
  });

  it('says what it assumed where nobody can be asked, and nothing of what was given', async () => {
    const name = ['profile', 'init', '--name', 'local.acme.example'];
    const bare = await runCli(name);
    assert.equal(bare.code, 0);
    assert.deepEqual(bare.stderr.match(/^assumed --[\w-]+ \S+/gm), [
      'assumed --id local-acme-example',
      'assumed --title local.acme.example',
      'assumed --ports 51983',
      'assumed --dnssec advised',
      'assumed --origin -',
      'assumed --ds-url https://ds.t1t.io',
      'assumed --reference https://dns.google/dns-query',
    ]);
    const { distributionServices, dns } = parseProfile(bare.stdout);
    assert.deepEqual(
      [distributionServices.map(({ url }) => url), dns?.references],
      [['https://ds.t1t.io'], ['https://dns.google/dns-query']],
    );
    const rest = ['--id', 'a', '--title', 'A', '--ports', '1', '--dnssec', 'none', '--origin', '-'];
    const whole = await runCli([...name, ...rest, '--ds-url', '-', '--reference', '-']);
    assert.equal(whole.stderr, '');
    assert.deepEqual(parseProfile(whole.stdout).dns?.references, []);
    const wrong = await runCli([...name, '--reference', 'udp://192.0.2.1']);
    assert.match(wrong.stderr, /--reference udp:\/\/192\.0\.2\.1: must be the address of a resolver/);
  });

  it('asks, explains what is wrong, and asks again', async () => {
    const answers = [
      '',
      'no name!',
      'local.acme.example',
      '',
      'Acme',
      '99999',
      '4711',
      '',
      'app.acme.example',
      '-',
      '',
      '',
    ];
    const result = await runCli(['profile', 'init'], { answers });
    assert.equal(result.code, 0, result.stderr);
    const profile = parseProfile(result.stdout);
    assert.equal(profile.title, 'Acme');
    assert.deepEqual(profile.ports, [4711]);
    assert.deepEqual(profile.origins, []);
    assert.deepEqual(
      profile.distributionServices.map(({ url }) => url),
      ['https://ds.t1t.io'],
    );
    assert.doesNotMatch(result.stderr, /assumed/);
    for (const message of [
      /an answer is needed/,
      /"no name!" is not a host name/,
      /must be a whole number from 1 to 65535, and is 99999/,
      /a word for it in reports, lower case \[local-acme-example\]: /,
    ])
      assert.match(result.stderr, message);
  });
});

describe('cli: profile list', () => {
  it('marks what is an example from public documentation, with its source', async () => {
    assert.match((await runCli(['profile', 'list'])).stdout, /^plex-direct .*\(example\)$/m);
    const rows = JSON.parse((await runCli(['profile', 'list', '--json'])).stdout) as {
      kind: string;
      description?: string;
    }[];
    const examples = rows.filter(({ kind }) => kind === 'example');
    assert.equal(examples.length, 3);
    for (const { description } of examples)
      assert.match(
        description ?? '',
        /^An example from public documentation, not by its .*Source: https:\/\//,
      );
  });
});

describe('cli: profile check', () => {
  const files = scratch();

  it('finds an audit that does not exist, which the audit itself passes over aloud', async () => {
    const text = JSON.stringify({
      ...(JSON.parse((await runCli(['profile', 'show'])).stdout) as object),
      audits: { 'dns/adress-expected': 'off' },
    });
    const path = await files.write('typo.json', text);
    const checked = await runCli(['profile', 'check', path]);
    assert.equal(checked.code, 2);
    assert.match(
      checked.stderr,
      /typo\.json:1:\d+: field "audits\.dns\/adress-expected": there is no such audit; did you mean dns\/address-expected\? staylocal audit --list shows all there are\n$/,
    );
    const misnamed = await files.write('client.json', text.replace('"chromium"', '"chromum","curl@7.88.1"'));
    assert.match(
      (await runCli(['profile', 'check', misnamed])).stderr,
      /^staylocal: [^\n]*field "proxy\.clients\[0\]": "chromum" is no client program; staylocal proxy --clients lists[^\n]*\n[^\n]*audits[^\n]*\n$/,
    );
    const both = await files.write('both.json', text.replace('51983', '0'));
    assert.match(
      (await runCli(['profile', 'check', both])).stderr,
      /field "ports\[0\]": must be a whole number.*\n.*field "audits\.dns\/adress-expected": there is no such/,
      'all at once',
    );
    const audited = await runCli(['audit', '--offline', '--no-env', '--profile', path]);
    assert.match(
      audited.stderr,
      /the profile sets the audit "dns\/adress-expected": there is no such audit; did you mean dns\/address-expected\?/,
    );
  });
});
