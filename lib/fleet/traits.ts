/** What a machine has that others may not have: where machines with a fault differ from those without, the reason is near. */
import type { Report } from '../audits/finding.js';
import type { Evidence } from '../evidence/types.js';
import type { TraitId } from './types.js';

export type Traits = Readonly<Partial<Record<TraitId, string>>>;

/** Longer values are cut (characters): they are kept for each machine. */
const maxValue = 120;

/** `evidence`: what the report rests on, where it is at hand; a report alone does not tell of browsers. */
export function traitsOf(report: Report, evidence?: Evidence): Traits {
  const { inputs } = report;
  const all: Readonly<Record<TraitId, string | undefined>> = {
    system: inputs.system?.name,
    resolver: inputs.resolvers.length === 0 ? undefined : listed(inputs.resolvers),
    pac: pacsOf(report),
    policy: evidence === undefined ? undefined : policyOf(evidence),
    browser: evidence === undefined ? undefined : browsersOf(evidence),
    program: evidence === undefined ? undefined : programOf(evidence),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([trait, value]) =>
      value === undefined ? [] : [[trait, value.slice(0, maxValue)]],
    ),
  );
}

/** By what is in it: two files of one name are two. Nothing is said where nobody looked for one. */
function pacsOf({ inputs, findings }: Report): string | undefined {
  const files = inputs.files.filter(({ kind }) => kind === 'pac');
  if (files.length > 0)
    return listed(files.map(({ source, sha256 }) => `${fileName(source)} ${sha256.slice(0, 8)}`));
  const looked = findings.some(
    ({ audit, status }) => audit.startsWith('proxy/') && status !== 'not-collected',
  );
  return looked ? 'none' : undefined;
}

function policyOf({ browserPolicies }: Evidence): string | undefined {
  if (browserPolicies === undefined) return undefined;
  const all = browserPolicies.policies.map(
    ({ browser, name, value }) =>
      `${browser} ${name}=${typeof value === 'object' ? value.join(' ') : String(value)}`,
  );
  return all.length === 0 ? 'none' : listed(all);
}

function browsersOf({ browserPolicies }: Evidence): string | undefined {
  const all = browserPolicies?.browsers.map(
    ({ browser, version }) => `${browser} ${version.split('.')[0] ?? ''}`,
  );
  return all === undefined || all.length === 0 ? undefined : listed(all);
}

function programOf({ agent }: Evidence): string | undefined {
  const versions = agent?.ports.flatMap(({ said }) => said?.version ?? []) ?? [];
  return versions.length === 0 ? undefined : listed(versions);
}

function listed(values: readonly string[]): string {
  return [...new Set(values)].sort().join(', ');
}

/** The last part of a path; a URL whole. */
export function fileName(source: string): string {
  return /^\w+:\/\//.test(source) ? source : (source.split(/[\\/]/).at(-1) ?? source);
}
