/** What is said of a finding that no row of the table knows: it is a cause of its own, as bad as its folder has it. */
import type { Effect, Finding } from '../audits/finding.js';
import type { OwnerKind } from '../profile/types.js';
import { titleOf } from './other-titles.js';
import type { CauseRow } from './row.js';

interface Ways {
  /** Of a failure, and of what could not be looked at. */
  readonly effect: Effect;
  readonly owner: OwnerKind;
}

/** The longest prefix of the finding's id counts. */
const byPrefix: Readonly<Record<string, Ways>> = {
  '': { effect: 'machine', owner: 'machine' },
  'dns/': { effect: 'unresolved', owner: 'resolver' },
  'dns/same-everywhere:': { effect: 'leaves', owner: 'resolver' },
  'dns/hosts-file:': { effect: 'unresolved', owner: 'machine' },
  'dns/localhost:': { effect: 'program', owner: 'machine' },
  'dns/cname:': { effect: 'forged', owner: 'zone' },
  'dns/ttl:': { effect: 'soon', owner: 'zone' },
  'dns/caa:': { effect: 'soon', owner: 'zone' },
  'dnssec/': { effect: 'forged', owner: 'zone' },
  'dnssec/servers-agree:': { effect: 'soon', owner: 'zone' },
  'dnssec/resolver-validates:': { effect: 'forged', owner: 'resolver' },
  'proxy/': { effect: 'leaves', owner: 'network' },
  'distribution/': { effect: 'program', owner: 'service' },
  'token/': { effect: 'program', owner: 'service' },
  'agent/': { effect: 'program', owner: 'program' },
  'browser/': { effect: 'program', owner: 'machine' },
};

function waysOf(id: string): Ways {
  const prefixes = Object.keys(byPrefix).filter((prefix) => id.startsWith(prefix));
  const longest = prefixes.sort((a, b) => b.length - a.length)[0] ?? '';
  return byPrefix[longest] ?? { effect: 'machine', owner: 'machine' };
}

/** Who the subject is, where it is an address alone. */
function prefixOf({ audit, subject }: Finding): string {
  if (subject === undefined) return '';
  if (audit === 'dnssec/servers-agree') return 'The server ';
  return audit.startsWith('dns') ? 'The resolver ' : '';
}

export function defaultRow(id: string): CauseRow {
  const { effect, owner } = waysOf(id);
  return {
    names: [id],
    key: ({ finding }) =>
      finding.audit.startsWith('dns') && finding.subject !== undefined
        ? `${finding.id}:${finding.subject}`
        : finding.id,
    title: (told) => `${prefixOf(told.finding)}${titleOf(told)}`,
    effect: ({ finding }) => (finding.status === 'warn' && effect === 'program' ? 'soon' : effect),
    owner,
  };
}
