/**
 * Resolvers with rebinding protection on, before and after the artefact: before, the name's answer is stripped;
 * after, it is given, and that of every other name still is not.
 */
import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, eventually, freePort, loopbackDns, Scene, write } from './generate/support.js';
import { runOk } from './support/programs.js';
import { fullProfile, profileWith } from '../generate/profile.js';
import { siteFilter } from './generate/recursor-filter.js';

const profile = profileWith({ expect: { a: ['127.0.0.1'], aaaa: [], addressClass: 'loopback' } });
const { name } = fullProfile;
const control = 'other.acme.example';

interface Resolver {
  readonly target: string;
  /** Writes the configuration, checks it with the program's own checker, and starts it. */
  readonly start: (
    scene: Scene,
    ports: { own: number; upstream: number },
    artefact: string | null,
  ) => Promise<() => string>;
  readonly stripped: { rcode: string };
}

const resolvers: readonly Resolver[] = [
  {
    target: 'dnsmasq',
    stripped: { rcode: 'NOERROR' },
    start: async (scene, { own, upstream }, artefact) => {
      const folder = scene.folder();
      const conf = join(folder, 'dnsmasq.conf');
      writeFileSync(
        conf,
        `port=${own}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\nserver=127.0.0.1#${upstream}\nstop-dns-rebind\ncache-size=0\nuser=root\n` +
          (artefact === null ? '' : `conf-file=${artefact}\n`),
      );
      await runOk('dnsmasq', ['--test', `--conf-file=${conf}`]);
      const running = scene.start('dnsmasq', ['--keep-in-foreground', `--conf-file=${conf}`, '--pid-file=']);
      return () => running.output;
    },
  },
  {
    target: 'unbound',
    stripped: { rcode: 'NOERROR' },
    start: async (scene, { own, upstream }, artefact) => {
      const folder = scene.folder();
      const conf = join(folder, 'unbound.conf');
      writeFileSync(
        conf,
        `server:\n  interface: 127.0.0.1\n  port: ${own}\n  username: ""\n  chroot: ""\n  pidfile: ""\n  directory: "${folder}"\n  use-syslog: no\n  do-daemonize: no\n` +
          '  do-not-query-localhost: no\n  module-config: "iterator"\n  private-address: 127.0.0.0/8\n' +
          `forward-zone:\n  name: "."\n  forward-addr: 127.0.0.1@${upstream}\n` +
          (artefact === null ? '' : `include: "${artefact}"\n`),
      );
      await runOk('unbound-checkconf', [conf]);
      const running = scene.start('unbound', ['-d', '-c', conf]);
      return () => running.output;
    },
  },
  {
    target: 'bind',
    stripped: { rcode: 'SERVFAIL' },
    start: async (scene, { own, upstream }, artefact) => {
      const folder = scene.folder();
      const conf = join(folder, 'named.conf');
      const filter =
        artefact === null ? 'deny-answer-addresses { 127.0.0.0/8; };' : readFileSync(artefact, 'utf8');
      writeFileSync(
        conf,
        `options {\ndirectory "${folder}";\npid-file none;\nsession-keyfile none;\nlisten-on port ${own} { 127.0.0.1; };\nlisten-on-v6 { none; };\n` +
          `recursion yes;\ndnssec-validation no;\nforward only;\nforwarders { 127.0.0.1 port ${upstream}; };\n${filter}\n};\ncontrols { };\n`,
      );
      await runOk('named-checkconf', [conf]);
      const running = scene.start('named', ['-g', '-c', conf]);
      return () => running.output;
    },
  },
  {
    target: 'knot-resolver',
    stripped: { rcode: 'REFUSED' },
    start: async (scene, { own, upstream }, artefact) => {
      const folder = scene.folder();
      chmodSync(folder, 0o755);
      const conf = join(folder, 'kresd.conf');
      writeFileSync(
        conf,
        `net.listen('127.0.0.1', ${own}, { kind = 'dns' })\ncache.size = 10 * MB\nmodules = { 'policy' }\nmodules.load('rebinding < iterate')\ntrust_anchors.remove('.')\n`,
      );
      if (artefact !== null) appendFileSync(conf, readFileSync(artefact, 'utf8'));
      appendFileSync(conf, `policy.add(policy.all(policy.STUB('127.0.0.1@${upstream}')))\n`);
      const running = scene.start('kresd', ['-n', '-c', conf, folder]);
      return Promise.resolve(() => running.output);
    },
  },
  {
    target: 'pdns-recursor',
    stripped: { rcode: 'NOERROR' },
    start: async (scene, { own, upstream }, artefact) => {
      const folder = scene.folder();
      const script = join(folder, 'site.lua');
      writeFileSync(script, siteFilter(artefact === null ? null : readFileSync(artefact, 'utf8')));
      writeFileSync(
        join(folder, 'recursor.conf'),
        `local-address=127.0.0.1\nlocal-port=${own}\nforward-zones-recurse=.=127.0.0.1:${upstream}\nlua-dns-script=${script}\n` +
          `dnssec=off\ndont-query=\nsocket-dir=${folder}\ndisable-syslog=yes\nthreads=1\nsetuid=\nsetgid=\nsecurity-poll-suffix=\n`,
      );
      const running = scene.start('pdns_recursor', [`--config-dir=${folder}`, '--daemon=no']);
      return Promise.resolve(() => running.output);
    },
  },
];

describe('generate: rebinding filters', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  for (const { target, start, stripped } of resolvers) {
    it(`${target} strips ${name} before, gives it after, and strips ${control} in both`, async () => {
      const upstream = await loopbackDns(scene);
      const artefact = await write(scene.folder(), target, profile);
      for (const applied of [false, true]) {
        const own = await freePort();
        const output = await start(scene, { own, upstream }, applied ? artefact : null);
        const answer = await eventually(() => ask(own, name), output);
        assert.deepEqual(
          applied ? answer : answer.addresses,
          applied ? { rcode: 'NOERROR', addresses: ['127.0.0.1'] } : [],
          `${applied ? 'after' : 'before'}\n${output()}`,
        );
        if (!applied) assert.equal(answer.rcode, stripped.rcode, output());
        const other = await eventually(() => ask(own, control), output);
        assert.deepEqual(other, { ...stripped, addresses: [] }, output());
      }
    });
  }
});
