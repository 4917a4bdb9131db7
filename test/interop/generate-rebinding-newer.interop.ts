/**
 * Resolvers that are newer than the system's, or that it does not have, in a folder that install-peers.sh fills from a later
 * Debian: before the artefact the name's answer is taken away, after it is given, and that of every other name is not.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import packet from 'dns-packet';
import { createAuthority } from '../../lib/lab/certificate-authority.js';
import { generate } from '../../lib/generate/index.js';
import { fullProfile, profileWith } from '../generate/profile.js';
import { skip } from '../skip.js';
import { ask, eventually, freePort, loopbackDns, Scene, type Answer } from './generate/support.js';
import { runOk } from './support/programs.js';
import { siteFilter } from './generate/recursor-filter.js';

const root = process.env['STAYLOCAL_NEWER_PEERS'] ?? '/opt/staylocal-newer-peers';
const profile = profileWith({ expect: { a: ['127.0.0.1'], aaaa: [], addressClass: 'loopback' } });
const { name } = fullProfile;
const control = 'other.acme.example';

interface Place {
  /** The folder as we see it, and as the program does. */
  readonly ours: string;
  readonly theirs: string;
  readonly own: number;
  readonly upstream: number;
  /** The text of an artefact; null before it is applied. */
  readonly artefact: ((target: string) => Promise<string>) | null;
}

interface Resolver {
  readonly target: string;
  readonly program: string;
  readonly stripped: Answer;
  /** Writes the configuration, has the program check it, and starts it. */
  readonly start: (scene: Scene, place: Place) => Promise<() => string>;
}

const inRoot = (program: string, ...args: string[]): [string, string[]] => [
  'chroot',
  [root, program, ...args],
];

const resolvers: readonly Resolver[] = [
  {
    target: 'knot-resolver-6',
    program: '/usr/sbin/kresd',
    stripped: { rcode: 'REFUSED', addresses: [] },
    start: async (scene, { ours, theirs, own, upstream, artefact }) => {
      mkdirSync(join(ours, 'run'));
      mkdirSync(join(ours, 'cache'));
      writeFileSync(
        join(ours, 'config.yaml'),
        `rundir: ${theirs}/run\nworkers: 1\nmanagement:\n  unix-socket: ${theirs}/run/api.sock\n` +
          `cache:\n  storage: ${theirs}/cache\n  size-max: 10M\nnetwork:\n  listen:\n    - interface: 127.0.0.1@${own}\n` +
          'options:\n  rebinding-protection: true\ndnssec:\n  enable: false\n' +
          `forward:\n  - subtree: "."\n    servers:\n      - 127.0.0.1@${upstream}\n    options:\n      dnssec: false\n` +
          ((await artefact?.('knot-resolver-6')) ?? ''),
      );
      const config = `${theirs}/config.yaml`;
      await runOk(...inRoot('/usr/bin/kresctl', 'validate', config));
      // What its manager does: the configuration as each process reads it, the rules, and then the resolver.
      for (const type of ['policy-loader', 'worker'])
        await runOk(
          ...inRoot(
            '/usr/bin/kresctl',
            'convert',
            '--type',
            type,
            '-o',
            `${theirs}/run/${type}.conf`,
            config,
          ),
        );
      const kresd = (type: string): [string, string[]] =>
        inRoot('/usr/sbin/kresd', '-n', '-c', `${theirs}/run/${type}.conf`, `${theirs}/run`);
      await runOk(...kresd('policy-loader'));
      const running = scene.start(...kresd('worker'), { env: { ...process.env, SYSTEMD_INSTANCE: '0' } });
      return () => running.output;
    },
  },
  {
    target: 'pdns-recursor-yaml',
    program: '/usr/sbin/pdns_recursor',
    stripped: { rcode: 'NOERROR', addresses: [] },
    start: async (scene, { ours, theirs, own, upstream, artefact }) => {
      mkdirSync(join(ours, 'recursor.d'));
      writeFileSync(join(ours, 'site.lua'), siteFilter(null));
      writeFileSync(
        join(ours, 'recursor.yml'),
        `incoming:\n  listen: ["127.0.0.1:${own}"]\nrecursor:\n  include_dir: ${theirs}/recursor.d\n  lua_dns_script: ${theirs}/site.lua\n` +
          `  forward_zones_recurse:\n    - zone: "."\n      forwarders: ["127.0.0.1:${upstream}"]\n  socket_dir: ${theirs}\n  threads: 1\n  security_poll_suffix: ""\n` +
          'outgoing:\n  dont_query: []\ndnssec:\n  validation: "off"\nlogging:\n  disable_syslog: true\n',
      );
      if (artefact !== null) {
        const yaml = await artefact('pdns-recursor-yaml');
        writeFileSync(join(ours, 'recursor.d', 'staylocal-recursor.yml'), yaml);
        const [, script = ''] = /lua_dns_script: "(.+)"/.exec(yaml) ?? [];
        mkdirSync(join(root, script, '..'), { recursive: true });
        writeFileSync(join(root, script), siteFilter(await artefact('pdns-recursor')));
        scene.later(() => {
          rmSync(join(root, script));
        });
      }
      await runOk(...inRoot('/usr/sbin/pdns_recursor', `--config-dir=${theirs}`, '--config=check'));
      const running = scene.start(
        ...inRoot('/usr/sbin/pdns_recursor', `--config-dir=${theirs}`, '--daemon=no'),
      );
      return () => running.output;
    },
  },
  {
    target: 'dnscrypt-proxy',
    program: '/usr/sbin/dnscrypt-proxy',
    stripped: { rcode: 'NOERROR', addresses: [] },
    start: async (scene, { ours, theirs, own, artefact }) => {
      const { port, root: certificate } = await dnsOverHttps(scene);
      writeFileSync(join(ours, 'root.pem'), certificate);
      writeFileSync(join(ours, 'blocked-ips.txt'), '127.*\n');
      writeFileSync(
        join(ours, 'dnscrypt-proxy.toml'),
        `server_names = ['lab']\nlisten_addresses = ['127.0.0.1:${own}']\nnetprobe_timeout = 0\nignore_system_dns = true\n` +
          `bootstrap_resolvers = ['127.0.0.1:1']\ncache = false\n[blocked_ips]\nblocked_ips_file = 'blocked-ips.txt'\n` +
          (artefact === null ? '' : `[allowed_names]\nallowed_names_file = 'staylocal-allowed-names.txt'\n`) +
          `[static.lab]\nstamp = '${stampOf(port)}'\n`,
      );
      if (artefact !== null)
        writeFileSync(join(ours, 'staylocal-allowed-names.txt'), await artefact('dnscrypt-proxy'));
      const config = `${theirs}/dnscrypt-proxy.toml`;
      await runOk(...inRoot('/usr/sbin/dnscrypt-proxy', '-config', config, '-check'));
      const running = scene.start(...inRoot('/usr/sbin/dnscrypt-proxy', '-config', config), {
        env: { ...process.env, SSL_CERT_FILE: `${theirs}/root.pem` },
      });
      return () => running.output;
    },
  },
];

