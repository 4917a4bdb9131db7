/**
 * The answer to the one question. NO where a cause that failed sends requests away, leaves the name without an address or
 * lets it be forged; UNKNOWN where a part that decides could not be looked at, or nobody looked; else YES. Warnings never
 * change the word.
 */
import type { Cause, Effect, Finding, Verdict } from '../audits/finding.js';
import { bySection } from '../audits/sections.js';
import type { Profile } from '../profile/types.js';

const decisive: ReadonlySet<Effect> = new Set<Effect>(['leaves', 'unresolved', 'forged']);

interface Part {
  readonly folder: string;
  /** Audits that decide it; the others of its folder say more. */
  readonly audits: readonly string[];
  readonly isAsked: (profile: Profile) => boolean;
  /** What is claimed where it passed. */
  readonly claim: (profile: Profile) => string;
}

/** What decides whether the name stays local. */
const parts: readonly Part[] = [
  {
    folder: 'dns',
    audits: ['dns/address-expected', 'dns/os-resolver'],
    isAsked: () => true,
    claim: ({ name, expect }) =>
      `${name} is ${[...expect.a, ...expect.aaaa].join(' and ') || `a ${expect.addressClass} address`}`,
  },
  {
    folder: 'dnssec',
    audits: ['dnssec/chain-secure'],
    isAsked: ({ dnssec }) => dnssec === 'required',
    claim: () => 'DNSSEC proves it',
  },
  {
    folder: 'proxy',
    audits: ['proxy/pac-bypass', 'proxy/settings-bypass'],
    isAsked: () => true,
    claim: () => 'no program that counts is sent to a proxy',
  },
];

/** How a sentence speaks of what was looked at. */
const inWords: Readonly<Record<string, string>> = {
  dns: 'DNS',
  dnssec: 'DNSSEC',
  proxy: 'proxies',
  distribution: 'the Distribution Service',
  token: 'API key and token',
  agent: 'the program',
  browser: 'browsers',
  disk: 'disk space',
  os: 'the operating system',
  registry: 'the registry',
};

/** What looking was ended before: in words, and whether what decides is judged by it. */
export interface Interrupted {
  readonly what: string;
  readonly decides: boolean;
}

/** `interrupted`: the parts of the evidence that gathering did not come to. */
export function verdictOf(
  causes: readonly Cause[],
  findings: readonly Finding[],
  profile: Profile,
  interrupted: readonly Interrupted[] = [],
): Verdict {
  const deciding = causes.filter(
    ({ status, effect }) =>
      status !== 'warn' &&
      decisive.has(effect) &&
      (status === 'fail' || effect !== 'forged' || profile.dnssec === 'required'),
  );
  const asked = parts.filter((part) => part.isAsked(profile) && findingsOf(part, findings).length > 0);
  const dark = asked.filter((part) => findingsOf(part, findings).every(isNotCollected));
  const failed = deciding.filter(({ status }) => status === 'fail');
  const common = {
    asked: asked.map(({ folder }) => folder),
    looked: sectionsWhere(findings, false),
    notLooked: [...sectionsWhere(findings, true), ...interrupted.map(({ what }) => `${what} (interrupted)`)],
  };
  if (failed.length > 0) return { ...no(failed, profile), ...common };
  if (deciding.length > 0 || dark.length > 0 || asked.length === 0)
    return { ...unknown(deciding, dark, asked, causes, profile), ...common };
  const cut = interrupted.filter(({ decides }) => decides);
  if (cut.length > 0) return { ...ended(cut, causes, profile), ...common };
  const answer = yes(causes, asked, findings, profile, common.notLooked, interrupted.length > 0);
  return { ...answer, ...common };
}

type Answer = Omit<Verdict, 'asked' | 'looked' | 'notLooked'>;

const noHeadlines: Partial<Readonly<Record<Effect, string>>> = {
  leaves: '{name} does not stay on this device',
  unresolved: '{name} does not resolve to this device',
  forged: 'nothing proves that {name} stays on this device',
};

function no(failed: readonly Cause[], { name }: Profile): Answer {
  const [first] = failed;
  return {
    word: 'NO',
    but: false,
    headline: (noHeadlines[first?.effect ?? 'leaves'] ?? '').replace('{name}', name),
    line: first === undefined ? '' : decidingLine(first),
    ...firstOf(first),
    deciding: failed.map(({ key }) => key),
  };
}

/** What is longer is read below, not in passing (characters). */
const maxDetailLength = 140;

