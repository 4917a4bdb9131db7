/**
 * Which ports the system hands out to outgoing connections, and which of them it leaves out. A port in that range may
 * belong to any program by the time its own wants to listen there.
 */
import type { DynamicPorts, Reading } from '../../evidence/agent.js';
import { reasonOf } from './listeners.js';
import type { Machine } from './machine.js';

interface Source {
  readonly source: string;
  readonly read: (machine: Machine) => Promise<DynamicPorts | undefined>;
}

const netsh = ['int', 'ipv4', 'show'];

const sources: Readonly<Partial<Record<NodeJS.Platform, Source>>> = {
  linux: {
    source: '/proc/sys/net/ipv4/ip_local_port_range',
    read: async ({ readText }) =>
      parseLinux(
        await readText('/proc/sys/net/ipv4/ip_local_port_range'),
        await readText('/proc/sys/net/ipv4/ip_local_reserved_ports').catch(() => ''),
      ),
  },
  darwin: {
    source: 'sysctl net.inet.ip.portrange',
    read: async ({ run }) =>
      parseNumbers(
        await run('/usr/sbin/sysctl', ['-n', 'net.inet.ip.portrange.first', 'net.inet.ip.portrange.last']),
      ),
  },
  win32: {
    source: 'netsh int ipv4 show dynamicport, excludedportrange',
    read: async ({ run }) =>
      parseNetsh(
        ...(await Promise.all([
          run('netsh', [...netsh, 'dynamicport', 'tcp']),
          run('netsh', [...netsh, 'excludedportrange', 'protocol=tcp']),
        ])),
      ),
  },
};

const maxExcluded = 500;

/** Undefined where the platform's ranges are not known. */
export async function readDynamicPorts(machine: Machine): Promise<Reading<DynamicPorts> | undefined> {
  const found = sources[machine.platform];
  if (found === undefined) return undefined;
  const { source, read } = found;
  try {
    const value = await read(machine);
    if (value !== undefined)
      return { source, value: { ...value, excluded: value.excluded.slice(0, maxExcluded) } };
    return { source, error: { code: 'not-understood', message: `${source}: no port range in it` } };
  } catch (error) {
    return { source, error: { code: 'unreadable', message: `${source}: ${reasonOf(error)}` } };
  }
}

/** ip-sysctl: the range as two numbers; reserved ports as `8080,9148-9150`, open to a program that names one. */
export function parseLinux(range: string, reserved: string): DynamicPorts | undefined {
  const found = parseNumbers(range);
  const excluded = [...reserved.matchAll(/(\d+)(?:-(\d+))?/g)].map(([, first, last]) => ({
    first: Number(first),
    last: Number(last ?? first),
    reserved: true,
  }));
  return found && { ...found, excluded };
}

function parseNumbers(text: string): DynamicPorts | undefined {
  const [first, last] = [...text.matchAll(/\d+/g)].map(Number);
  return first === undefined || last === undefined ? undefined : { first, last, excluded: [] };
}

/**
 * `netsh` translates its words, so that numbers count: after a colon the first port and how many; in the table first and
 * last, and `*` where an administrator made the exclusion.
 */
export function parseNetsh(dynamic: string, excluded: string): DynamicPorts | undefined {
  const [first, count] = [...dynamic.matchAll(/:\s*(\d+)\s*$/gm)].map(([, number]) => Number(number));
  if (first === undefined || count === undefined || count === 0) return undefined;
  const ranges = [...excluded.matchAll(/^\s*(\d+)\s+(\d+)\s*(\*?)\s*$/gm)];
  return {
    first,
    last: first + count - 1,
    excluded: ranges.map(([, from, to, mark]) => ({
      first: Number(from),
      last: Number(to),
      reserved: mark === '*',
    })),
  };
}