/** Says 127.0.0.1 of every name below `example`, and that there is no other: dnscrypt-proxy leaves a server that has all. */
async function dnsOverHttps(scene: Scene): Promise<{ port: number; root: string }> {
  const authority = await createAuthority({ name: 'staylocal interop', at: new Date() });
  const leaf = await authority.issue({ names: ['doh.test'] });
  const server = createSecureServer({ cert: leaf.certificate, key: leaf.key, allowHTTP1: true });
  server.on('request', (request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      const inUrl = new URL(request.url, 'https://doh.test').searchParams.get('dns') ?? '';
      response.setHeader('content-type', 'application/dns-message');
      response.end(
        answered(request.method === 'GET' ? Buffer.from(inUrl, 'base64url') : Buffer.concat(body)),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  scene.later(() => {
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, root: authority.certificate };
}

function answered(message: Buffer): Buffer {
  const query = packet.decode(message);
  const [question] = query.questions ?? [];
  const isThere = question?.name.endsWith('.example') === true;
  return packet.encode({
    type: 'response',
    id: query.id ?? 0,
    flags: packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | (isThere ? 0 : 3),
    questions: question === undefined ? [] : [question],
    answers:
      isThere && question.type === 'A'
        ? [{ type: 'A', name: question.name, ttl: 60, data: '127.0.0.1' }]
        : [],
  });
}

/** A DNS stamp of a server by HTTPS: no properties, no hashes (dnscrypt.info/stamps-specifications). */
function stampOf(port: number): string {
  const prefixed = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
  const parts = [
    prefixed(`127.0.0.1:${port}`),
    Buffer.from([0]),
    prefixed(`doh.test:${port}`),
    prefixed('/dns-query'),
  ];
  return `sdns://${Buffer.concat([Buffer.from([2]), Buffer.alloc(8), ...parts]).toString('base64url')}`;
}

describe('generate: rebinding filters of newer resolvers', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  for (const { target, program, stripped, start } of resolvers) {
    it(`${target} takes ${name} away before, gives it after, and takes ${control} away in both`, async function () {
      if (!existsSync(join(root, program)))
        skip(this, `${program} is not in ${root}, which test/interop/install-peers.sh fills`);
      const upstream = await loopbackDns(scene);
      for (const applied of [false, true]) {
        const ours = mkdtempSync(join(root, 'tmp', 'staylocal-'));
        scene.later(() => {
          rmSync(ours, { recursive: true, force: true });
        });
        const place = { ours, theirs: ours.slice(root.length), own: await freePort(), upstream };
        const text = async (id: string): Promise<string> => (await generate(id, profile)).text;
        const output = await start(scene, { ...place, artefact: applied ? text : null });
        const answer = await eventually(() => ask(place.own, name), output);
        const expected = applied ? { rcode: 'NOERROR', addresses: ['127.0.0.1'] } : stripped;
        assert.deepEqual(answer, expected, `${applied ? 'after' : 'before'}\n${output()}`);
        assert.deepEqual(await eventually(() => ask(place.own, control), output), stripped, output());
      }
    }).timeout(240_000);
  }
});
