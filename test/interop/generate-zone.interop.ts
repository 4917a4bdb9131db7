/** Zones served and signed as the artefacts say, and the DS that comes out held against a validator of others. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../../lib/generate/index.js';
import { fullProfile } from '../generate/profile.js';
import { ask, eventually, freePort, Scene, write } from './generate/support.js';
import { run, runOk } from './support/programs.js';

const { name } = fullProfile;
const zone = 'acme.example';
const head = '$TTL 3600\n@ IN SOA ns1 hostmaster 1 7200 3600 1209600 3600\n@ IN NS ns1\nns1 IN A 192.0.2.1\n';

/** What delv says of the name's A record with this DS as its only anchor. */
async function delv(folder: string, port: number, ds: string): Promise<string> {
  const found = /\sDS\s+(\d+) (\d+) (\d+) ([0-9A-Fa-f ]+)/.exec(ds);
  assert.ok(found, ds);
  const [, tag = '', algorithm = '', digestType = '', digest = ''] = found;
  const anchors = join(folder, 'anchors');
  writeFileSync(
    anchors,
    `trust-anchors { "${zone}." static-ds ${tag} ${algorithm} ${digestType} "${digest.replaceAll(' ', '')}"; };\n`,
  );
  const { stdout, stderr } = await run('delv', [
    '@127.0.0.1',
    '-p',
    String(port),
    '-a',
    anchors,
    `+root=${zone}`,
    name,
    'A',
  ]);
  return stdout + stderr;
}

describe('generate: zone data', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  it('BIND signs the zone by zone-bind, zone-ds prints the DS, and delv validates the record of zone-records', async () => {
    const folder = scene.folder();
    const records = await generate('zone-records', fullProfile);
    writeFileSync(join(folder, `${zone}.zone`), head + records.text);
    const { text } = await generate('zone-bind', fullProfile);
    const own = await freePort();
    const conf = join(folder, 'named.conf');
    writeFileSync(
      conf,
      `options { directory "${folder}"; key-directory "${folder}"; pid-file none; session-keyfile none; listen-on port ${own} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; };\ncontrols { };\n` +
        text.replace('/var/lib/bind/', `${folder}/`),
    );
    await runOk('named-checkconf', ['-z', conf]);
    const named = scene.start('named', ['-g', '-c', conf]);
    await eventually(
      () => ask(own, name),
      () => named.output,
    );
    const script = await write(folder, 'zone-ds', fullProfile);
    const ds = await eventually(
      async () => {
        const printed = await runOk('sh', [script, '127.0.0.1', String(own)]);
        assert.match(printed, /^acme\.example\. IN DS \d+ 13 2 [0-9A-F]{64}\n$/);
        return printed;
      },
      () => named.output,
    );
    const said = await eventually(
      async () => {
        const output = await delv(folder, own, ds);
        assert.match(output, /fully validated/);
        return output;
      },
      () => named.output,
    );
    assert.match(said, /^connector\.acme\.example\.\s+3600\s+IN\s+A\s+127\.0\.0\.1$/m);
    const wrong = await delv(folder, own, ds.replace(/[0-9A-F]{64}/, 'A'.repeat(64)));
    assert.doesNotMatch(wrong, /fully validated/);
  });

  it('Knot signs the zone by zone-knot', async () => {
    const folder = scene.folder();
    const storage = join(folder, 'zones');
    mkdirSync(storage);
    const records = await generate('zone-records', fullProfile);
    writeFileSync(join(storage, `${zone}.zone`), head + records.text);
    const { text } = await generate('zone-knot', fullProfile);
    const own = await freePort();
    const conf = join(folder, 'knot.conf');
    writeFileSync(
      conf,
      `server:\n    rundir: "${folder}"\n    listen: 127.0.0.1@${own}\ndatabase:\n    storage: "${folder}"\n` +
        `template:\n  - id: default\n    storage: "${storage}"\n${text}`,
    );
    const knotd = scene.start('knotd', ['-c', conf]);
    await eventually(
      () => ask(own, name),
      () => knotd.output,
    );
    const script = await write(folder, 'zone-ds', fullProfile);
    const ds = await eventually(
      async () => {
        const printed = await runOk('sh', [script, '127.0.0.1', String(own)]);
        assert.match(printed, /IN DS \d+ 13 2 /);
        return printed;
      },
      () => knotd.output,
    );
    assert.match(await delv(folder, own, ds), /fully validated/);
  });

  it('PowerDNS takes records and signs by zone-powerdns, run twice', async () => {
    const folder = scene.folder();
    chmodSync(folder, 0o755);
    const database = join(folder, 'pdns.sqlite3');
    await runOk('sh', [
      '-c',
      `sqlite3 '${database}' < /usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql`,
    ]);
    const own = await freePort();
    writeFileSync(
      join(folder, 'pdns.conf'),
      `launch=gsqlite3\ngsqlite3-database=${database}\ngsqlite3-dnssec=yes\nlocal-address=127.0.0.1\nlocal-port=${own}\nsocket-dir=${folder}\nsetuid=\nsetgid=\n`,
    );
    // The script calls pdnsutil by name; the lab's configuration lies elsewhere.
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'pdnsutil'), `#!/bin/sh\nexec /usr/bin/pdnsutil --config-dir='${folder}' "$@"\n`);
    chmodSync(join(bin, 'pdnsutil'), 0o755);
    const path = `PATH=${bin}:/usr/bin:/bin`;
    await runOk('env', [path, 'pdnsutil', 'create-zone', zone, `ns1.${zone}`]);
    const script = await write(folder, 'zone-powerdns', fullProfile, { certificateAuthority: 'ca.example' });
    const first = await runOk('env', [path, 'sh', script]);
    const second = await runOk('env', [path, 'sh', script]);
    const ds = /acme\.example\. IN DS \d+ 13 2 [0-9a-f]{64}/.exec(second)?.[0];
    assert.ok(ds !== undefined && first.includes(ds), 'the second run keeps the key');
    const pdns = scene.start('pdns_server', [
      `--config-dir=${folder}`,
      '--daemon=no',
      '--guardian=no',
      '--disable-syslog',
    ]);
    const answer = await eventually(
      () => ask(own, name),
      () => pdns.output,
    );
    assert.deepEqual(answer, { rcode: 'NOERROR', addresses: ['127.0.0.1'] });
    assert.match(await delv(folder, own, ds), /fully validated/);
    const caa = await runOk('dig', ['@127.0.0.1', '-p', String(own), '+short', name, 'CAA']);
    assert.equal(caa.trim(), '0 issue "ca.example"');
  });
});
