/**
 * Findings → causes: the rows of the table in their order, each taking what names it and what follows from it; what is left
 * is a cause of its own.
 */
import type { Cause, Effect, Finding, Location } from '../audits/finding.js';
import type { Profile } from '../profile/types.js';
import { checkFor, commandFor } from './commands.js';
import { defaultRow } from './defaults.js';
import { dnsRows } from './dns-rows.js';
import { otherRows } from './other-rows.js';
import { ownerOf } from './owners.js';
import { proxyRows } from './proxy-rows.js';
import { matches, type CauseContext, type CauseRow, type Shell, type Told } from './row.js';

export const causeRows: readonly CauseRow[] = [...dnsRows, ...proxyRows, ...otherRows];

/** Worst first. */
const statuses = ['fail', 'error', 'warn'] as const;
const effects: readonly Effect[] = ['leaves', 'unresolved', 'forged', 'program', 'soon', 'others', 'machine'];

const maxWhy = 3;

export interface Grouped {
  readonly causes: readonly Cause[];
  /** Every finding, in its order, with the cause that it names or follows from. */
  readonly findings: readonly Finding[];
}

interface Group {
  readonly key: string;
  readonly row: CauseRow;
  readonly named: Told[];
  readonly taken: Told[];
}

/** `profileAs`: how a command line names the profile, where not by its id. */
export function groupByCause(
  all: readonly Told[],
  profile: Profile,
  profileAs: string = profile.id,
  shell: Shell = 'posix',
): Grouped {
  const context: CauseContext = { profile, all, profileAs, shell };
  const groupOf = new Map<Told, Group>();
  const open = all.filter(({ finding }) => isOpen(finding));
  for (const row of causeRows) applyRow(row, open, context, groupOf);
  for (const told of open)
    if (!groupOf.has(told)) applyRow(defaultRow(told.finding.id), open, context, groupOf);
  const groups = [...new Set(groupOf.values())];
  const causes = groups.map((group) => causeOf(group, context)).sort(byWeight);
  return {
    causes,
    findings: all.map((told) => {
      const group = groupOf.get(told);
      if (group === undefined) return told.finding;
      if (group.taken.includes(told)) return { ...told.finding, cause: group.key, because: true as const };
      return { ...told.finding, ...fixOf(told.finding, group.row, context), cause: group.key };
    }),
  };
}

/** With who does it, and the commands. */
function fixOf(finding: Finding, { owner }: CauseRow, context: CauseContext): Pick<Finding, 'fix'> {
  if (finding.fix === undefined) return {};
  const command = commandFor(finding, context);
  return {
    fix: {
      ...finding.fix,
      owner: ownerOf(owner, context.profile),
      ...(command === undefined ? {} : { command }),
      check: checkFor(finding, context),
    },
  };
}

function isOpen({ status }: Finding): boolean {
  return statuses.some((each) => each === status);
}

function applyRow(
  row: CauseRow,
  open: readonly Told[],
  context: CauseContext,
  groupOf: Map<Told, Group>,
): void {
  const own = new Map<string, Group>();
  for (const told of open) {
    if (groupOf.has(told) || !matches(row.names, told.finding.id)) continue;
    const key = row.key(told, context);
    const group = own.get(key) ?? { key, row, named: [], taken: [] };
    own.set(key, group);
    group.named.push(told);
    groupOf.set(told, group);
  }
  for (const group of own.values())
    for (const told of context.all) {
      if (groupOf.has(told) || !follows(told, group, context)) continue;
      group.taken.push(told);
      groupOf.set(told, group);
    }
}

/** What passed follows from nothing; what nobody could look at may. */
function follows({ finding }: Told, { row, named }: Group, context: CauseContext): boolean {
  if (!isOpen(finding) && finding.status !== 'not-collected') return false;
  return (row.takes ?? []).some(
    ({ messages, when }) => matches(messages, finding.id) && (when?.(finding, named, context) ?? true),
  );
}

