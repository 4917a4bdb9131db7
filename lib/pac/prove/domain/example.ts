/**
 * What is known along a path → one environment in which the script goes that way.
 */
import type { PacEnvironment } from '../../types.js';
import { findV4 } from './addresses.js';
import { fieldSet, isClockAtom, narrowed, type ClockFacts } from './clock.js';
import { between, drawOf, someDraw, withDraw } from './draws.js';
import { addressText } from './intervals.js';
import { addressOf, leaderOf, type Known } from './known.js';
import { isByOctets } from './questions.js';
import { findMoment, type Moment } from './moment.js';
import { drawName, modelOf } from './related.js';
import type { TermPool } from './terms.js';
import { wideTexts } from './wide-samples.js';
import { findV6, UNSURE } from './wide-texts.js';

export type Found = PacEnvironment | 'none' | 'unsure';

export function preferredFor(sym: string, host: string): string[] | undefined {
  return sym === `dns:${host.toLowerCase()}` ? ['127.0.0.1', '192.0.2.1'] : undefined;
}

/** An address that fits what is known of it alone; `null` where none was found. */
export function someAddress(
  known: Known,
  sym: string,
  host: string,
  avoided: readonly string[] = [],
): string | null {
  const { v4, v6 } = addressOf(known, sym);
  if (!isByOctets(known, sym)) {
    const found = findV6(v6, avoided);
    return found === UNSURE ? null : found;
  }
  const value = findV4(v4, preferredFor(sym, host));
  return typeof value === 'number' ? v4.prefix + addressText(value) : null;
}

const moments = new WeakMap<ClockFacts, Moment | 'none' | 'unsure'>();

export function momentOf({ clock, fractions }: Known): Moment | 'none' | 'unsure' {
  if (fractions !== null) return findMoment(clock, fractions);
  const found = moments.get(clock) ?? findMoment(clock, null);
  moments.set(clock, found);
  return found;
}

/** The addresses of a path by their leaders, as text; `null` where one was not found. */
function textsOf(known: Known, model: ReadonlyMap<string, number>, host: string): Map<string, string> | null {
  const texts = new Map<string, string>();
  for (const [sym, { family }] of known.addresses) {
    if (family === 'none' || known.aliases.has(sym)) continue;
    const octets = [0, 1, 2, 3].map((at) => model.get(`${sym}/${at}`));
    const isSettled = octets.some((octet) => octet !== undefined);
    const avoided = known.distinct.flatMap(([one, other]) => {
      const [a, b] = [leaderOf(known, one), leaderOf(known, other)];
      return a === sym ? [texts.get(b) ?? ''] : b === sym ? [texts.get(a) ?? ''] : [];
    });
    const wide = model.get(`${sym}/text`);
    if (wide !== undefined) {
      const chosen = wideTexts()[wide] ?? '';
      if (avoided.includes(chosen)) return null;
      texts.set(sym, chosen);
      continue;
    }
    const { prefix } = addressOf(known, sym).v4;
    const text = isSettled ? prefix + octets.join('.') : someAddress(known, sym, host, avoided);
    if (text === null) return null;
    texts.set(sym, text);
  }
  return texts;
}

/** Narrows the clock and the draws to what the relations were satisfied with. */
function withModel(known: Known, model: ReadonlyMap<string, number>, pool: TermPool): Known {
  let now = known;
  const leaves = pool.leavesOf(known.relations.map(({ term }) => term));
  for (const { atom, cuts } of leaves) {
    const index = model.get(atom);
    if (index === undefined || atom.includes('/')) continue;
    if (isClockAtom(atom)) {
      const set = fieldSet([atom], ([at]) => at === index);
      now = { ...now, clock: narrowed(now.clock, set, true) };
    } else if (cuts !== null) {
      const left = between(drawOf(now.draws, drawName(atom)), cuts[index] ?? 0, cuts[index + 1] ?? 1);
      now = { ...now, draws: withDraw(now.draws, drawName(atom), left) };
    } else now = { ...now, fractions: Array.from({ length: 1000 }, (_, at) => at === index) };
  }
  return now;
}

function zoneText(offset: number): string {
  const size = Math.abs(offset);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** `none` where there is certainly no environment, `unsure` where none was found. Also the path with its model. */
export function environmentOf(
  before: Known,
  pool: TermPool,
  host: string,
  knownDns: Readonly<Record<string, readonly string[]>>,
): { readonly environment: Found; readonly known: Known; readonly texts: ReadonlyMap<string, string> } {
  const failed = (environment: 'none' | 'unsure'): ReturnType<typeof environmentOf> => ({
    environment,
    known: before,
    texts: new Map(),
  });
  const model = modelOf(pool, before);
  if (typeof model === 'string') return failed(model);
  const isChosen = before.relations.length > 0;
  const known = withModel(before, model, pool);
  const texts = textsOf(known, model, host);
  if (texts === null) return failed('unsure');
  const dns: Record<string, string[]> = {};
  let myIp: string | string[] | undefined;
  const textOf = (sym: string): string => texts.get(leaderOf(known, sym)) ?? '';
  for (const [key, { plain, list }] of known.sources) {
    if (key.startsWith('left')) continue;
    const own = plain === null || plain === 'none' ? [] : [textOf(plain)];
    const all =
      list === null ? own : list === 'several' ? [...own, '2001:db8::8', '2001:db8::9'] : list.map(textOf);
    if (key !== 'me') dns[key.slice(4)] = all;
    else if (all.length > 0) myIp = all.length === 1 ? all[0] : all;
  }
  const random: number[] = [];
  for (const [name, stretches] of known.draws) {
    const draw = someDraw(stretches);
    if (draw === null) return failed(isChosen ? 'unsure' : 'none');
    // Drawn by an earlier call: this one's are `random0`, `random1`, ….
    if (name.startsWith('random')) random[Number(name.slice('random'.length))] = draw;
  }
  const moment = known.clock.asked ? momentOf(known) : null;
  // Among the values that the relations could have been satisfied with, others may fit.
  if (typeof moment === 'string') return failed(isChosen ? 'unsure' : moment);
  const time =
    moment === null
      ? {}
      : {
          at: new Date(moment.localMs - moment.offsetMinutes * 60_000),
          timeZone: moment.offsetMinutes === 0 ? 'UTC' : zoneText(moment.offsetMinutes),
        };
  for (const [name, addresses] of Object.entries(knownDns)) dns[name] = [...addresses];
  const environment: PacEnvironment = {
    ...(myIp === undefined ? {} : { myIp }),
    ...(Object.keys(dns).length === 0 ? {} : { dns }),
    ...time,
    ...(random.length === 0
      ? {}
      : { random: Array.from(random, (draw) => (draw as number | undefined) ?? 0.5) }),
  };
  return { environment, known, texts };
}
