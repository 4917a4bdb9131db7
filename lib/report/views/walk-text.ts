/** What a walk from the root found, and what follows from it. */
import { groupBy } from '../../audits/shared/group-by.js';
import type { Conclusion, Walked } from '../../gather/walk.js';
import { escapeForTerminal } from '../escape.js';

const conclusions: Readonly<Record<Conclusion, string>> = {
  agree: 'The resolver and the zone’s own servers say the same.',
  'resolver-at-fault':
    'The resolver is at fault: the zone’s own servers give another answer, and theirs holds.',
  'zone-broken': 'The zone is broken: its own servers fail to prove the answer as well.',
  'servers-unreachable':
    'The zone’s own servers could not be asked from here, so there is no second opinion.',
  'servers-differ':
    'The zone’s own servers do not agree with each other: bring those that differ up to date.',
};

export function renderWalk({ validation, servers, unasked, delegations, conclusion }: Walked): string {
  const lines = [
    `walked from the root: ${validation.status} (${validation.rcode})`,
    ...validation.reasons.map(({ message }) => `  ${message}`),
    ...[...groupBy(servers, ({ zone }) => zone)].flatMap(([zone, ofZone]) => [
      `  through each server of ${zone}`,
      ...ofZone.map(({ server, validation: one }) => {
        const why = one.reasons[0] === undefined ? '' : `: ${one.reasons[0].message}`;
        return `    ${server.name} ${server.address}: ${one.status} (${one.rcode})${why}`;
      }),
    ]),
    ...(unasked === 0 ? [] : [`  ${unasked} more servers were not asked`]),
    ...delegations.map(
      ({ zone, parent, child }) =>
        `  warning: the parent of ${zone} names the servers ${parent.join(', ')}; the zone itself names ${child.join(', ')} (RFC 1034 §4.2.2): have both name the same`,
    ),
    conclusions[conclusion],
  ];
  return `${lines.map(escapeForTerminal).join('\n')}\n`;
}
