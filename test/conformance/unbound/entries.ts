/** Which entry of a scenario answers a query, and with what. */
import { rcode } from '../../../lib/dns/codes.js';
import type { ResourceRecord } from '../../../lib/dns/message.js';
import { equalNames, isSubdomain, type Name } from '../../../lib/dns/name.js';
import type { Entry, Range, Scenario } from './scenario.js';

export interface Reply {
  readonly rcode: number;
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly authoritative: boolean;
}

const rcodes: ReadonlyMap<string, number> = new Map(Object.entries(rcode));

/** `STEP n REPLY` answers a query that no range answered, whichever server it went to. */
export function repliesOfSteps({ steps }: Scenario): Range {
  const entries = steps.flatMap(({ action, entry }) =>
    action === 'REPLY' && entry !== undefined ? [{ ...entry, match: new Set(['qname', 'qtype']) }] : [],
  );
  return { from: 0, to: Number.POSITIVE_INFINITY, addresses: [], entries };
}

export function matches(entry: Entry, name: Name, type: number, transport: 'UDP' | 'TCP'): boolean {
  const { match, question } = entry;
  if (match.has(transport === 'UDP' ? 'TCP' : 'UDP') || match.has('noedns') || match.has('notEDNS'))
    return false;
  if (question === undefined) return true;
  if (match.has('all') || match.has('question'))
    return type === question.type && equalNames(name, question.name);
  if (match.has('qtype') && type !== question.type) return false;
  if (match.has('qname') && !equalNames(name, question.name)) return false;
  return !match.has('subdomain') || isSubdomain(name, question.name);
}

export function replyOf(entry: Entry): Reply {
  const code = [...entry.reply].map((word) => rcodes.get(word)).find((number) => number !== undefined);
  const { answer, authority, additional } = entry;
  return { rcode: code ?? 0, answer, authority, additional, authoritative: entry.reply.has('AA') };
}
