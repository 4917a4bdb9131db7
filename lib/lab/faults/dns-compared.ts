/**
 * Faults of resolvers and zones that only a comparison finds: filters that take one answer away, blocklists, outages, and
 * records that hold today and will not tomorrow.
 */
import { extendedError, rcode, rrType } from '../../dns/codes.js';
import { labelCount, parseName } from '../../dns/name.js';
import { parseRdata } from '../../dns/rdata-parse.js';
import type { RRset } from '../../dns/rrset.js';
import { addressReply, empty, records, signing, type DnsFault, type Reply } from './dns-fault.js';

/** As `addressReply`, for the A record alone: what a filter does that looks at addresses. */
const aReply =
  (replace: (reply: Reply) => Reply | undefined): NonNullable<DnsFault['respond']> =>
  (reply, { type }, target) =>
    target && type === rrType.A ? replace(reply) : reply;

/** As `addressReply`, for every type at a host's own name: what a filter does that knows names. */
const nameReply =
  (replace: (reply: Reply) => Reply): NonNullable<DnsFault['respond']> =>
  (reply, { name, type }, target) =>
    target && labelCount(name) > 2 && type !== rrType.DS && type !== rrType.DNSKEY ? replace(reply) : reply;

/** The answer with other addresses, unsigned, as a server gives it that has no key of the zone. */
const redirectedTo =
  (address: string): ((reply: Reply) => Reply) =>
  (reply) => ({
    ...reply,
    authenticData: false,
    answer: reply.answer.map((rrset) =>
      rrset.type === rrType.A ? { ...rrset, rdata: [parseRdata(rrType.A, address)], signatures: [] } : rrset,
    ),
  });

const policyZone = 'rpz.corp.example.';
const policySoa: RRset = {
  name: parseName(policyZone),
  type: rrType.SOA,
  class: 1,
  ttlSeconds: 60,
  rdata: [parseRdata(rrType.SOA, `ns.${policyZone} hostmaster.${policyZone} 1 3600 600 86400 60`)],
  signatures: [],
};

const withTtl = (seconds: number): NonNullable<DnsFault['plan']> =>
  records((line) => [line.replace(/ 300 A 127\.0\.0\.1$/, ` ${seconds} A 127.0.0.1`)]);

export const comparedFaults: readonly DnsFault[] = [
  {
    id: 'rebinding-nxdomain',
    description: 'the resolver’s rebinding protection says NXDOMAIN where an answer holds a loopback address',
    respond: aReply(() => empty(rcode.NXDOMAIN)),
  },
  {
    id: 'rebinding-refused',
    description:
      'the resolver’s rebinding protection refuses an answer with a loopback address, as Knot does',
    respond: aReply(() => empty(rcode.REFUSED)),
  },
  {
    id: 'rebinding-servfail',
    description: 'the resolver’s rebinding protection fails an answer with a loopback address, as BIND does',
    respond: aReply(() => empty(rcode.SERVFAIL)),
  },
  {
    id: 'rebinding-ede',
    description: 'the resolver’s rebinding protection strips the answer and says Blocked, as dnsmasq does',
    respond: aReply(() => ({
      ...empty(rcode.NOERROR),
      extendedErrors: [{ code: extendedError.BLOCKED, text: '' }],
    })),
  },
  {
    id: 'blocklist-ede',
    description: 'a blocklist denies the name, and says so in an Extended DNS Error',
    respond: nameReply(() => ({
      ...empty(rcode.NXDOMAIN),
      extendedErrors: [{ code: extendedError.BLOCKED, text: 'category: proxies' }],
    })),
  },
  {
    id: 'sinkhole',
    description: 'a filter answers with the address of its own block page',
    respond: aReply(redirectedTo('146.112.61.106')),
  },
  {
    id: 'response-policy-zone',
    description: 'a response policy zone answers that there is no address',
    respond: addressReply(() => ({ ...empty(rcode.NOERROR), authority: [policySoa] })),
  },
  {
    id: 'redirected',
    description: 'the resolver has a zone of its own for the name, with an address of the company network',
    respond: aReply(redirectedTo('10.20.30.40')),
  },
  {
    id: 'outage',
    description: 'the resolver reaches nobody and fails at every question',
    respond: () => empty(rcode.SERVFAIL),
  },
  {
    id: 'denies-everything',
    description: 'the resolver has no way to the Internet and says of every name that it does not exist',
    respond: () => empty(rcode.NXDOMAIN),
  },
  {
    id: 'drops-name',
    description: 'a firewall drops every answer about the name on its way',
    respond: addressReply(() => undefined),
  },
  {
    id: 'no-validation',
    description: 'the resolver does not validate: it never sets AD',
    respond: (reply) => ({ ...reply, authenticData: false }),
  },
  {
    id: 'vouches-for-bogus',
    description: 'the resolver sets AD for an address that it made up itself',
    respond: aReply((reply) => ({ ...redirectedTo('192.0.2.66')(reply), authenticData: true })),
  },
  {
    id: 'short-ttl',
    description: 'the address may be kept for five seconds only',
    plan: withTtl(5),
  },
  {
    id: 'long-ttl',
    description: 'the address may be kept for eight days',
    plan: withTtl(691_200),
  },
  {
    id: 'alias-elsewhere',
    description: 'the name is an alias into a zone that somebody else runs and nobody signed',
    plan: records((line) => [
      line.replace(
        /^((?:t1c\.t1t\.io|connector\.partner\.example)\.) 300 A 127\.0\.0\.1$/,
        '$1 300 CNAME connector.unsigned.example.',
      ),
    ]),
  },
  {
    id: 'caa-forbids',
    description: 'the zone’s CAA records forbid every certificate authority',
    plan: (zone) => ({ ...zone, records: [...zone.records, `${zone.apex} 300 CAA 0 issue ";"`] }),
  },
  {
    id: 'caa-other-authority',
    description: 'the zone’s CAA records name a certificate authority that is not the one in use',
    plan: (zone) => ({
      ...zone,
      records: [...zone.records, `${zone.apex} 300 CAA 0 issue "digicert.com; policy=ev"`],
    }),
  },
  {
    id: 'signatures-end-soon',
    description: 'the zone’s signer stopped: its signatures end in two days',
    plan: signing({ untilDays: 2 }),
  },
  {
    id: 'cds-differs',
    description:
      'a key change stopped half way: the zone asks for a DS (CDS) that its parent never took over',
    plan: signing({ cds: 'another-key' }),
  },
  {
    id: 'nsec3-iterations',
    description: 'the zone is signed with NSEC3 and 50 iterations',
    plan: signing({ denial: { kind: 'nsec3', optOut: false, iterations: 50, saltHex: '' } }),
  },
];
