/** A fleet as rows: a cause a row, with the number of machines that it is on. */
import type { FleetDocument } from '../../fleet/types.js';
import { count, distinctionWords, headline, planSentence } from '../fleet/words.js';
import type { RuleInfo } from '../formats/document.js';
import { causeOfRow, type Row, type Sheet } from './sheet.js';

const rule: RuleInfo = {
  id: 'fleet/cause',
  title: 'The name stays local on every machine',
  why: 'One change often puts many machines right; which one, only all of them together show.',
  references: [],
};

const unread: RuleInfo = {
  id: 'fleet/skipped',
  title: 'Everything that was named could be read',
  why: 'A machine whose evidence cannot be read is not in order: nobody knows.',
  references: [],
};

export function fleetSheet({ fleet }: FleetDocument): Sheet {
  const { profile, causes, counts, at, skipped } = fleet;
  const rows: Row[] = causes.map((cause) => ({
    key: `fleet/cause:${cause.key}`,
    id: `fleet/cause:${cause.effect}`,
    rule: rule.id,
    title: rule.title,
    status: cause.status,
    message: `${cause.title}: ${cause.machines} of ${count(counts.machines, 'machine')}.`,
    locations: [],
    details: cause.distinctions.map((one) => distinctionWords(one)),
    ...(cause.first === undefined ? {} : { advice: cause.first }),
    references: [],
    because: false,
    identity: ['fleet/cause', cause.key],
  }));
  const left: Row[] = skipped.map(({ source, reason }, index) => ({
    key: `fleet/skipped@${source}#${index}`,
    id: 'fleet/skipped',
    rule: unread.id,
    title: unread.title,
    status: 'error',
    message: reason.includes(source) ? reason : `${source}: ${reason}`,
    subject: source,
    locations: [],
    details: [],
    references: [],
    because: false,
    identity: ['fleet/skipped', source],
  }));
  const isFailed = causes.some(({ status }) => status === 'fail');
  const isOpen = counts.unknown > 0 || counts.skipped > 0 || counts.machines === 0;
  const all = [...rows, ...left];
  return {
    kind: 'fleet',
    name: profile.name,
    at,
    profile: profile.id,
    state: isFailed ? 'failed' : isOpen ? 'open' : 'passed',
    headline: headline(fleet),
    line: planSentence(fleet),
    rows: all,
    causes: [
      ...rows.flatMap((row, index) => causeOfRow(row, causes[index]?.owner ?? '', 'staylocal fleet FILES')),
      ...left.flatMap((row) => causeOfRow(row, 'whoever runs the audit', 'staylocal fleet FILES')),
    ],
    rules: left.length > 0 ? [rule, unread] : [rule],
  };
}
