/** Which sockets listen on the profile's ports, as the operating system lists them; no other port is kept. */
import { endianness } from 'node:os';
import type { ListeningSocket, Reading } from '../../evidence/agent.js';
import {
  parseLsof,
  parseMacNetstat,
  parseProcNetTcp,
  parseTasklist,
  parseWindowsNetstat,
  type ListeningLine,
} from './listener-formats.js';
import type { Machine } from './machine.js';

interface Listing {
  readonly source: string;
  readonly read: (machine: Machine) => Promise<readonly ListeningLine[]>;
  /** Names of the owners of these lines; only a comfort, so that failing gives none. */
  readonly programOf: (machine: Machine) => Promise<(line: ListeningLine) => string | undefined>;
}

const listings: Readonly<Partial<Record<NodeJS.Platform, Listing>>> = {
  linux: {
    source: '/proc/net/tcp, /proc/net/tcp6',
    read: async ({ readText }) => {
      // A kernel without IPv6 has no tcp6.
      const texts = await Promise.all([
        readText('/proc/net/tcp'),
        readText('/proc/net/tcp6').catch(() => ''),
      ]);
      return texts.flatMap((text) => parseProcNetTcp(text, endianness() === 'LE'));
    },
    programOf: async ({ socketPrograms }) => {
      const programs = await socketPrograms();
      return ({ owner }) => programs.get(owner ?? '');
    },
  },
  darwin: {
    source: 'netstat -an -p tcp',
    read: async ({ run }) => parseMacNetstat(await run('/usr/sbin/netstat', ['-an', '-p', 'tcp'])),
    programOf: async ({ run }) => {
      const programs = parseLsof(await run('/usr/sbin/lsof', ['-nP', '-iTCP', '-sTCP:LISTEN', '-Fcn']));
      return ({ port }) => programs.get(port);
    },
  },
  win32: {
    source: 'netstat -ano',
    read: async ({ run }) => {
      const texts = await Promise.all(
        ['TCP', 'TCPv6'].map((protocol) => run('netstat', ['-ano', '-p', protocol])),
      );
      return texts.flatMap(parseWindowsNetstat);
    },
    programOf: async ({ run }) => {
      const programs = parseTasklist(await run('tasklist', ['/fo', 'csv', '/nh']));
      return ({ owner }) => programs.get(owner ?? '');
    },
  },
};

const maxListeners = 200;

export async function readListeners(
  machine: Machine,
  ports: readonly number[],
): Promise<Reading<readonly ListeningSocket[]>> {
  const listing = listings[machine.platform];
  if (listing === undefined) {
    const message = `how ${machine.platform} lists its listening sockets is not known`;
    return { source: machine.platform, error: { code: 'unknown-platform', message } };
  }
  const { source, read, programOf } = listing;
  const nobody = (): undefined => undefined;
  try {
    const [lines, nameOf] = await Promise.all([read(machine), programOf(machine).catch(() => nobody)]);
    const value = lines
      .filter(({ port }) => ports.includes(port))
      .slice(0, maxListeners)
      .map((line) => {
        const program = nameOf(line);
        return {
          address: line.address,
          port: line.port,
          ...(program === undefined ? {} : { program: program.slice(0, 100) }),
        };
      });
    return { source, value };
  } catch (error) {
    return { source, error: { code: 'unreadable', message: `${source}: ${reasonOf(error)}` } };
  }
}

/** A command's own message may hold paths of the user; its code says enough. */
export function reasonOf(error: unknown): string {
  const { code, killed } = error as { readonly code?: string | number; readonly killed?: boolean };
  if (killed === true) return 'it did not end in time';
  return code === undefined ? 'it could not be read' : `it failed with ${code}`;
}
