/** What is said of a fleet, in any format. */
import {
  traitNames,
  type Distinction,
  type FleetCause,
  type FleetChange,
  type FleetData,
} from '../../fleet/types.js';

/** In the headline. */
const maxChanges = 3;

export function headline({ counts, profile }: FleetData): string {
  const { machines, no, unknown, but } = counts;
  const of = `of ${count(machines, 'machine')}`;
  if (machines === 0) return 'No machine could be looked at';
  if (no > 0) return `On ${no} ${of} ${profile.name} does not stay local`;
  if (unknown > 0) return `Of ${unknown} ${of} nobody can say whether ${profile.name} stays local`;
  if (but > 0)
    return `On every machine ${profile.name} stays local; on ${but} ${of} something else is not in order`;
  return `On ${machines === 1 ? 'the one machine' : `all ${machines} machines`} ${profile.name} stays local`;
}

/** `2 changes put 20 of 25 machines right: …`. Empty where nothing is to be changed. */
export function planSentence(fleet: FleetData): string {
  const changes = fleet.changes.slice(0, maxChanges);
  const last = changes.at(-1);
  if (last === undefined) return '';
  const waiting = fleet.changes.at(-1)?.right ?? 0;
  const head =
    changes.length === 1
      ? `One change puts ${last.right} of ${count(waiting, 'machine')} right`
      : `${changes.length} changes put ${last.right} of ${count(waiting, 'machine')} right`;
  return `${head}: ${changes.map((change) => changeWords(change, fleet)).join('; ')}.`;
}

export function changeWords({ cause: key, machines }: FleetChange, fleet: FleetData): string {
  const cause = causeOf(key, fleet);
  const what = cause === undefined ? key : adviceOf(cause, fleet);
  return `${what} (${count(machines, 'machine')}, ${cause?.owner ?? ''})`;
}

/** A sentence that decides an UNKNOWN, and the machines of which it says all: no cause of theirs does. */
export interface OpenReason {
  readonly why: string;
  readonly machines: readonly string[];
}

export function openReasons({ machines }: FleetData): readonly OpenReason[] {
  const byWhy = new Map<string, string[]>();
  for (const { machine, verdict, why, causes } of machines) {
    if (verdict !== 'UNKNOWN' || why === undefined || Object.values(causes).includes('error')) continue;
    byWhy.set(why, [...(byWhy.get(why) ?? []), machine]);
  }
  return [...byWhy]
    .map(([why, names]) => ({ why, machines: names }))
    .sort((one, other) => other.machines.length - one.machines.length);
}

/** A change by the cause that it ends, whose advice stands with the cause. */
export function changeByCause({ cause: key, machines }: FleetChange, { causes }: FleetData): string {
  const at = causes.findIndex((cause) => cause.key === key);
  const cause = causes[at];
  if (cause === undefined) return key;
  return `${cause.title} (cause ${at + 1}, ${count(machines, 'machine')}, ${cause.owner})`;
}

/** What to do; where several causes ask for the same, about what. */
export function adviceOf({ first, title }: FleetCause, { causes }: FleetData): string {
  if (first === undefined) return title;
  return causes.filter((cause) => cause.first === first).length > 1 ? `${title}: ${first}` : first;
}

export function causeOf(key: string, { causes }: FleetData): FleetCause | undefined {
  return causes.find((cause) => cause.key === key);
}

/** `all 14 with PAC proxy.pac 35e3746c, and none of the 36 others`. */
export function distinctionWords({ trait, value, among, have, others, othersHave }: Distinction): string {
  const mine =
    have === among ? (among === 1 ? 'the one has' : `all ${among} have`) : `${have} of ${among} have`;
  const theirs =
    others === 1
      ? `the other one has${othersHave === 0 ? ' not' : ' it too'}`
      : othersHave === 0
        ? `none of the ${others} others`
        : `${othersHave} of the ${others} others`;
  return `${mine} ${traitNames[trait]} ${value}, and ${theirs}`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `(was 12)`, `(new)`, or nothing. */
export function beforeWords({ before, machines }: FleetCause): string {
  if (before === undefined || before === machines) return '';
  return before === 0 ? ' (new)' : ` (was ${before})`;
}

/** A part and its title. */
export function movementParts(
  fleet: FleetData,
): readonly { readonly title: string; readonly machines: readonly string[] }[] {
  const { movement } = fleet;
  if (movement === undefined) return [];
  return [
    { title: 'worse', machines: movement.worse },
    { title: 'better', machines: movement.better },
    { title: 'seen for the first time', machines: movement.new },
    { title: 'seen then, and not now', machines: movement.gone },
  ];
}
