/**
 * Which addresses a client or a name may have, as the plain builtins (`myIpAddress`, `dnsResolve`) and the `…Ex` ones
 * show them: the plain ones answer the first of the list that is of a family they know. A list has up to four.
 */
import { addressNumber } from './intervals.js';
import { inNetworks } from './addresses.js';
import { outsideWide } from './wide-addresses.js';
import type { V6Facts } from './wide-texts.js';
import { addressOf, withAddress, type AddressFacts, type Known, type SourceFacts } from './known.js';

type Family = AddressFacts['family'];

/** `::` is no node's address (RFC 4291 §2.5.2), though a name may be given it. */
const ASSIGNED: V6Facts = { intervals: outsideWide([0n, 0n]), rules: [] };

function facts({ isMe }: SourceShape, family: Family): Partial<AddressFacts> {
  return isMe ? { family, v6: ASSIGNED } : { family };
}

export const MOST_LISTED = 4;

/** One thing a source may answer: what is then known, and the answer. */
export interface SourceOption {
  readonly known: Known;
  readonly answer: { readonly family: Family | 'list' | 'text'; readonly sym: string };
}

export interface SourceShape {
  readonly key: string;
  readonly isMe: boolean;
  /** Families the plain builtin answers with. */
  readonly plainFamilies: 'v4' | 'both';
  /** What `myIpAddress` answers where there is no address. */
  readonly unknownText: string;
}

const NOT_ASKED: SourceFacts = { plain: null, list: null };
const NONE = 'none';

function withSource(known: Known, key: string, change: Partial<SourceFacts>): Known {
  const before = known.sources.get(key) ?? NOT_ASKED;
  return { ...known, sources: new Map(known.sources).set(key, { ...before, ...change }) };
}

const isPlain = ({ plainFamilies }: SourceShape, family: Family): boolean =>
  family === 'v4' || (family === 'v6' && plainFamilies === 'both');

/** The plain builtin's answers. */
export function plainOptions(known: Known, shape: SourceShape): SourceOption[] {
  const { key, isMe, plainFamilies, unknownText } = shape;
  const { plain, list } = known.sources.get(key) ?? NOT_ASKED;
  const none = (now: Known): SourceOption =>
    isMe
      ? { known: now, answer: { family: 'text', sym: unknownText } }
      : { known: now, answer: { family: 'none', sym: '' } };
  const answered = (now: Known, sym: string): SourceOption => ({
    known: now,
    answer: { family: addressOf(now, sym).family, sym },
  });
  if (plain !== null) return [plain === NONE ? none(known) : answered(known, plain)];
  if (Array.isArray(list)) {
    const first = (list as readonly string[]).find((sym) => isPlain(shape, addressOf(known, sym).family));
    const now = withSource(known, key, { plain: first ?? NONE });
    return [first === undefined ? none(now) : answered(now, first)];
  }
  const families: Family[] = plainFamilies === 'both' ? ['v4', 'v6'] : ['v4'];
  const options = families.map((family) => {
    const now = withAddress(withSource(known, key, { plain: key }), key, facts(shape, family));
    return answered(now, key);
  });
  // A client that knows no address of its own says 127.0.0.1, which is among the IPv4 addresses already.
  if (!isMe)
    options.push(none(withAddress(withSource(known, key, { plain: NONE }), key, { family: 'none' })));
  else if (list === 'several' && plainFamilies === 'v4')
    options.push(none(withSource(known, key, { plain: NONE })));
  return options;
}

/** What stands in the list where the plain builtin's answer, 127.0.0.1, says that there was none to answer. */
function unanswered(known: Known, { key, isMe, unknownText }: SourceShape): Known | null {
  const { plain } = known.sources.get(key) ?? NOT_ASKED;
  if (plain === null || plain === NONE) return known;
  const { family, v4 } = addressOf(known, plain);
  if (!isMe || family !== 'v4') return null;
  const value = addressNumber(unknownText);
  const narrowed = inNetworks(v4, [[value, value]], true);
  return narrowed.intervals.length === 0 ? null : withAddress(known, plain, { v4: narrowed });
}

/** Lists of these families that agree with what the plain builtin answered. */
function listOption(known: Known, shape: SourceShape, families: readonly Family[]): Known | null {
  const { key } = shape;
  const { plain } = known.sources.get(key) ?? NOT_ASKED;
  const first = families.findIndex((family) => isPlain(shape, family));
  let base: Known | null = known;
  if (first === -1) base = unanswered(known, shape);
  else if (plain === NONE) return null;
  else if (plain !== null && addressOf(known, plain).family !== families[first]) return null;
  if (base === null) return null;
  const isPlainFirst = plain === null || first === 0;
  let now: Known = base;
  const list = families.map((family, index) => {
    if (index === first && plain !== null) return plain;
    const sym = index === 0 && isPlainFirst && plain === null ? key : `${key}#${index + 1}`;
    now = withAddress(now, sym, facts(shape, family));
    return sym;
  });
  return withSource(now, key, { list });
}

const FAMILIES: readonly Family[] = ['v4', 'v6'];

function arrangements(count: number): Family[][] {
  if (count === 0) return [[]];
  return arrangements(count - 1).flatMap((rest) => FAMILIES.map((family) => [...rest, family]));
}

/** The `…Ex` builtin's answers. */
export function listOptions(known: Known, shape: SourceShape): SourceOption[] {
  const { key } = shape;
  const { list } = known.sources.get(key) ?? NOT_ASKED;
  const several = (now: Known): SourceOption => ({ known: now, answer: { family: 'list', sym: key } });
  const shown = (now: Known, syms: readonly string[]): SourceOption => {
    const [sym] = syms;
    if (sym === undefined) return { known: now, answer: { family: 'none', sym: '' } };
    return syms.length > 1
      ? several(now)
      : { known: now, answer: { family: addressOf(now, sym).family, sym } };
  };
  if (list === 'several') return [several(known)];
  if (list !== null) return [shown(known, list)];
  const options: SourceOption[] = [];
  for (const families of [...arrangements(1), []]) {
    const now = listOption(known, shape, families);
    if (now !== null) options.push(shown(now, now.sources.get(key)?.list as readonly string[]));
  }
  options.push(several(withSource(known, key, { list: 'several' })));
  return options;
}

/** The lists of more than one address that a source said it has. */
export function severalOptions(known: Known, shape: SourceShape): Known[] {
  if (Array.isArray(known.sources.get(shape.key)?.list)) return [known];
  const options: Known[] = [];
  for (let count = 2; count <= MOST_LISTED; count++) {
    for (const families of arrangements(count)) {
      const now = listOption(known, shape, families);
      if (now !== null) options.push(now);
    }
  }
  return options;
}
