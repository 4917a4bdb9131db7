/** The questions that every place is asked about a name, so that what came back can be compared. */
import { isIP } from 'node:net';
import {
  buildQuery,
  ExchangeError,
  nameKey,
  parentName,
  parseName,
  rrType,
  type Exchange,
  type Name,
} from '../../dns/index.js';
import { parseAnchors, validate, type ValidateOptions } from '../../dnssec/index.js';
import type { Profile } from '../../profile/types.js';
import type { DnsOptions } from './options.js';

const addressTypes = ['A', 'AAAA'] as const;

/** All that is asked of one place, twice over where it differs: as an ordinary program does, and as a validator does. */
export async function askEverything(
  exchange: Exchange,
  { name, distributionServices }: Pick<Profile, 'name' | 'distributionServices'>,
  { anchors, at, signal }: Pick<DnsOptions, 'anchors' | 'at' | 'signal'>,
  source: NonNullable<ValidateOptions['source']> = 'resolver',
): Promise<void> {
  const common = signal === undefined ? {} : { signal };
  const ask = (question: { name: string | Name; type: number }, plain = false): Promise<void> =>
    ignoringNoAnswer(exchange(buildQuery(question, plain ? { udpPayloadSize: undefined } : {}), common));
  await Promise.all([
    ...addressTypes.flatMap((type) => [
      ask({ name, type: rrType[type] }, true),
      ask({ name, type: rrType[type] }),
    ]),
    // The root is signed and every resolver can reach it: whether this one resolves, validates and keeps signatures.
    ask({ name: '.', type: rrType.SOA }),
    ...placesOfCaa([name, ...distributionServices.map(({ url }) => new URL(url).hostname)]).map((ancestor) =>
      ask({ name: ancestor, type: rrType.CAA }),
    ),
    ...addressTypes.map((type) =>
      validate(
        { name, type },
        {
          exchange,
          source,
          at,
          inspect: type === 'A',
          ...common,
          ...(anchors === undefined ? {} : { anchors: parseAnchors(anchors, at) }),
        },
      ),
    ),
  ]);
}

/** The names and those above them down from the top-level domain: where CAA records may stand (RFC 8659 §3). */
function placesOfCaa(hosts: readonly string[]): Name[] {
  const found = new Map<string, Name>();
  for (const host of hosts.filter((text) => isIP(text) === 0 && !text.startsWith('['))) {
    let each: Name | undefined = parseName(host);
    for (; each !== undefined && each.length > 1; each = parentName(each)) found.set(nameKey(each), each);
  }
  return [...found.values()];
}

/** That no answer came is recorded; it is evidence and no error of the gathering. */
export async function ignoringNoAnswer(response: Promise<Uint8Array>): Promise<void> {
  try {
    await response;
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
  }
}
