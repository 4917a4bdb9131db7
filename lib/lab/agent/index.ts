/**
 * The program on a machine, played over real sockets and TLS on free ports of loopback, with what the machine's own tools
 * would print of it: a Windows machine, so that the port ranges of Windows can be wrong too.
 */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { AgentOptions } from '../../gather/agent/index.js';
import type { Machine } from '../../gather/agent/machine.js';
import { Trust } from '../../gather/route/index.js';
import type { Profile } from '../../profile/types.js';
import { createAuthority, type IssuedCertificate } from '../certificate-authority.js';
import { labClock, type LabClock } from './clock.js';
import { healthyAgent, secondPath, type AgentPlan, type Occupant, type Signer } from './plan.js';
import { programOf } from './program.js';

export interface AgentLab {
  /** The profile with the lab's ports, and an origin where it had none. */
  readonly profile: Profile;
  /** What `gatherAgent` needs to see the lab as a machine. */
  readonly options: Required<Pick<AgentOptions, 'clock' | 'machine' | 'trust'>>;
  close(): Promise<void>;
}

const dayMs = 24 * 3_600_000;
const labOrigin = 'https://app.example';

/** The public one says that it is of an organisation whose CAA domain is known: what CAA allows can be held against it. */
const authorityNames: Readonly<Record<Signer, { readonly name: string; readonly organisation?: string }>> = {
  public: { name: 'Lab Public CA', organisation: "Let's Encrypt" },
  company: { name: 'Corp Example Inspection CA' },
  'security-program': { name: 'Avast Web/Mail Shield Root' },
  stranger: { name: 'Nobody Knows CA' },
};

export async function startAgentLab(
  base: Profile,
  { plan = healthyAgent, at }: { readonly plan?: AgentPlan; readonly at: Date },
): Promise<AgentLab> {
  const origins = base.origins.length > 0 ? base.origins : [labOrigin];
  const { agent } = base;
  const profile = {
    ...base,
    origins,
    ...(agent === undefined
      ? {}
      : { agent: { ...agent, protectedPaths: agent.protectedPaths ?? [secondPath] } }),
  };
  const clock = labClock();
  const names = Object.entries(authorityNames) as [Signer, { name: string; organisation?: string }][];
  const authorities = Object.fromEntries(
    await Promise.all(
      names.map(async ([key, name]) => [key, await createAuthority({ ...name, at })] as const),
    ),
  ) as Record<Signer, Awaited<ReturnType<typeof createAuthority>>>;
  const { signer, name = base.name, fromDays, untilDays } = plan.certificate;
  const days = (count: number): Date => new Date(at.getTime() + count * dayMs);
  const own = await authorities[signer].issue({
    names: [name],
    from: days(fromDays),
    until: days(untilDays),
  });
  const other = await authorities.stranger.issue({ names: ['printer.corp.example'] });
  const listening = await Promise.all(
    plan.ports.map((occupant) => listen(occupant, { plan, profile, clock, own, other })),
  );
  return {
    profile: { ...profile, ports: listening.map(({ port }) => port) },
    options: {
      clock,
      machine: windowsMachine(plan, listening),
      trust: new Trust({
        public: [authorities.public.certificate],
        system: [authorities.company.certificate, authorities['security-program'].certificate],
        named: [],
      }),
    },
    close: async () => {
      await Promise.all(listening.map(({ stop }) => stop()));
    },
  };
}

interface Listening {
  readonly port: number;
  readonly occupant: Occupant;
  readonly stop: () => Promise<void>;
}

interface Parts {
  readonly plan: AgentPlan;
  readonly profile: Profile;
  readonly clock: LabClock;
  readonly own: IssuedCertificate;
  readonly other: IssuedCertificate;
}

async function listen(occupant: Occupant, parts: Parts): Promise<Listening> {
  const server = serverOf(occupant, parts);
  const connections = new Set<{ destroy: () => void }>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('error', () => undefined);
    // A probe that has its answer goes away in the middle of things.
    socket.once('close', () => connections.delete(socket));
  });
  server.listen(0, occupant === 'program' ? parts.plan.bind : '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    for (const connection of connections) connection.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  // The port was free a moment ago; nothing else of the lab is given it again so soon.
  if (occupant === 'nothing') await stop();
  return { port, occupant, stop };
}

function serverOf(occupant: Occupant, { plan, profile, clock, own, other }: Parts): Server {
  const credentials = ({ certificate, key }: IssuedCertificate) => ({ cert: certificate, key });
  switch (occupant) {
    case 'program':
      return createHttpsServer(credentials(own), programOf(plan, profile, clock));
    case 'plain-http':
      return createHttpServer((_request, response) => response.end('hello'));
    case 'other-https':
      return createHttpsServer(credentials(other), (_request, response) =>
        response.setHeader('Server', 'printer').end('<html>hello</html>'),
      );
    case 'other-tls':
      return createTlsServer(credentials(other), (socket) => {
        socket.on('error', () => undefined);
        socket.end('220 hello\r\n');
      });
    case 'mute':
      // Time passes once it is connected: the handshake is what gets no answer.
      return createServer((socket) => {
        socket.once('data', () => {
          clock.advance(60_000);
        });
      });
    case 'nothing':
      return createServer();
  }
}

/** A Windows machine on which those servers run, by what its tools print. */
function windowsMachine(plan: AgentPlan, listening: readonly Listening[]): Machine {
  const open = listening.filter(({ occupant }) => occupant !== 'nothing');
  const { first, count, excludes, isReadable } = plan.dynamicPorts;
  const address = (occupant: Occupant): string => (occupant === 'program' ? plan.bind : '127.0.0.1');
  const outputs: Readonly<Record<string, () => string>> = {
    'netstat -ano -p TCP': () =>
      open
        .map(
          ({ occupant, port }, index) =>
            `  TCP    ${address(occupant)}:${port}    0.0.0.0:0    LISTENING    ${index + 100}`,
        )
        .join('\r\n'),
    'netstat -ano -p TCPv6': () => '',
    'tasklist /fo csv /nh': () =>
      open
        .map(
          ({ occupant }, index) =>
            `"${occupant === 'program' ? 't1c-api.exe' : 'other.exe'}","${index + 100}","Console","1","9,000 K"`,
        )
        .join('\r\n'),
    'netsh int ipv4 show dynamicport tcp': () =>
      `Protocol tcp Dynamic Port Range\r\n---------------------------------\r\nStart Port      : ${first}\r\nNumber of Ports : ${count}\r\n`,
    'netsh int ipv4 show excludedportrange protocol=tcp': () => {
      const port = listening[0]?.port ?? 0;
      return excludes === 'nothing' ? '' : `Start Port    End Port\r\n      ${port}       ${port}\r\n`;
    },
  };
  return {
    platform: 'win32',
    personal: ['ann-laptop', 'ann.personal'],
    readText: () => Promise.reject(new Error('no such file')),
    socketPrograms: () => Promise.resolve(new Map()),
    run: (program, args) => {
      const command = [program, ...args].join(' ');
      const isRefused =
        (program === 'netstat' && !plan.listenersReadable) || (program === 'netsh' && !isReadable);
      const output = isRefused ? undefined : outputs[command];
      return output === undefined
        ? Promise.reject(Object.assign(new Error(command), { code: 5 }))
        : Promise.resolve(output());
    },
  };
}
