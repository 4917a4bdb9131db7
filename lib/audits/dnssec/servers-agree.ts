/**
 * Whether every server of the zone says the same: one that was forgotten in a change answers a part of the users wrongly,
 * at random. Each server's records are validated with what lies above the zone, which all share.
 */
import { readMessage, rrType, type RecordedExchange } from '../../dns/index.js';
import type { Validation } from '../../dnssec/index.js';
import { ParseError } from '../../errors.js';
import type { AuthoritativeEvidence, DnsEvidence, ZoneServerEvidence } from '../../evidence/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { validationOf } from '../dns/shared/answers.js';

type MessageId = 'agree' | 'differs' | 'silent' | 'unreachable' | 'not-asked';

export const serversAgree: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dnssec/servers-agree',
  title: 'The zone’s servers agree',
  why: 'Resolvers pick one of a zone’s servers at will. Where one of them has an old zone, or signatures of yesterday, the name fails for some users some of the time, and no test from one place finds it.',
  requires: ['dns'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc1034#section-4.3.5',
    'https://www.rfc-editor.org/rfc/rfc2182',
  ],
  limits: [
    'Each address of a server is asked once: of many machines behind one anycast address one is seen.',
  ],
  messages: {
    agree: { status: 'pass', text: 'All {count} servers of {zone} that answered say the same of {name}.' },
    differs: {
      status: 'fail',
      text: 'says of {name} {type}: {says}; the others say: {others}.',
      fix: {
        advice: 'Have this server transfer the zone anew, and check why it did not (its serial is {serial})',
      },
    },
    silent: {
      status: 'warn',
      text: 'gives no answer about {name}: {reason}.',
      fix: {
        advice: 'Bring this server of {zone} back, or take it out of the zone’s NS records and its parent’s',
      },
    },
    unreachable: {
      // Many networks let nobody but their own resolver ask: no fault of the machine's, and no answer either.
      status: 'not-collected',
      text: 'The zone’s own servers could not be asked: {reason}. Most networks let only their resolver ask port 53: look from another one.',
    },
    'not-asked': { status: 'not-collected', text: 'The zone’s own servers were not asked.' },
  },
  async run({ dns }, { profile, at }) {
    const { authoritative } = dns;
    if (authoritative === undefined) return [{ message: 'not-asked' }];
    const { servers, zone = '', error } = authoritative;
    const silent = servers.filter(({ records }) => records.every(({ response }) => response === undefined));
    if (error !== undefined || silent.length === servers.length) {
      const failure = authoritative.records.find((record) => record.failure)?.failure;
      const reason = (error ?? failure)?.message ?? 'none of them answered';
      return [{ message: 'unreachable', data: { reason } }];
    }
    const { name } = profile;
    const answering = servers.filter((server) => !silent.includes(server));
    const outcomes = silent
      .filter((server) => isItsFault(server, answering))
      .map((server): Outcome<MessageId> => {
        const reason = server.records[0]?.failure?.message ?? 'no reason is given';
        return { message: 'silent', subject: labelOf(server), data: { name, zone, reason } };
      });
    for (const type of ['A', 'AAAA'] as const)
      outcomes.push(...(await compare(dns, authoritative, answering, name, type, at)));
    if (outcomes.length > 0) return outcomes;
    return [{ message: 'agree', data: { count: answering.length, zone, name } }];
  },
});

/** Where no server answers over IPv6, it is this machine that has none. */
function isItsFault({ address }: ZoneServerEvidence, answering: readonly ZoneServerEvidence[]): boolean {
  return !address.includes(':') || answering.some((other) => other.address.includes(':'));
}

async function compare(
  dns: DnsEvidence,
  shared: AuthoritativeEvidence,
  servers: readonly ZoneServerEvidence[],
  name: string,
  type: 'A' | 'AAAA',
  at: Date,
): Promise<Outcome<MessageId>[]> {
  const all = await Promise.all(
    servers.map(async (server) => {
      const records = [...shared.records, ...server.records];
      const validation = await validationOf(dns, { records, source: 'servers' }, name, type, at);
      return { server, hasAnswer: validation.rcode !== 'NO-RESPONSE', says: summary(validation) };
    }),
  );
  const said = all.filter(({ hasAnswer }) => hasAnswer);
  const most = mostCommon(said.map(({ says }) => says));
  return said
    .filter(({ says }) => says !== most)
    .map(({ server, says }) => ({
      message: 'differs',
      subject: labelOf(server),
      data: { name, type, says, others: most, serial: serialOf(server.records) },
    }));
}

/** What two servers have to share to say the same: verdict, RCODE and data, in any order. */
function summary({ status, rcode, answer, reasons }: Validation): string {
  const data = answer.map((rrset) => `${rrset.type} ${[...rrset.data].sort().join(', ')}`);
  const why = status === 'secure' || status === 'insecure' ? '' : ` (${reasons[0]?.code ?? 'no reason'})`;
  return `${data.length === 0 ? rcode : data.join(', ')}, ${status}${why}`;
}

/** The one that most say; of two that as many say, a secure one. */
function mostCommon(texts: readonly string[]): string {
  const weight = (text: string): number =>
    texts.filter((each) => each === text).length * 2 + (text.endsWith(', secure') ? 1 : 0);
  return [...texts].sort((a, b) => weight(b) - weight(a))[0] ?? '';
}

function labelOf({ name, address }: ZoneServerEvidence): string {
  return `${name} (${address})`;
}

/** The serial of the zone as this server has it. */
function serialOf(records: readonly RecordedExchange[]): string {
  for (const { question, response } of records) {
    if (response === undefined || !question.includes(` TYPE${rrType.SOA} `)) continue;
    try {
      const soa = readMessage(Buffer.from(response, 'base64')).answer.find(({ type }) => type === rrType.SOA);
      // RFC 1035 §3.3.13: the serial is the first of the five numbers at the end.
      if (soa !== undefined) return String(Buffer.from(soa.rdata).readUInt32BE(soa.rdata.length - 20));
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
    }
  }
  return 'not known';
}
