/**
 * Functions that keep what they worked out (`../../prove/settle.ts`) are run twice here: as if nothing was kept, and
 * with what the first run kept. Whatever looks at what they keep elsewhere is reported. Runs inside the virtual
 * machine; the source of `installSettling` names nothing outside itself.
 */
import type { SymbolicValues } from './types.js';

export interface Settling {
  /** Names, with their unit and what they are kept for; units, with their kind, the pieces of their key and the objects they are called on. */
  U(names: readonly (readonly [string, number, string])[], units: readonly UnitFacts[]): void;
  S(unit: number, self: unknown, args: ArrayLike<unknown>, fn: unknown): unknown;
  N(unit: number, self: object, name: string, value: unknown): unknown;
  E(unit: number, table: unknown, key: unknown, value: unknown): unknown;
  T(unit: number, table: unknown, key: unknown): unknown;
  I(unit: number, key: unknown, table: unknown): unknown;
  H(unit: number, table: unknown, key: unknown): unknown;
  k(object: unknown, name: string): unknown;
  /** Notes that a property is looked at by a name found out in the run. */
  watch(object: unknown, key: unknown): void;
  begin(): void;
}

type UnitFacts = readonly [number, 'lazy' | 'memo', readonly (string | number)[], () => readonly unknown[]];

interface Frame {
  readonly unit: number;
  readonly self: unknown;
  readonly args: ArrayLike<unknown>;
  /** `cold`: nothing kept; `warm`: what the cold run kept; `tried`: on an object that others inherit from. */
  readonly run: 'cold' | 'warm' | 'tried';
  readonly keys: Set<string>;
  wrote: boolean;
  /** Names for which it would now keep something else. */
  readonly changed: Set<string>;
}

