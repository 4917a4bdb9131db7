/** The Distribution Service through a real Squid: open, with a password, with a logon, denied, and without a way on. */
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { audit } from '../../lib/audits/audit.js';
import { gather } from '../../lib/gather/index.js';
import {
  healthyDistribution,
  startDistributionLab,
  type DistributionPlan,
} from '../../lib/lab/distribution/index.js';
import { testProfile } from '../audits/case.js';
import { eventually, freePort, Scene } from './generate/support.js';
import { runOk } from './support/programs.js';

const at = new Date();

interface Case {
  readonly title: string;
  /** Lines of squid.conf before `http_access`; FOLDER is the scene's. */
  readonly lines?: readonly string[];
  readonly access: readonly string[];
  /** `user:password@` of the proxy variable. */
  readonly user?: string;
  readonly plan?: Partial<DistributionPlan>;
  /** What proxy-route and status then say. */
  readonly says: readonly [proxyRoute: string, status: string];
  readonly shows?: RegExp;
}

const basic = [
  'auth_param basic program /usr/lib/squid/basic_ncsa_auth FOLDER/passwd',
  'auth_param basic realm lab',
  'acl known proxy_auth REQUIRED',
];
const onlyKnown = ['allow known', 'deny all'];

const cases: readonly Case[] = [
  { title: 'open', access: ['allow all'], says: ['through-proxy', 'well'] },
  {
    title: 'with a password that nobody gives',
    lines: basic,
    access: onlyKnown,
    says: ['proxy-authentication', 'not-reached'],
    shows: /407, Basic/,
  },
  {
    title: 'with the right password',
    lines: basic,
    access: onlyKnown,
    user: 'ann:pa%3Ass@',
    says: ['through-proxy', 'well'],
  },
  {
    title: 'with a wrong password',
    lines: basic,
    access: onlyKnown,
    user: 'ann:guess@',
    says: ['credentials-refused', 'not-reached'],
  },
  {
    title: 'with the user’s logon',
    lines: ['auth_param ntlm program /usr/lib/squid/ntlm_fake_auth', 'acl known proxy_auth REQUIRED'],
    access: onlyKnown,
    says: ['proxy-logon', 'not-reached'],
    shows: /NTLM/,
  },
  { title: 'denied', access: ['deny all'], says: ['proxy-denies', 'not-reached'], shows: /403 Forbidden/ },
  {
    title: 'where nothing listens behind it',
    access: ['allow all'],
    plan: { port: 'closed' },
    says: ['proxy-fails', 'not-reached'],
    shows: /503/,
  },
];

describe('distribution: through Squid', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => scene.end());

  for (const { title, lines = [], access, user = '', plan, says, shows } of cases) {
    it(`${title} → ${says.join(', ')}`, async () => {
      const lab = await startDistributionLab({ plan: { ...healthyDistribution, ...plan }, at });
      scene.later(() => lab.close());
      const proxy = await startSquid(scene, lines, access, new URL(lab.service.url).hostname);
      const profile = { ...testProfile, distributionServices: [lab.service] };
      const evidence = await gather(profile, {
        parts: new Set(['distribution'] as const),
        resolvers: [],
        outbound: lab.outbound,
        limits: { serverMs: 10_000 },
        env: { https_proxy: `http://${user}127.0.0.1:${proxy}` },
        at,
      });
      const { findings } = await audit(profile, evidence, {
        only: ['distribution/proxy-route', 'distribution/status'],
      });
      const shown = JSON.stringify(findings, undefined, 1);
      assert.deepEqual(
        findings.map(({ id }) => id),
        [`distribution/proxy-route:${says[0]}`, `distribution/status:${says[1]}`],
        shown,
      );
      if (shows !== undefined) assert.match(findings[0]?.message ?? '', shows);
    });
  }
});

/** A Squid that knows the lab's name, with these lines and rules. Resolves to its port. */
async function startSquid(
  scene: Scene,
  lines: readonly string[],
  access: readonly string[],
  name: string,
): Promise<number> {
  const folder = scene.folder();
  chmodSync(folder, 0o777);
  const port = await freePort();
  const hash = (await runOk('openssl', ['passwd', '-apr1', 'pa:ss'])).trim();
  writeFileSync(join(folder, 'passwd'), `ann:${hash}\n`);
  writeFileSync(join(folder, 'hosts'), `127.0.0.1 ${name}\n`);
  const conf = join(folder, 'squid.conf');
  writeFileSync(
    conf,
    [
      `http_port 127.0.0.1:${port}`,
      'pid_filename none',
      `hosts_file ${folder}/hosts`,
      `cache_log ${folder}/cache.log`,
      'access_log none',
      'cache_mem 1 MB',
      `coredump_dir ${folder}`,
      'cache_effective_user proxy',
      'shutdown_lifetime 0 seconds',
      'pinger_enable off',
      ...lines.map((line) => line.replace('FOLDER', folder)),
      ...access.map((rule) => `http_access ${rule}`),
      '',
    ].join('\n'),
  );
  const squid = scene.start('squid', ['-N', '-f', conf]);
  await eventually(
    async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
    },
    () => squid.output,
  );
  return port;
}
