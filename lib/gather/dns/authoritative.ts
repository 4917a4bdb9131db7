/**
 * What the zone's own servers say, reached from the root down: all of them together as a resolver would use them, and each
 * address on its own. Limits: the walk may take `walkMs` in all, since many networks let no DNS out; what did not
 * come by then is recorded as a timeout.
 */
import {
  buildQuery,
  ExchangeError,
  formatName,
  iterate,
  parseName,
  recording,
  rrType,
  type IterationOptions,
  type IterativeExchange,
  type Name,
  type ServerOfZone,
} from '../../dns/index.js';
import type { AuthoritativeEvidence, CollectionError, ZoneServerEvidence } from '../../evidence/types.js';
import type { Profile } from '../../profile/types.js';
import { limitsFrom } from '../limits.js';
import type { DnsOptions } from './options.js';
import { askEverything, ignoringNoAnswer } from './questions.js';

/** A zone has up to thirteen servers with two addresses each; of what names more, these are asked. */
const maxServers = 26;

export async function gatherAuthoritative(
  profile: Profile,
  hints: IterationOptions,
  options: Pick<DnsOptions, 'anchors' | 'at' | 'signal' | 'progress' | 'limits'>,
): Promise<AuthoritativeEvidence> {
  options.progress(`asking the servers of the zone of ${profile.name}, from the root down`);
  const { walkMs } = limitsFrom(options.limits);
  const deadline = startDeadline(walkMs);
  const walker = iterate({ timeoutMs: walkMs, ...hints });
  const together = recording((query, given) => deadline.race(walker(query, given)));
  try {
    const [listed] = await Promise.all([
      listServers(walker, parseName(profile.name), deadline),
      askEverything(together, profile, options, 'servers'),
    ]);
    if ('error' in listed) return { records: together.records(), servers: [], error: listed.error };
    // Every name has a delegation from the root; where none came, somebody else answers on port 53.
    if (listed.zone.length === 1) {
      const message =
        'the root’s servers gave no delegation: something between here and them answers in their place';
      return { records: together.records(), servers: [], error: { code: 'not-delegated', message } };
    }
    const servers = await Promise.all(
      listed.servers
        .slice(0, maxServers)
        .map((server) => askServer(profile.name, listed.zone, server, walker, deadline)),
    );
    return { zone: formatName(listed.zone), records: together.records(), servers };
  } finally {
    deadline.end();
  }
}

type Listed =
  { readonly zone: Name; readonly servers: readonly ServerOfZone[] } | { readonly error: CollectionError };

async function listServers(walker: IterativeExchange, name: Name, { race }: Deadline): Promise<Listed> {
  try {
    const [zone, servers] = await race(Promise.all([walker.zoneOf(name), walker.serversOf(name)]));
    return { zone, servers };
  } catch (error) {
    if (error instanceof ExchangeError) return { error: { code: error.code, message: error.message } };
    throw error;
  }
}

/** What validating through this one server takes of it, and its serial; what lies above the zone, all share. */
async function askServer(
  name: string,
  zone: Name,
  { name: serverName, address }: ServerOfZone,
  walker: IterativeExchange,
  { race }: Deadline,
): Promise<ZoneServerEvidence> {
  const through = walker.through(zone, { name: serverName, address });
  const recorded = recording((query, given) => race(through(query, given)));
  const ask = (question: { name: string | Name; type: number }): Promise<void> =>
    ignoringNoAnswer(recorded(buildQuery(question, { checkingDisabled: true })));
  await Promise.all([
    ask({ name, type: rrType.A }),
    ask({ name, type: rrType.AAAA }),
    ask({ name: zone, type: rrType.DNSKEY }),
    ask({ name: zone, type: rrType.SOA }),
  ]);
  return { name: serverName, address, records: recorded.records() };
}

interface Deadline {
  /** Rejects with an `ExchangeError` `timeout` once the time is over. */
  readonly race: <T>(work: Promise<T>) => Promise<T>;
  readonly end: () => void;
}

function startDeadline(timeoutMs: number): Deadline {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new ExchangeError('timeout', 'walk', `the walk from the root took longer than ${timeoutMs} ms`));
    }, timeoutMs);
  });
  // Nobody may be waiting any more when the time is over.
  over.catch(() => undefined);
  return {
    race: (work) => Promise.race([work, over]),
    end: () => {
      clearTimeout(timer);
    },
  };
}