export function installSettling(values: SymbolicValues, countOf: (unit: number) => unknown): Settling {
  const { ask, asked, decided, table: tableBox } = values;
  const apply = Reflect.apply;
  const getPrototype = Reflect.getPrototypeOf;
  const hasOwn = Object.hasOwn;
  const isSame = Object.is;
  const isWhole = Number.isInteger as (value: unknown) => boolean;
  const plainObject = Object.prototype;
  const asText = String;
  const names = new Map<string, readonly [number, string]>();
  const units = new Map<number, UnitFacts>();
  let calling = false;
  let frames: Frame[] = [];
  let settled = new Map<unknown, Set<number>>();
  let tried = new Map<unknown, Map<number, Set<string>>>();
  let chosen = new Set<string>();
  const isObject = (value: unknown): value is object =>
    (typeof value === 'object' && value !== null) || typeof value === 'function';
  const report = (unit: number): void => {
    ask({ q: 'kept', variable: unit });
  };
  /** The function that is run, where it is this one: what another looks at on its way is no part of its answer. */
  const frameOf = (unit: number): Frame | undefined => {
    const frame = frames[frames.length - 1];
    return frame?.unit === unit ? frame : undefined;
  };
  /** Notes a pair; false where it was noted before. */
  const note = (pairs: Map<unknown, Set<number>>, object: unknown, unit: number): boolean => {
    const of = pairs.get(object) ?? new Set<number>();
    pairs.set(object, of);
    if (of.has(unit)) return false;
    of.add(unit);
    return true;
  };

  interface Ran {
    readonly frame: Frame;
    readonly value: unknown;
    readonly threw: boolean;
  }
  const ran = (
    unit: number,
    self: unknown,
    args: ArrayLike<unknown>,
    fn: (...given: unknown[]) => unknown,
    run: Frame['run'],
  ): Ran => {
    const frame: Frame = { unit, self, args, run, keys: new Set(), wrote: false, changed: new Set() };
    const depth = frames.length;
    frames.push(frame);
    try {
      return { frame, value: apply(fn, self, args), threw: false };
    } catch (error) {
      return { frame, value: error, threw: true };
    } finally {
      frames.length = depth;
    }
  };
  const isAlike = (one: Ran, other: Ran): boolean =>
    one.threw === other.threw &&
    (one.threw ? asText(one.value) === asText(other.value) : isSame(one.value, other.value));

  /** In how many ways a key can be put together from the pieces, at most two. */
  const ways = (parts: readonly (string | number)[], key: string, piece: number, at: number): number => {
    if (piece === parts.length) return at === key.length ? 1 : 0;
    const part = parts[piece];
    if (typeof part === 'string')
      return key.startsWith(part, at) ? ways(parts, key, piece + 1, at + part.length) : 0;
    if (piece === parts.length - 1) return 1;
    let count = 0;
    for (let end = at; end <= key.length && count < 2; end++) count += ways(parts, key, piece + 1, end);
    return count;
  };
  const isKeyFit = (frame: Frame, parts: readonly (string | number)[]): boolean => {
    const [key] = frame.keys;
    if (key === undefined || frame.keys.size !== 1 || !frame.wrote || key.length > 2000) return false;
    let made = '';
    for (const part of parts) {
      const piece = typeof part === 'number' ? frame.args[part] : part;
      if (typeof piece !== 'string') return false;
      made += piece;
    }
    return made === key && ways(parts, key, 0, 0) === 1;
  };

  /** Each object that a function with a table is called on has a table of its own. */
  const areApart = (unit: number, objects: readonly unknown[]): boolean => {
    const tables: unknown[] = [];
    for (const [name, [owner, as]] of names) {
      if (owner !== unit || as !== 'table') continue;
      for (const object of new Set(objects)) {
        if (!isObject(object)) continue;
        const table = hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
        if (!isObject(table) || tables.includes(table)) return false;
        tables.push(table);
      }
    }
    return true;
  };

  /** An object that `self` inherits from can be asked first, and what that keeps is then seen in `self`, but where it has its own. */
  const tryParents = (
    unit: number,
    self: unknown,
    own: ReadonlySet<string>,
    fn: (...given: unknown[]) => unknown,
  ): void => {
    let parent = isObject(self) ? getPrototype(self) : null;
    for (let depth = 0; parent !== null && parent !== plainObject; depth++) {
      if (depth > 20) {
        report(unit);
        return;
      }
      const of = tried.get(parent) ?? new Map<number, Set<string>>();
      tried.set(parent, of);
      let changed = of.get(unit);
      if (changed === undefined) {
        of.set(unit, new Set());
        changed = ran(unit, parent, [], fn, 'tried').frame.changed;
        of.set(unit, changed);
      }
      for (const name of changed) if (!own.has(name)) report(unit);
      parent = getPrototype(parent);
    }
  };

  const noteKey = (unit: number, key: unknown): string => {
    const text = asText(decided(key));
    if (!calling) return text;
    const frame = frameOf(unit);
    if (frame === undefined) report(unit);
    else frame.keys.add(text);
    return text;
  };

  const watch = (object: unknown, key: unknown): void => {
    if (!calling || names.size === 0 || typeof key !== 'string' || !isObject(object)) return;
    const keeping = names.get(key);
    if (keeping === undefined) return;
    const [unit, as] = keeping;
    const frame = frameOf(unit);
    const isOwner = frame?.self === object;
    if (as === 'lazy') {
      const isKnown = frames.length === 0 && settled.get(object)?.has(unit) === true;
      if (!isOwner && !isKnown) report(unit);
      return;
    }
    if (!isOwner) {
      report(unit);
      return;
    }
    if (as === 'table') {
      if (!hasOwn(object, key)) report(unit);
      return;
    }
    if (chosen.has(key)) return;
    chosen.add(key);
    const first = (object as Record<string, unknown>)[key];
    if (!isWhole(first) || (first as number) < 0) {
      report(unit);
      return;
    }
    if (decided(tableBox(`keptWhich${unit}:${key}`, [0, 1], [0, 1])) === 0) return;
    ask({ q: 'left', variable: unit });
    (object as Record<string, unknown>)[key] = countOf(unit);
  };

  return {
    U: (given, facts) => {
      for (const [name, unit, as] of given) names.set(name, [unit, as]);
      for (const one of facts) units.set(one[0], one);
    },
    S: (unit, self, args, given) => {
      const fn = given as (...all: unknown[]) => unknown;
      if (!calling) return apply(fn, self, args) as unknown;
      const [, kind, parts, objects] = units.get(unit) as UnitFacts;
      const own = new Set<string>();
      if (isObject(self)) for (const [name] of names) if (hasOwn(self, name)) own.add(name);
      const before = asked();
      const cold = ran(unit, self, args, fn, 'cold');
      const { frame } = cold;
      if (kind === 'lazy') tryParents(unit, self, own, fn);
      else if (frame.keys.size > 0 && !(isKeyFit(frame, parts) && areApart(unit, objects()))) report(unit);
      if (frame.wrote) {
        const warm = ran(unit, self, args, fn, 'warm');
        let isOwnKey = true;
        for (const key of warm.frame.keys) isOwnKey &&= frame.keys.has(key);
        if (warm.frame.changed.size > 0 || !isOwnKey || !isAlike(cold, warm)) report(unit);
      }
      // An object kept under this name is what the whole table then inherits from.
      const isName = kind === 'memo' && parts.length === 1 && frame.wrote;
      if (isName && ran(unit, self, ['__proto__'], fn, 'tried').frame.changed.size > 0) report(unit);
      if (asked() !== before) report(unit);
      note(settled, self, unit);
      if (cold.threw) throw cold.value;
      return cold.value;
    },
    N: (unit, self, name, value) => {
      const frame = calling ? frameOf(unit) : undefined;
      if (!calling) return value;
      if (frame === undefined || frame.self !== self) report(unit);
      else if (frame.run === 'cold') frame.wrote = true;
      else if (!isSame((self as Record<string, unknown>)[name], value)) frame.changed.add(name);
      return value;
    },
    E: (unit, table, key, value) => {
      const name = noteKey(unit, key);
      const kept = table as Record<string, unknown>;
      const frame = calling ? frameOf(unit) : undefined;
      if (frame?.run === 'tried') {
        if (isObject(value)) frame.changed.add(name);
        return value;
      }
      if (frame?.run === 'cold') frame.wrote = true;
      else if (frame !== undefined && !isSame(kept[name], value)) frame.changed.add(name);
      kept[name] = value;
      return value;
    },
    T: (unit, table, key) => (table as Record<string, unknown>)[noteKey(unit, key)],
    I: (unit, key, table) => noteKey(unit, key) in (table as object),
    H: (unit, table, key) => hasOwn(table as object, noteKey(unit, key)),
    k: (object, name) => {
      watch(object, name);
      return (object as Record<string, unknown>)[name];
    },
    watch,
    begin: () => {
      calling = true;
      frames = [];
      settled = new Map();
      tried = new Map();
      chosen = new Set();
    },
  };
}
