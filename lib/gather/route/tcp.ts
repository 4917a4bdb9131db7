/** The first two stages: the host's addresses as an ordinary program gets them (getaddrinfo), and a TCP connection. */
import { lookup as systemLookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { StageError } from './failure.js';
import { timeLimit } from './time-limit.js';

/** Addresses of a name, in the order of preference. Rejects as `dns.lookup` does. */
export type Lookup = (host: string) => Promise<readonly string[]>;

/** Addresses that are tried, as many as answer before a user gives up. */
const maxAddresses = 4;

const viaSystem: Lookup = async (host) =>
  (await systemLookup(host, { all: true })).map(({ address }) => address);

/** The host without the brackets that a URL puts around an IPv6 address. */
export function bareHost(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

export function isAddress(host: string): boolean {
  return isIP(bareHost(host)) !== 0;
}

export async function addressesOf(
  host: string,
  lookup: Lookup | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  // getaddrinfo cannot be stopped: what it still says after the time is up is not waited for.
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
  const addresses = await Promise.race([(lookup ?? viaSystem)(host), aborted]);
  if (addresses.length === 0) throw new StageError('no-address', 'the name has no address');
  return addresses.slice(0, maxAddresses);
}

/** One attempt's share of the time: all of it for the last address. */
function shareMs(deadline: number, left: number): number {
  return Math.max(1, (deadline - performance.now()) / left);
}

export interface Connected {
  readonly socket: Socket;
  readonly address: string;
}

/**
 * Connects to the first address that answers, one after the other. `onAttempt` hears of each. Rejects with the last
 * one's error.
 */
export async function connectFirst(
  addresses: readonly string[],
  port: number,
  {
    deadline,
    signal,
    onAttempt,
  }: {
    readonly deadline: number;
    readonly signal: AbortSignal;
    readonly onAttempt: (address: string) => void;
  },
): Promise<Connected> {
  let failure: unknown;
  for (const [index, address] of addresses.entries()) {
    onAttempt(address);
    const share = timeLimit(Math.ceil(shareMs(deadline, addresses.length - index)), signal);
    const socket = connect({ host: address, port, noDelay: true });
    // Whatever comes after a stage has its answer (a late reset) is nobody's error.
    socket.on('error', () => undefined);
    try {
      await once(socket, 'connect', { signal: share.signal });
      return { socket, address };
    } catch (error) {
      socket.destroy();
      failure =
        share.signal.aborted && !signal.aborted
          ? new StageError('timeout', 'no answer: a firewall that drops packets looks like this')
          : error;
      if (signal.aborted) break;
    } finally {
      share.end();
    }
  }
  throw failure;
}
