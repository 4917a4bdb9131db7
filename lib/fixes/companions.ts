/**
 * Browser policies that belong to an exemption: a request that is no longer proxied becomes one to the local network, for
 * which the applications need leave (docs/generate.md, "Two exemptions that belong together").
 */
import { parse as parseJson } from 'jsonc-parser';
import type { Finding } from '../audits/finding.js';
import type { BrowserPolicyEvidence } from '../evidence/browser-policies.js';
import type { Evidence } from '../evidence/types.js';
import { artefactBytes, generate, type Artefact } from '../generate/index.js';
import type { Profile } from '../profile/index.js';
import { readRegistry } from '../proxy/index.js';
import type { Attempt } from './types.js';

/** What an exemption opens where the applications’ pages have no leave. */
export const policyFinding = 'proxy/settings-facts:local-network-access';

/** None where no open finding is about that, or where the policies of the machine were looked at. */
export async function companionsFor(
  open: readonly Finding[],
  attempts: readonly Attempt[],
  profile: Profile,
  evidence: Evidence,
): Promise<Attempt[]> {
  if (evidence.browserPolicies !== undefined) return [];
  const files = open.filter(({ id }) => id === policyFinding).map(({ location }) => location?.file);
  const exempting = attempts.filter(({ place }) => files.includes(place?.source));
  const targets = new Set(exempting.flatMap(({ target }) => policiesBeside(target)));
  return Promise.all(
    [...targets].map(async (target): Promise<Attempt> => {
      const artefact = await generate(target, profile);
      const policies = policiesIn(artefact);
      return {
        target,
        findings: [],
        companion: 'Belongs to the exemptions below: without it, browsers would ask users, or stop the call.',
        artefact,
        asFile: true,
        apply: (to) => ({
          ...to,
          browserPolicies: {
            browsers: [],
            unread: [],
            policies: [...(to.browserPolicies?.policies ?? []), ...policies],
          },
        }),
      };
    }),
  );
}

/** The page that Squid shows where it refuses, beside the rule that names it. */
export async function pageBeside({ target }: Attempt, profile: Profile): Promise<Attempt[]> {
  if (target !== 'squid') return [];
  const artefact = await generate('squid-page', profile);
  return [
    {
      target: artefact.target,
      findings: [],
      artefact,
      asFile: true,
      companion: 'Belongs to the rules of Squid: the page that they show.',
      apply: (to) => to,
    },
  ];
}

/** Those of the system whose settings the target writes. */
function policiesBeside(target: string): string[] {
  const windows = target === 'windows-reg' || target === 'winhttp';
  return windows ? ['chrome-policy-windows', 'edge-policy-windows'] : ['chrome-policy'];
}

/** As a machine with the policy shows it. */
function policiesIn(artefact: Artefact): BrowserPolicyEvidence[] {
  const bytes = artefactBytes(artefact);
  const values = artefact.fileName.endsWith('.reg')
    ? readRegistry(bytes, artefact.fileName, 'reg').values.map(
        ({ path, data }) => [path.split('\\').at(-1) ?? '', String(data)] as const,
      )
    : Object.entries((parseJson(artefact.text) ?? {}) as Record<string, unknown>).flatMap(([name, list]) =>
        Array.isArray(list) ? list.map((value) => [name, String(value)] as const) : [],
      );
  const byName = new Map<string, string[]>();
  for (const [name, value] of values) byName.set(name, [...(byName.get(name) ?? []), value]);
  return [...byName].map(([name, value]) => ({
    browser: artefact.target.startsWith('edge') ? 'edge' : 'chrome',
    name,
    value,
    level: 'mandatory',
    scope: 'machine',
    source: artefact.fileName,
  }));
}
