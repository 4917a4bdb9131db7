/**
 * What the lab can break of DNS on purpose, in one table. A fault either changes the plan before the zones are built
 * (the zone's operator did it) or the response on its way (a resolver or something between did it).
 */
import { ParseError } from '../../errors.js';
import { rcode, rrType } from '../../dns/codes.js';
import type { RRset } from '../../dns/rrset.js';
import { addressReply, empty, records, signing, type DnsFault } from './dns-fault.js';
import { comparedFaults } from './dns-compared.js';
import { resolverFaults } from './dns-resolver.js';

const isLoopback = (rrset: RRset): boolean =>
  rrset.type === rrType.A && rrset.rdata.some((address) => address[0] === 127);

export const faults: readonly DnsFault[] = [
  {
    id: 'expired-signature',
    description: 'the zone was not signed again in time: its signatures ended two days ago',
    plan: signing({ fromDays: -30, untilDays: -2 }),
  },
  {
    id: 'not-yet-valid',
    description: 'the zone was signed by a clock that runs ahead: its signatures start in three days',
    plan: signing({ fromDays: 3, untilDays: 30 }),
  },
  {
    id: 'wrong-ds',
    description: 'the parent holds a DS whose digest fits none of the zone’s keys',
    plan: signing({ ds: 'wrong' }),
  },
  {
    id: 'missing-dnskey',
    description: 'the key that the DS names is not in the zone: it was removed before the DS',
    plan: signing({ publishesKsk: false }),
  },
  {
    id: 'unsigned-delegation',
    description: 'the zone is not signed and its parent has no DS for it',
    plan: (zone) => ({ ...zone, signing: undefined }),
  },
  {
    id: 'no-ds',
    description: 'the zone is signed, and its parent was never given its DS',
    plan: signing({ ds: 'none' }),
  },
  {
    id: 'bad-nsec',
    description: 'the proof that a name has no such record claims that it has one',
    plan: signing({ alsoClaimedTypes: [rrType.A, rrType.AAAA, rrType.TXT, rrType.CAA, rrType.HTTPS] }),
  },
  {
    id: 'extra-address',
    description: 'the name has a second address, which is not on the device',
    plan: records((line) =>
      line.endsWith(' A 127.0.0.1') ? [line, line.replace('127.0.0.1', '192.0.2.66')] : [line],
    ),
  },
  {
    id: 'wrong-address',
    description: 'the zone’s operator points the name at an address that is not on the device',
    plan: records((line) => [line.replace(' A 127.0.0.1', ' A 192.0.2.66')]),
  },
  {
    id: 'other-loopback',
    description:
      'the zone’s operator points the name at 127.0.0.2: on the device, and not where the program listens',
    plan: records((line) => [line.replace(' A 127.0.0.1', ' A 127.0.0.2')]),
  },
  {
    id: 'flipped-byte',
    description: 'one bit of the signature over the address is wrong',
    respond: (reply, _question, target) =>
      target ? { ...reply, authenticData: false, answer: reply.answer.map(withBrokenSignature) } : reply,
  },
  {
    id: 'rebinding-filter',
    description: 'the resolver removes addresses in 127.0.0.0/8 (protection against DNS rebinding)',
    respond: (reply) =>
      reply.answer.some(isLoopback)
        ? { ...reply, authenticData: false, answer: reply.answer.filter((rrset) => !isLoopback(rrset)) }
        : reply,
  },
  {
    id: 'nxdomain',
    description: 'the resolver claims that the name does not exist',
    respond: addressReply(() => empty(rcode.NXDOMAIN)),
  },
  {
    id: 'nodata',
    description: 'the resolver claims that the name has no address',
    respond: addressReply(() => empty(rcode.NOERROR)),
  },
  {
    id: 'servfail',
    description: 'the resolver fails to resolve the name',
    respond: addressReply(() => empty(rcode.SERVFAIL)),
  },
  {
    id: 'blocklist-address',
    description: 'the resolver answers 0.0.0.0, as a block list has it do',
    respond: addressReply((reply) => ({
      ...reply,
      authenticData: false,
      answer: reply.answer.map(sinkholed),
    })),
  },
  { id: 'refused', description: 'the resolver refuses every question', respond: () => empty(rcode.REFUSED) },
  { id: 'timeout', description: 'the resolver does not answer at all', respond: () => undefined },
  {
    id: 'truncated-always',
    description:
      'the resolver truncates every response over UDP; over TCP it answers, so nothing is to be found',
    respond: (reply) => ({ ...reply, truncated: true }),
  },
  ...resolverFaults,
  ...comparedFaults,
];

/** The fault of that id. Throws `ParseError` `unknown-fault`, naming those there are. */
export function faultById(id: string): DnsFault {
  const fault = faults.find((each) => each.id === id);
  if (fault !== undefined) return fault;
  const known = faults.map((each) => each.id).join(', ');
  throw new ParseError('unknown-fault', `"${id}" is not a fault the lab knows; it knows ${known}`);
}

function withBrokenSignature(rrset: RRset): RRset {
  if (rrset.type !== rrType.A && rrset.type !== rrType.CNAME) return rrset;
  const signatures = rrset.signatures.map((signature) => {
    const broken = new Uint8Array(signature);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    return broken;
  });
  return { ...rrset, signatures };
}

function sinkholed(rrset: RRset): RRset {
  if (rrset.type !== rrType.A) return rrset;
  return { ...rrset, rdata: [new Uint8Array(4)], signatures: [] };
}
