/**
 * The operating system's own resolver, as every ordinary program uses it: `getaddrinfo`, in which the hosts file, mDNS,
 * nsswitch.conf, the Windows DNS client and per-interface resolvers have had their say.
 */
import { lookup } from 'node:dns/promises';
import type { SystemLookup } from '../../evidence/types.js';
import { limitsFrom, type GatherLimits } from '../limits.js';

/** All addresses of a name. Rejects as `dns.promises.lookup` does. */
export type LookUp = (name: string) => Promise<readonly string[]>;

/** No system gives more for a name that points at one device. */
const maxAddresses = 64;

interface LookUpOptions {
  readonly signal?: AbortSignal;
  readonly progress: (text: string) => void;
  readonly limits?: Partial<GatherLimits>;
}

export const systemLookUp: LookUp = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address);

export async function lookUpAll(
  names: readonly string[],
  lookUp: LookUp,
  { signal, progress, limits }: LookUpOptions,
): Promise<SystemLookup[]> {
  progress(`asking this system's own resolver for ${names.join(' and ')}`);
  const { systemResolverMs } = limitsFrom(limits);
  const found = await Promise.all(names.map((name) => lookUpOne(name, lookUp, systemResolverMs)));
  signal?.throwIfAborted();
  return found;
}

async function lookUpOne(name: string, lookUp: LookUp, timeoutMs: number): Promise<SystemLookup> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SystemLookup>((resolve) => {
    timer = setTimeout(() => {
      resolve({ name, error: { code: 'timeout', message: `no answer within ${timeoutMs} ms` } });
    }, timeoutMs);
  });
  try {
    return await Promise.race([answered(name, lookUp), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** EAI_NONAME and EAI_NODATA come as ENOTFOUND: an answer. EAI_AGAIN and others: there was none. */
async function answered(name: string, lookUp: LookUp): Promise<SystemLookup> {
  try {
    return { name, addresses: (await lookUp(name)).slice(0, maxAddresses) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const isAnswer = code === 'ENOTFOUND' || code === 'ENODATA';
    return {
      name,
      error: {
        code: isAnswer ? 'not-found' : code.toLowerCase().replaceAll('_', '-'),
        message: isAnswer ? 'it has no address' : `the look-up failed (${code})`,
      },
    };
  }
}