/** Of a PAC it is said whom it sends away, and from which line. */
function decidingLine({ key, title, why }: Cause): string {
  const detail = key.startsWith('pac:')
    ? why.slice(1).find(({ length }) => length <= maxDetailLength)
    : undefined;
  return detail === undefined
    ? sentence(title)
    : `${title}: ${sentence(detail.replace(/^(?:A|Every|For) /, (article) => article.toLowerCase()))}`;
}

function unknown(
  deciding: readonly Cause[],
  dark: readonly Part[],
  asked: readonly Part[],
  causes: readonly Cause[],
  { name }: Profile,
): Answer {
  const [first] = deciding;
  const missing = (dark.length > 0 || asked.length > 0 ? dark : parts).map(({ folder }) => wordsOf(folder));
  const line = first === undefined ? `Nobody looked at ${listed(missing)}.` : sentence(first.title);
  const worst = causes.find(({ status }) => status === 'fail');
  return {
    word: 'UNKNOWN',
    but: worst !== undefined,
    headline: `nobody can say whether ${name} stays on this device`,
    line: worst === undefined ? line : `${line} And: ${sentence(worst.title)}`,
    ...(first === undefined ? { first: `Have ${listed(missing)} looked at` } : firstOf(first)),
    deciding: deciding.map(({ key }) => key),
  };
}

/** All that was looked at passed, and not all that decides was looked at. */
function ended(cut: readonly Interrupted[], causes: readonly Cause[], { name }: Profile): Answer {
  const worst = causes.find(({ status }) => status !== 'warn');
  const line = `Interrupted before it was done: ${listed(cut.map(({ what }) => what))}.`;
  return {
    word: 'UNKNOWN',
    but: worst !== undefined,
    headline: `nobody can say whether ${name} stays on this device`,
    line: worst === undefined ? line : `${line} And: ${sentence(worst.title)}`,
    first: 'Look again, to the end',
    deciding: [],
  };
}

function yes(
  causes: readonly Cause[],
  asked: readonly Part[],
  findings: readonly Finding[],
  profile: Profile,
  notLooked: readonly string[],
  wasInterrupted: boolean,
): Answer {
  const [other] = causes.filter(({ status }) => status !== 'warn');
  const [heed] = causes;
  const claims = listed(asked.map((part) => claimOf(part, findings, profile)));
  const left = parts.filter((part) => part.isAsked(profile) && !asked.includes(part));
  const dark = [...new Set([...left.map(({ folder }) => wordsOf(folder)), ...notLooked])];
  const without = dark.length === 0 ? '' : ` Not looked at: ${dark.join(', ')}.`;
  const told =
    other !== undefined
      ? `But: ${sentence(other.title)}`
      : heed === undefined
        ? `${claims}.`
        : `${claims}. To heed: ${sentence(heed.title)}`;
  const what = listed(asked.map(({ folder }) => wordsOf(folder)));
  return {
    word: 'YES',
    but: other !== undefined,
    headline: `${profile.name} stays on this device${left.length === 0 && !wasInterrupted ? '' : `, for what was looked at: ${what}`}`,
    line: capital(`${told}${without}`, profile),
    ...firstOf(other ?? heed),
    deciding: [],
  };
}

/** What is claimed of a part is what its audits passed. */
function claimOf(part: Part, findings: readonly Finding[], profile: Profile): string {
  const found = findingsOf(part, findings);
  return found.some(({ status }) => status === 'pass')
    ? part.claim(profile)
    : `${wordsOf(part.folder)}: nothing found`;
}

function firstOf(cause: Cause | undefined): { first?: string } {
  return cause?.first === undefined ? {} : { first: `${cause.first} (${cause.owner})` };
}

function findingsOf({ audits }: Part, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    ({ audit, id }) => audits.includes(audit) && !/:(?:switched-off|not-asked)$/.test(id),
  );
}

function isNotCollected({ status }: Finding): boolean {
  return status === 'not-collected';
}

/** The parts of the report of which nothing was looked at, or the others; what the profile does not ask for is neither. */
function sectionsWhere(findings: readonly Finding[], dark: boolean): readonly string[] {
  return bySection(findings, ({ audit }) => audit)
    .map(({ section, items }) => ({
      folder: section.folder,
      items: items.filter(({ status }) => status !== 'not-applicable'),
    }))
    .filter(({ items }) => items.length > 0 && items.every(isNotCollected) === dark)
    .map(({ folder }) => wordsOf(folder));
}

function wordsOf(folder: string): string {
  return inWords[folder] ?? folder;
}

/** The name keeps its own first letter. */
function capital(text: string, { name }: Profile): string {
  return text.startsWith(name) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}
