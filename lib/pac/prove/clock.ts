/**
 * What is known of the client's clock along a path, in local time and in Greenwich's, and a moment and zone that fit.
 */
import { DAY_COUNT, DAY_SECONDS, dayFields, filled, type CalendarSet } from './calendar.js';

interface ZoneFacts {
  days: Uint8Array | null;
  seconds: Uint8Array | null;
}

export interface Moment {
  /** Seconds since 1970 of the local clock, read as if it were UTC. */
  readonly local: number;
  readonly offsetMinutes: number;
}

/** A day the search prefers: 1 January 2026. */
const PREFERRED_DAY = Math.round(Date.UTC(2026, 0, 1) / 86_400_000);
/** Offsets in use lie between these, in quarters of an hour. */
const OFFSETS = Array.from({ length: (14 + 12) * 4 + 1 }, (_, index) => -12 * 60 + index * 15);
OFFSETS.sort((a, b) => Math.abs(a) - Math.abs(b));

const both = (a: Uint8Array | null, b: Uint8Array): Uint8Array =>
  a === null ? b : filled(b.length, (index) => a[index] === 1 && b[index] === 1);
const flipped = (set: Uint8Array): Uint8Array => filled(set.length, (index) => set[index] === 0);

const FIELD_OF: Readonly<Record<string, 'days' | 'seconds'>> = {
  hour: 'seconds',
  minute: 'seconds',
  second: 'seconds',
  weekday: 'days',
  day: 'days',
  month: 'days',
  year: 'days',
};

/** Index of a field's value at a day or second, as the machine's tables count them. */
function fieldIndex(field: string, at: number): number {
  const days = dayFields();
  switch (field) {
    case 'hour':
      return Math.floor(at / 3600);
    case 'minute':
      return Math.floor(at / 60) % 60;
    case 'second':
      return at % 60;
    case 'weekday':
      return days.weekday[at] ?? 0;
    case 'day':
      return (days.day[at] ?? 1) - 1;
    case 'month':
      return days.month[at] ?? 0;
    default:
      return (days.year[at] ?? 1970) - 1970;
  }
}

export class ClockFacts {
  readonly zones: Readonly<Record<'L' | 'G', ZoneFacts>> = {
    L: { days: null, seconds: null },
    G: { days: null, seconds: null },
  };
  readonly joints: {
    readonly test: (local: number, greenwich: number) => boolean;
    readonly want: boolean;
  }[] = [];
  asked = false;
  #found: Moment | 'none' | 'unsure' | null = null;

  /** Which answers a condition can still have, as far as each clock is looked at alone. */
  possible(condition: CalendarSet): boolean[] {
    if (condition.kind === 'joint') return [true, false];
    const known = this.zones[condition.zone][condition.kind];
    const left = (want: number): boolean =>
      condition.set.some((value, at) => value === want && known?.[at] !== 0);
    return [true, false].filter((want) => left(want ? 1 : 0));
  }

  narrow(condition: CalendarSet, want: boolean): void {
    this.#found = null;
    if (condition.kind === 'joint') {
      this.joints.push({ test: condition.test, want });
      return;
    }
    const zone = this.zones[condition.zone];
    zone[condition.kind] = both(zone[condition.kind], want ? condition.set : flipped(condition.set));
  }

  /** The days or seconds at which a field's value is in one of a table's classes. */
  classSet(atom: string, classes: readonly number[], wanted: number): CalendarSet {
    const zone = atom.startsWith('G') ? 'G' : 'L';
    const field = atom.slice(2);
    const kind = FIELD_OF[field] ?? 'days';
    const length = kind === 'days' ? DAY_COUNT : DAY_SECONDS;
    const set = filled(length, (at) => classes[fieldIndex(field, at)] === wanted);
    return { kind, zone, set };
  }

  indexAt(atom: string, moment: Moment): number {
    const seconds = atom.startsWith('G') ? moment.local - moment.offsetMinutes * 60 : moment.local;
    const field = atom.slice(2);
    return fieldIndex(
      field,
      FIELD_OF[field] === 'days' ? Math.floor(seconds / DAY_SECONDS) : seconds % DAY_SECONDS,
    );
  }

  /**
   * A moment that fits; `none` where there is certainly none; `unsure` where both clocks are asked about at once and
   * the search, which tries the ends of every stretch of time, found nothing.
   */
  find(): Moment | 'none' | 'unsure' {
    this.#found ??= this.#search();
    return this.#found;
  }

  #search(): Moment | 'none' | 'unsure' {
    const { L, G } = this.zones;
    const days = daysOf(L.days);
    const seconds = secondsOf(L.seconds);
    if (days.length === 0 || seconds.length === 0) return 'none';
    const usesGreenwich = G.days !== null || G.seconds !== null || this.joints.length > 0;
    const [day = 0] = days;
    const [second = 0] = seconds;
    if (!usesGreenwich) return { local: day * DAY_SECONDS + second, offsetMinutes: 0 };
    const greenwichEnds = secondsOf(G.seconds);
    for (const offset of OFFSETS) {
      const fromGreenwich = greenwichEnds.map((end) => (end + offset * 60 + 2 * DAY_SECONDS) % DAY_SECONDS);
      const jointEnds = this.joints.length > 0 ? QUARTERS : [];
      for (const at of [...seconds, ...fromGreenwich, ...jointEnds]) {
        if (L.seconds !== null && L.seconds[at] !== 1) continue;
        const shift = Math.floor((at - offset * 60) / DAY_SECONDS);
        const greenwichSecond = (at - offset * 60 + 2 * DAY_SECONDS) % DAY_SECONDS;
        if (G.seconds !== null && G.seconds[greenwichSecond] !== 1) continue;
        for (const localDay of days) {
          if (G.days !== null && G.days[localDay + shift] !== 1) continue;
          const local = localDay * DAY_SECONDS + at;
          const greenwich = local - offset * 60;
          if (this.joints.every(({ test, want }) => test(local, greenwich) === want))
            return { local, offsetMinutes: offset };
          if (this.joints.length > 0 && localDay > day + 400) break;
        }
      }
    }
    return this.joints.length > 0 || Math.max(seconds.length, greenwichEnds.length) > MOST_ENDS
      ? 'unsure'
      : 'none';
  }
}

/** Stretches of a day looked at; a script that asks for odd minutes has more. */
const MOST_ENDS = 2000;
const QUARTERS = Array.from({ length: 96 }, (_, index) => index * 900 + 30);

let everyDay: readonly number[] | null = null;

/** Allowed days, the ones from 2026 on first. */
function daysOf(set: Uint8Array | null): readonly number[] {
  if (set === null) {
    everyDay ??= Array.from(
      { length: DAY_COUNT - 2 },
      (_, index) => ((index + PREFERRED_DAY) % (DAY_COUNT - 2)) + 1,
    );
    return everyDay;
  }
  const later: number[] = [];
  const earlier: number[] = [];
  for (let day = 0; day < DAY_COUNT; day++)
    if (set[day] === 1) (day >= PREFERRED_DAY ? later : earlier).push(day);
  return [...later, ...earlier];
}

/** Noon if it is allowed, then both ends of every allowed stretch. */
function secondsOf(set: Uint8Array | null): number[] {
  const noon = 12 * 3600;
  if (set === null) return [noon, 0, DAY_SECONDS - 1];
  const ends: number[] = set[noon] === 1 ? [noon] : [];
  for (let second = 0; second < DAY_SECONDS; second++) {
    if (set[second] === 1 && (set[second - 1] !== 1 || set[second + 1] !== 1)) ends.push(second);
  }
  return ends.slice(0, MOST_ENDS + 1);
}
