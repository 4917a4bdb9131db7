/**
 * Browser policies that belong to an exemption: a request that is no longer proxied becomes one to the local network, for
 * which the applications need leave (docs/generate.md, "Two exemptions that belong together").
 */
import { policySystemOf } from '../audits/proxy/shared/fix-target.js';
import { ParseError } from '../errors.js';
import type { Finding } from '../audits/finding.js';
import type { BrowserPolicyEvidence } from '../evidence/browser-policies.js';
import type { Evidence } from '../evidence/types.js';
import { artefactBytes, generate, type Artefact } from '../generate/index.js';
import type { Profile } from '../profile/index.js';
import { detectFormat, readDocument, readRegistry } from '../proxy/index.js';
import type { Attempt } from './types.js';

/** What an exemption opens where the applications’ pages have no leave. */
export const policyFinding = 'proxy/settings-facts:local-network-access';

/**
 * For the findings about that which are open with the attempts in place; `before` are those of the report. None where the
 * policies of the machine were looked at.
 */
export async function companionsFor(
  open: readonly Finding[],
  before: readonly Finding[],
  attempts: readonly Attempt[],
  profile: Profile,
  evidence: Evidence,
): Promise<Attempt[]> {
  if (evidence.browserPolicies !== undefined) return [];
  const about = open.filter(({ id }) => id === policyFinding);
  const own = attempts.flatMap(({ target, also = [] }) => [target, ...also]).filter(isPolicy);
  const written = new Set(own.map((target) => target.split('-')[0]));
  const targets = new Set(
    about
      .flatMap(({ location }) => policiesFor(location?.file, evidence))
      .filter((target) => !written.has(target.split('-')[0])),
  );
  const findings = before.filter(({ id }) => id === policyFinding);
  return Promise.all(
    [...targets].map(async (target): Promise<Attempt> => {
      const artefact = await generate(target, profile);
      return {
        target,
        findings,
        ...(findings.length > 0 ? {} : { companion: companionText }),
        artefact,
        asFile: true,
        apply: (to) => withPolicies(to, artefact),
      };
    }),
  );
}

const companionText =
  'Belongs to the exemptions below: without it, browsers would ask users, or stop the call.';

/** Of the system that the file is of. */
function policiesFor(file: string | undefined, evidence: Evidence): string[] {
  const settings = evidence.proxySettings?.find(({ source }) => source === file);
  const bytes = Buffer.from(settings?.bytes ?? '', 'base64');
  const format = settings?.format ?? formatOf(bytes, file);
  const system = policySystemOf(format);
  // Edge is rare on Linux.
  return (system === '' ? ['chrome', 'firefox'] : ['chrome', 'edge', 'firefox']).map(
    (browser) => `${browser}-policy${system}`,
  );
}

function formatOf(bytes: Uint8Array, file: string | undefined): string {
  try {
    return detectFormat(bytes, file);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return '';
  }
}

/** A fix that is a browser’s policy brings its own leave along, which shows on the machine as well. */
export async function withOwnPolicies(attempt: Attempt, profile: Profile): Promise<Attempt> {
  const targets = [attempt.target, ...(attempt.also ?? [])].filter(isPolicy);
  if (targets.length === 0 || profile.origins.length === 0) return attempt;
  const own = await Promise.all(targets.map((target) => generate(target, profile)));
  return { ...attempt, apply: (to) => own.reduce(withPolicies, attempt.apply(to)) };
}

function isPolicy(target: string): boolean {
  return /^(?:chrome|edge|firefox)-policy/.test(target);
}

function withPolicies(to: Evidence, artefact: Artefact): Evidence {
  const { browsers = [], unread = [], policies = [] } = to.browserPolicies ?? {};
  return { ...to, browserPolicies: { browsers, unread, policies: [...policies, ...policiesIn(artefact)] } };
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

/** The lists as a machine with the policy shows them. */
function policiesIn(artefact: Artefact): BrowserPolicyEvidence[] {
  const browser = artefact.target.split('-')[0] as 'chrome' | 'edge' | 'firefox';
  return [...listsOf(artefact)].map(([name, value]) => ({
    browser,
    name,
    value,
    level: 'mandatory',
    scope: 'machine',
    source: artefact.fileName,
  }));
}

function listsOf(artefact: Artefact): Map<string, readonly string[]> {
  const bytes = artefactBytes(artefact);
  const { fileName } = artefact;
  const lists = new Map<string, readonly string[]>();
  if (fileName.endsWith('.reg')) {
    for (const { path, name, data } of readRegistry(bytes, fileName, 'reg').values) {
      const list = /\\Policies\\[^\\]+\\[^\\]+\\(.+)$/i.exec(path)?.[1]?.replaceAll('\\', '.');
      if (list !== undefined && /^\d+$/.test(name))
        lists.set(list, [...(lists.get(list) ?? []), String(data)]);
    }
    return lists;
  }
  const document = readDocument(bytes, fileName, fileName.endsWith('.json') ? 'json' : 'plist');
  collect(Object.fromEntries([...document].map(([name, { value }]) => [name, value])), [], lists);
  return lists;
}

/** By the names that browsers show them by: `LocalNetworkAccess.SkipDomains`. */
function collect(value: unknown, path: readonly string[], lists: Map<string, readonly string[]>): void {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) lists.set(path.join('.'), value);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      collect(inner, /^(?:\d+|policies|PayloadContent)$/.test(key) ? path : [...path, key], lists);
}
