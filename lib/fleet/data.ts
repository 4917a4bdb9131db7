/** The rows of a fleet → what its formats show: counts, causes, the order of changes, the machines. */
import type { Effect } from '../audits/finding.js';
import type { Profile } from '../profile/index.js';
import { distinctionsOf, type TraitCount } from './distinctions.js';
import type { Fleet, Former, Row } from './fleet.js';
import { movementOf } from './movement.js';
import { planOf } from './plan.js';
import { causeStatuses } from './row.js';
import {
  traitNames,
  type FleetCause,
  type FleetData,
  type FleetMachine,
  type TraitId,
  type VerdictWord,
} from './types.js';

const traitIds = Object.keys(traitNames) as TraitId[];
const effects: readonly Effect[] = ['leaves', 'unresolved', 'forged', 'program', 'soon', 'others', 'machine'];

/** `former`: what it is compared with. */
export function fleetData(fleet: Fleet, profile: Profile, former: Former | undefined): FleetData {
  const rows = [...fleet.rows].sort(byVerdict);
  const causes = causesOf(fleet, rows, former);
  const keys = fleet.causes.all.map(({ key }) => key);
  return {
    profile: { id: profile.id, title: profile.title, name: profile.name },
    at: rows.reduce((newest, { at }) => (at > newest ? at : newest), ''),
    counts: {
      machines: rows.length,
      no: rows.filter(({ verdict }) => verdict === 'NO').length,
      unknown: rows.filter(({ verdict }) => verdict === 'UNKNOWN').length,
      but: rows.filter(({ verdict, but }) => verdict === 'YES' && but).length,
      yes: rows.filter(({ verdict, but }) => verdict === 'YES' && !but).length,
      superseded: fleet.superseded,
      skipped: fleet.skippedCount,
    },
    changes: planOf(rows.map(needOf), keys),
    causes,
    findings: findingsOf(fleet, rows),
    traits: traitsOf(fleet, rows),
    machines: rows.map((row) => machineOf(row, fleet)),
    ...(former === undefined ? {} : { movement: movementOf(fleet, rows, former) }),
    skipped: fleet.skipped,
  };
}

const words: readonly VerdictWord[] = ['NO', 'UNKNOWN', 'YES'];

function byVerdict(one: Row, other: Row): number {
  const rank = ({ verdict, but }: Row): number => words.indexOf(verdict) * 2 + (but ? 0 : 1);
  return (
    rank(one) - rank(other) ||
    other.causes.length - one.causes.length ||
    (one.machine < other.machine ? -1 : one.machine > other.machine ? 1 : 0)
  );
}

/** Of a NO what decides it; else all that failed. */
function needOf({ verdict, causes, statuses, decides }: Row): { causes: readonly number[] } {
  return {
    causes: causes.filter(
      (_, index) =>
        causeStatuses[statuses[index] ?? 0] === 'fail' && (verdict !== 'NO' || decides[index] === true),
    ),
  };
}

function machineOf(
  { machine, source, at, verdict, but, why, causes, statuses, traits }: Row,
  fleet: Fleet,
): FleetMachine {
  return {
    machine,
    source,
    at,
    verdict,
    but,
    ...(why === undefined ? {} : { why: fleet.values.all[why] ?? '' }),
    causes: Object.fromEntries(
      causes.map((cause, index) => [
        fleet.causes.all[cause]?.key ?? '',
        causeStatuses[statuses[index] ?? 0] ?? 'fail',
      ]),
    ),
    traits: Object.fromEntries(
      Object.entries(traits).map(([trait, value]) => [trait, fleet.values.all[value] ?? '']),
    ),
  };
}

