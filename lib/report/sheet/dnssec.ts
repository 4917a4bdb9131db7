/** A validation as rows: the answer, each reason, each warning. */
import type { Status } from '../../audits/finding.js';
import type { Validation } from '../../dnssec/index.js';
import type { DnssecDocument, RuleInfo } from '../formats/document.js';
import { causeOfRow, type Row, type Sheet } from './sheet.js';

const rules: readonly RuleInfo[] = [
  {
    id: 'dnssec/chain',
    title: 'The chain of trust holds from the anchor to the answer',
    why: 'Where no chain of signatures leads to the address, anybody on the way can answer in the zone’s place.',
    references: ['https://www.rfc-editor.org/rfc/rfc4035#section-5'],
  },
  {
    id: 'dnssec/warning',
    title: 'Nothing of the chain will break soon, or is weaker than it should be',
    why: 'A chain that holds today fails everywhere at once when a signature ends or a key goes.',
    references: ['https://www.rfc-editor.org/rfc/rfc6781'],
  },
  {
    id: 'dnssec/walk',
    title: 'The zone’s own servers say what the resolver says',
    why: 'Where they differ, either the resolver or one of the servers is at fault, and the next one asked may be another.',
    references: ['https://www.rfc-editor.org/rfc/rfc4035#section-4.3'],
  },
];

const statusOf: Readonly<Record<Validation['status'], Status>> = {
  secure: 'pass',
  insecure: 'fail',
  bogus: 'fail',
  indeterminate: 'error',
};

const states = { secure: 'passed', insecure: 'failed', bogus: 'failed', indeterminate: 'open' } as const;

export function dnssecSheet({ validation, walk, resolvers }: DnssecDocument): Sheet {
  const { name, type, status, rcode, reasons, warnings, at } = validation;
  const subject = `${name} ${type}`;
  const base = { subject, locations: [], because: false } as const;
  const chain: Row = {
    ...base,
    key: `dnssec/chain:${status}@${subject}`,
    id: `dnssec/chain:${status}`,
    rule: 'dnssec/chain',
    title: 'The chain of trust holds from the anchor to the answer',
    status: statusOf[status],
    message: `${subject}: ${status} (${rcode}), asked of ${resolvers.join(', ')}.`,
    details: reasons.map(({ message }) => message),
    ...(reasons[0] === undefined ? {} : { advice: reasons[0].fix }),
    references: reasons.map(({ reference }) => reference),
    identity: [`dnssec/chain:${status}`, subject, ...reasons.map(({ code, zone = '' }) => `${zone} ${code}`)],
  };
  const warned = warnings.map(({ code, zone, message, fix, reference }, index): Row => ({
    ...base,
    key: `dnssec/warning:${code}@${zone}#${index}`,
    id: `dnssec/warning:${code}`,
    rule: 'dnssec/warning',
    title: 'Nothing of the chain will break soon, or is weaker than it should be',
    status: 'warn',
    message: `${zone}: ${message}`,
    details: [],
    advice: fix,
    references: [reference],
    identity: [`dnssec/warning:${code}`, zone],
  }));
  const rows = [chain, ...warned, ...walkRows(walk, base)];
  const used = new Set(rows.map(({ rule }) => rule));
  return {
    kind: 'dnssec',
    name,
    at,
    state: states[status],
    headline: `${subject}: ${status} (${rcode})`,
    line: reasons[0]?.message ?? '',
    rows,
    causes: rows.flatMap((row) => causeOfRow(row, 'operator of the zone', `staylocal dnssec ${name}`)),
    rules: rules.filter(({ id }) => used.has(id)),
  };
}

const conclusionStatus: Readonly<Record<NonNullable<DnssecDocument['walk']>['conclusion'], Status>> = {
  agree: 'pass',
  'resolver-at-fault': 'fail',
  'zone-broken': 'fail',
  'servers-unreachable': 'error',
  'servers-differ': 'fail',
};

function walkRows(walk: DnssecDocument['walk'], base: Pick<Row, 'subject' | 'locations' | 'because'>): Row[] {
  if (walk === undefined) return [];
  const { conclusion, servers } = walk;
  return [
    {
      ...base,
      key: `dnssec/walk:${conclusion}`,
      id: `dnssec/walk:${conclusion}`,
      rule: 'dnssec/walk',
      title: 'The zone’s own servers say what the resolver says',
      status: conclusionStatus[conclusion],
      message: `${base.subject ?? ''}: ${conclusion.replaceAll('-', ' ')}.`,
      details: servers.map(
        ({ zone, server, validation }) => `${zone} ${server.name} ${server.address}: ${validation.status}`,
      ),
      references: [],
      identity: [`dnssec/walk:${conclusion}`, base.subject ?? ''],
    },
  ];
}
