/**
 * The lab's Distribution Service and the way to it, over real sockets on loopback: with an authority of its own in the
 * place of a public one, a proxy that tunnels, inspects or refuses, and every fault of the list on request.
 */
import { X509Certificate } from 'node:crypto';
import { pinOf } from '../../evidence/chain.js';
import type { SettingsEvidence } from '../../evidence/types.js';
import type { GatherLimits, OutboundOptions } from '../../gather/index.js';
import type { DistributionService } from '../../profile/types.js';
import {
  createAuthority,
  type CertificateAuthority,
  type IssuedCertificate,
} from '../certificate-authority.js';
import { closedPort, listen, type Listening } from './listen.js';
import { healthyDistribution, type DistributionPlan } from './plan.js';
import { proxyPassword, proxyServer, proxyUser } from './proxy.js';
import { installerPath, serviceServer, type Handler } from './service.js';

export interface DistributionLabOptions {
  /** Default: all is well, and there is no proxy. */
  readonly plan?: DistributionPlan;
  /** The lab's present: what its clocks say. */
  readonly at: Date;
  /** Endpoints besides the status, such as the one that hands out tokens. */
  readonly handlers?: readonly Handler[];
}

export interface DistributionLab {
  /** For the profile. */
  readonly service: DistributionService;
  /** PEM of the root that stands in for a public authority. */
  readonly root: string;
  /** What `gather` takes, so that it finds the lab where its names say. */
  readonly outbound: OutboundOptions;
  readonly limits: Pick<GatherLimits, 'serverMs'>;
  /** The proxy variables of the lab's machine. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The name by which the lab's resolver knows the service. */
const serviceName = 'ds.t1t.io';

/** As long as the lab's machine waits, and as long where nothing will ever come (milliseconds). */
const timeoutMs = 8_000;
const silentTimeoutMs = 1_000;

/** What a machine has whose proxy is to be discovered. */
const discovery: SettingsEvidence = {
  source: 'internet-settings.reg',
  bytes: Buffer.from(
    [
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]',
      '"AutoDetect"=dword:00000001',
      '',
    ].join('\r\n'),
  ).toString('base64'),
};

export async function startDistributionLab({
  plan = healthyDistribution,
  at,
  handlers = [],
}: DistributionLabOptions): Promise<DistributionLab> {
  const [known, company, stranger] = await Promise.all([
    createAuthority({ name: 'Lab Public CA', at }),
    createAuthority({ name: 'Corp Example TLS Inspection CA', at }),
    createAuthority({ name: 'Nobody Knows CA', at }),
  ]);
  const running: Listening[] = [];
  const identity = await issue(plan, at, { known, company, stranger });
  const server = serviceServer(plan, identity, { at, handlers });
  const servicePort = await start(running, server, plan.port === 'closed');
  const env = await startProxy(plan, running, {
    servicePort,
    authority: company,
    serviceRoot: known.certificate,
  });
  return {
    service: {
      url: `https://${serviceName}:${servicePort}`,
      environment: 'test',
      installerPath,
      ...(plan.pins === 'none'
        ? {}
        : { pins: [pinOf(new X509Certificate((plan.pins === 'right' ? known : stranger).certificate))] }),
    },
    root: known.certificate,
    env,
    limits: { serverMs: plan.port === 'silent' ? silentTimeoutMs : timeoutMs },
    outbound: {
      now: () => at,
      lookup: (name) =>
        name === serviceName && plan.name === 'resolves'
          ? Promise.resolve(['127.0.0.1'])
          : Promise.reject(Object.assign(new Error(`no address for ${name}`), { code: 'ENOTFOUND' })),
      machineSettings: plan.discovery ? [discovery] : [],
      trust: {
        systemSource: 'the lab',
        roots: {
          public: [known.certificate],
          system: plan.companyRoot === 'installed' ? [company.certificate] : [],
          named: [],
        },
      },
    },
    close: async () => {
      await Promise.all(running.map((each) => each.close()));
    },
  };
}

interface Authorities {
  readonly known: CertificateAuthority;
  readonly company: CertificateAuthority;
  readonly stranger: CertificateAuthority;
}

function issue(plan: DistributionPlan, at: Date, authorities: Authorities): Promise<IssuedCertificate> {
  const days = (count: number): Date => new Date(at.getTime() + count * 86_400_000);
  const names = [serviceName];
  switch (plan.certificate) {
    case 'good':
      return authorities.known.issue({ names });
    case 'expired':
      return authorities.known.issue({ names, from: days(-90), until: days(-1) });
    case 'ends-soon':
      return authorities.known.issue({ names, until: days(5.5) });
    case 'wrong-name':
      return authorities.known.issue({ names: ['www.lab.example'] });
    case 'unknown-issuer':
      return authorities.stranger.issue({ names });
    case 'company-issuer':
      return authorities.company.issue({ names });
  }
}

async function start(
  running: Listening[],
  server: Parameters<typeof listen>[0],
  isClosed: boolean,
): Promise<number> {
  if (isClosed) return closedPort(server);
  const listening = await listen(server);
  running.push(listening);
  return listening.port;
}

async function startProxy(
  { proxy }: DistributionPlan,
  running: Listening[],
  around: {
    readonly servicePort: number;
    readonly authority: CertificateAuthority;
    readonly serviceRoot: string;
  },
): Promise<Record<string, string>> {
  if (proxy === 'none') return {};
  const port = await start(running, proxyServer({ kind: proxy, ...around }), proxy === 'down');
  const password = passwordIn(proxy);
  const user = password === undefined ? '' : `${proxyUser}:${encodeURIComponent(password)}@`;
  return { https_proxy: `http://${user}127.0.0.1:${port}` };
}

/** What the environment holds. */
function passwordIn(proxy: DistributionPlan['proxy']): string | undefined {
  if (proxy === 'basic') return proxyPassword;
  return proxy === 'basic-wrong' ? 'guessed' : undefined;
}

export { healthyDistribution, type DistributionPlan } from './plan.js';
export type { Handler } from './service.js';