function causesOf(fleet: Fleet, rows: readonly Row[], former: Former | undefined): readonly FleetCause[] {
  const counts = fleet.causes.all.map(() => ({ machines: 0, failed: 0, decides: 0, traits: traitCounter() }));
  const everywhere = traitCounter();
  for (const row of rows) {
    everywhere.add(row);
    for (const [index, cause] of row.causes.entries()) {
      const count = counts[cause];
      if (count === undefined) continue;
      count.machines += 1;
      if (causeStatuses[row.statuses[index] ?? 0] === 'fail') count.failed += 1;
      if (row.verdict === 'NO' && row.decides[index] === true) count.decides += 1;
      count.traits.add(row);
    }
  }
  const before = new Map<string, number>();
  for (const { causes } of former?.machines.values() ?? [])
    for (const key of causes.keys()) before.set(key, (before.get(key) ?? 0) + 1);
  const causes = fleet.causes.all
    .flatMap((cause, index): FleetCause[] => {
      const count = counts[index];
      // One that only older evidence had is no cause of now.
      if (count === undefined || count.machines === 0) return [];
      const { machines, failed, decides, traits } = count;
      return [
        {
          ...cause,
          machines,
          failed,
          decides,
          ...(former === undefined ? {} : { before: before.get(cause.key) ?? 0 }),
          distinctions: distinctionsOf(traitCountsOf(traits, everywhere, fleet)),
        },
      ];
    })
    .sort(byWeight);
  return causes.map((cause) => ({ ...cause, title: titleAmong(causes, cause) }));
}

/** Two of one title are told apart by what their keys have of them: of a PAC the beginning of its digest. */
function titleAmong(causes: readonly FleetCause[], { key, title }: FleetCause): string {
  if (causes.every((other) => other.key === key || other.title !== title)) return title;
  const [, digest] = /#([0-9a-f]{8})[0-9a-f]*$/.exec(key) ?? [];
  return `${title} (${digest === undefined ? key : `sha256 ${digest}…`})`;
}

/** What decides a NO goes first, then what is on most machines. */
function byWeight(one: FleetCause, other: FleetCause): number {
  const rank = ({ status, decides }: FleetCause): number =>
    decides > 0 ? 0 : 1 + causeStatuses.indexOf(status);
  return (
    rank(one) - rank(other) ||
    other.machines - one.machines ||
    effects.indexOf(one.effect) - effects.indexOf(other.effect) ||
    (one.key < other.key ? -1 : 1)
  );
}

interface TraitCounter {
  readonly values: Record<TraitId, Map<number, number>>;
  readonly known: Record<TraitId, number>;
  add(row: Row): void;
}

function traitCounter(): TraitCounter {
  const values = Object.fromEntries(traitIds.map((id) => [id, new Map()])) as TraitCounter['values'];
  const known = Object.fromEntries(traitIds.map((id) => [id, 0])) as TraitCounter['known'];
  return {
    values,
    known,
    add: ({ traits }) => {
      for (const trait of traitIds) {
        const value = traits[trait];
        if (value === undefined) continue;
        known[trait] += 1;
        values[trait].set(value, (values[trait].get(value) ?? 0) + 1);
      }
    },
  };
}

function traitCountsOf(own: TraitCounter, all: TraitCounter, fleet: Fleet): readonly TraitCount[] {
  return traitIds.flatMap((trait) =>
    [...own.values[trait]].map(([value, have]) => ({
      trait,
      value: fleet.values.all[value] ?? '',
      all: all.values[trait].get(value) ?? 0,
      have,
      known: all.known[trait],
      among: own.known[trait],
    })),
  );
}

function findingsOf(fleet: Fleet, rows: readonly Row[]): FleetData['findings'] {
  const counts = fleet.findings.all.map(() => 0);
  for (const { findings } of rows)
    for (const finding of findings) counts[finding] = (counts[finding] ?? 0) + 1;
  return fleet.findings.all
    .map((finding, index) => ({ ...finding, machines: counts[index] ?? 0 }))
    .filter(({ machines }) => machines > 0)
    .sort((one, other) => other.machines - one.machines || (one.id < other.id ? -1 : 1));
}

function traitsOf(fleet: Fleet, rows: readonly Row[]): FleetData['traits'] {
  const [all, no] = [traitCounter(), traitCounter()];
  for (const row of rows) {
    all.add(row);
    if (row.verdict === 'NO') no.add(row);
  }
  return traitIds
    .filter((trait) => all.known[trait] > 0)
    .map((trait) => ({
      trait,
      values: [...all.values[trait]]
        .map(([value, machines]) => ({
          value: fleet.values.all[value] ?? '',
          machines,
          no: no.values[trait].get(value) ?? 0,
        }))
        .sort((one, other) => other.machines - one.machines || (one.value < other.value ? -1 : 1)),
    }));
}