function causeOf({ key, row, named, taken }: Group, context: CauseContext): Cause {
  const { profile } = context;
  const weighing = row.weighsAll === true ? [...named, ...taken] : named;
  const status = statuses.find((each) => weighing.some(({ finding }) => finding.status === each)) ?? 'warn';
  const worst = named.find(({ finding }) => finding.status === status) ?? named[0];
  if (worst === undefined) throw new Error(`the cause ${key} has no finding`);
  const { finding } = worst;
  const targets = finding.fix?.targets ?? [];
  const command = commandFor(finding, context);
  const several =
    command === undefined && targets.length > 0 ? ` (staylocal generate ${listed(targets)})` : '';
  return {
    key,
    status,
    effect: typeof row.effect === 'function' ? row.effect(worst, context, named) : row.effect,
    title: row.title(worst, context, named),
    why: whyOf(named),
    where: placesOf(named),
    affected: distinct(
      named.flatMap(({ finding: each }) => (each.status === status ? (each.subjects ?? []) : [])),
    ),
    owner: ownerOf(row.owner, profile),
    ...(finding.fix === undefined ? {} : { first: `${finding.fix.advice}${several}` }),
    ...(command === undefined ? {} : { command }),
    check: checkFor(finding, context),
    findings: named.map(({ finding: each }) => each.key),
    consequences: taken.map(({ finding: each }) => each.key),
  };
}

function listed(targets: readonly string[]): string {
  return targets.length > 4 ? `${targets.slice(0, 3).join(', ')}, …` : targets.join(', ');
}

/** The messages of those that name it, and the reasons below them. */
function whyOf(named: readonly Told[]): readonly string[] {
  const told = named.map(({ finding: { subject, message } }) =>
    subject === undefined ? message : `${subject}: ${message}`,
  );
  const details = named.flatMap(({ finding }) => finding.details ?? []);
  return distinct([...told.slice(0, 1), ...details, ...told.slice(1)]).slice(0, maxWhy);
}

/** The files with their lines; where there are none, whatever the findings are about. */
function placesOf(named: readonly Told[]): readonly string[] {
  const places = named.flatMap(({ finding }) => {
    const { location, locations } = finding;
    return locations ?? (location === undefined ? [] : [location]);
  });
  if (places.length > 0) return distinct(places.map(placeText));
  const zones = named.flatMap(({ finding: { zone }, data }) => {
    if (zone === undefined) return [];
    const signed = data['signed'] === undefined || data['signed'] === '' ? '' : `, ${data['signed']}`;
    return [`${zone === '.' ? 'the root zone' : `zone ${zone.replace(/\.$/, '')}`}${signed}`];
  });
  if (zones.length > 0) {
    const seen = named.flatMap(({ finding }) =>
      finding.audit === 'dnssec/chain-secure' ? (finding.subject ?? []) : [],
    );
    return distinct([...zones, ...seen.map((subject) => `seen by ${subject}`)]);
  }
  return distinct(named.flatMap(({ finding }) => finding.subject ?? []));
}

/** To the line: columns are for programs. */
export function placeText({ file, line, key }: Location): string {
  const place = [file, line].filter((part) => part !== undefined).join(':');
  return key === undefined ? place : `${place} ${key}`;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** What leaves the question open goes before what failed and does not touch it. */
function rank({ status, effect }: Cause): number {
  if (status === 'warn') return 2;
  return effects.indexOf(effect) <= effects.indexOf('forged') ? 0 : 1;
}

function byWeight(a: Cause, b: Cause): number {
  return (
    rank(a) - rank(b) ||
    statuses.indexOf(a.status) - statuses.indexOf(b.status) ||
    effects.indexOf(a.effect) - effects.indexOf(b.effect) ||
    b.affected.length - a.affected.length ||
    b.consequences.length - a.consequences.length
  );
}
