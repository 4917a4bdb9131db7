/**
 * Resolvers, and what stands on the way to them, that do not hand on what DNSSEC takes: old home routers, forwarders,
 * captive portals, firewalls. What they say of a zone is no word of the zone's.
 */
import { extendedError, rcode, rrType } from '../../dns/codes.js';
import { empty, signing, type DnsFault, type Reply } from './dns-fault.js';

const chainTypes: ReadonlySet<number> = new Set([rrType.NSEC, rrType.NSEC3]);

/** The reply without anything that DNSSEC added to it. */
export const stripped = (reply: Reply): Reply => ({
  ...reply,
  authenticData: false,
  answer: reply.answer.map((rrset) => ({ ...rrset, signatures: [] })),
  authority: reply.authority
    .filter((rrset) => !chainTypes.has(rrset.type))
    .map((rrset) => ({ ...rrset, signatures: [] })),
});

/** What a server answers in place of the real thing, to one type of question. */
const toType =
  (wanted: number, replace: () => Reply | undefined): NonNullable<DnsFault['respond']> =>
  (reply, { type }) =>
    type === wanted ? replace() : reply;

const toEdns =
  (replace: () => Reply | undefined): NonNullable<DnsFault['respond']> =>
  (reply, _question, _target, { edns }) =>
    edns ? replace() : reply;

export const resolverFaults: readonly DnsFault[] = [
  {
    id: 'stripped-signatures',
    description: 'a resolver or firewall removes DNSSEC records from every response',
    respond: stripped,
  },
  {
    id: 'no-edns',
    description: 'the resolver knows no EDNS: it overlooks it, and answers as in 1987',
    respond: (reply) => ({ ...reply, authenticData: false, plain: true }),
  },
  {
    id: 'edns-formerr',
    description: 'the resolver answers every question with EDNS with FORMERR',
    respond: toEdns(() => ({ ...empty(rcode.FORMERR), plain: true })),
  },
  {
    id: 'edns-dropped',
    description: 'a firewall drops every question with EDNS',
    respond: toEdns(() => undefined),
  },
  {
    id: 'ad-without-signatures',
    description:
      'the resolver sets AD on every answer, and hands on no signature by which that could be checked',
    respond: (reply) => ({ ...stripped(reply), authenticData: true }),
  },
  {
    id: 'ignores-cd',
    description:
      'the zone’s signatures have ended, and the resolver fails for it though asked not to check (CD)',
    plan: signing({ fromDays: -30, untilDays: -2 }),
    respond: (reply, { type }, target) => ({
      ...(target && type !== rrType.DS && reply.authenticData !== true
        ? {
            ...empty(rcode.SERVFAIL),
            extendedErrors: [{ code: extendedError.SIGNATURE_EXPIRED, text: '' }],
          }
        : reply),
      checkingDisabled: false,
    }),
  },
  {
    id: 'hides-bogus',
    description: 'as ignores-cd, and the resolver repeats CD and says nothing more, as Unbound does it',
    plan: signing({ fromDays: -30, untilDays: -2 }),
    respond: (reply, { type }, target) =>
      target && type !== rrType.DS && type !== rrType.RRSIG && reply.authenticData !== true
        ? empty(rcode.SERVFAIL)
        : reply,
  },
  {
    id: 'drops-dnskey',
    description: 'a firewall drops every question for DNSKEY, whose answers are long',
    respond: toType(rrType.DNSKEY, () => undefined),
  },
  {
    id: 'empty-dnskey',
    description: 'the resolver gives an empty answer to every question for DNSKEY',
    respond: toType(rrType.DNSKEY, () => empty(rcode.NOERROR)),
  },
  {
    id: 'denies-ds',
    description: 'the resolver answers every question for DS with NXDOMAIN',
    respond: toType(rrType.DS, () => empty(rcode.NXDOMAIN)),
  },
  {
    id: 'drops-ds',
    description:
      'the resolver takes DS records out of its answers, and leaves the proofs of other answers in',
    respond: (reply) => ({
      ...reply,
      authenticData: false,
      answer: reply.answer.filter(({ type }) => type !== rrType.DS),
    }),
  },
  {
    id: 'tcp-closed',
    description: 'the resolver cuts long answers short, and its port is closed over TCP',
    closesTcp: true,
    respond: (reply, { type }, _target, { transport }) =>
      transport === 'tcp' ? undefined : { ...reply, truncated: type === rrType.DNSKEY },
  },
];
