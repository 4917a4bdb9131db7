/**
 * Values that stand for many environments, inside the virtual machine. The source of `installSymbolic` runs there and
 * names nothing outside itself; the other parts are handed to it.
 *
 * A box is a proxy, so that code which is not rewritten (`../../prove/instrument.ts`) cannot look at one unnoticed. Kinds:
 * - `table`: one primitive for each value of one small variable (an octet, the hour, a drawn index)
 * - `term`: a primitive computed from several such variables, which the host knows how
 * - `address`, `slice`, `list`: a client's or name's address, a part of its text, and several addresses
 * - `random`: a number drawn from [0, 1), scaled and shifted
 * - `now`, `instant`: a date and a number that depend on the client's clock and zone
 * - `opaque`: something computed from those in a way that is not followed; deciding on one is sampling, and is reported
 *
 * What a decision needs to know is asked of the host (`../../prove/oracle.ts`), which answers each question every way the
 * environment allows, one way a run.
 */
import type { SymbolicConfig } from './types.js';
import type { installCalls } from './calls.js';
import type { installSymbolicLibrary } from './library.js';
import type { installMembers } from './members.js';
import type { installSettling } from './settle.js';
import type { Fn, SourceAnswer, SymbolicRun } from './types.js';
import type { installSymbolicDate } from './dates.js';
import type { installInstants } from './instants.js';
import type { installOperators } from './operators.js';
import type { installValues } from './values.js';

export interface SymbolicParts {
  readonly installValues: typeof installValues;
  readonly installInstants: typeof installInstants;
  readonly installOperators: typeof installOperators;
  readonly installMembers: typeof installMembers;
  readonly installCalls: typeof installCalls;
  readonly installDate: typeof installSymbolicDate;
  readonly installLibrary: typeof installSymbolicLibrary;
  readonly installSettling: typeof installSettling;
}

export function installSymbolic(
  global: Record<string, unknown>,
  runtimeName: string,
  configJson: string,
  askHost: (json: string) => string,
  parts: SymbolicParts,
): SymbolicRun {
  const boxes = parts.installValues(askHost);
  const instants = parts.installInstants(boxes);
  const values = { ...boxes, instants, ...parts.installOperators(boxes, instants) };
  const members = parts.installMembers(values);
  const calls = parts.installCalls(runtimeName, values, members);
  parts.installDate(global, values, calls);
  parts.installLibrary(global, JSON.parse(configJson) as SymbolicConfig, values, calls);
  const { count, atBlock, ask, boxOf, make, decided, truth, lift, cutRandom, binary, table, sampled, upTo } =
    values;
  const { getMember, boxedMethod } = members;
  const { call, isUser, hasBoxes } = calls;
  const construct = Reflect.construct;
  const isWhole = Number.isInteger as (value: unknown) => boolean;
  let lastLine = 0;
  let hits: Record<number, true> = {};
  let hitsOfLoading: Record<number, true> = {};
  let written: Record<number, true> = {};
  let calling = false;
  let returned = false;

  const runtime = {
    h: (block: number): void => {
      hits[block] = true;
      atBlock(block);
      returned = false;
    },
    t: truth,
    /** Left side of `&&` and `||`: a box that is false is decided, so that the operator sees it. */
    l: (value: unknown): unknown => (boxOf(value) === undefined || truth(value) ? value : decided(value)),
    n: (value: unknown): unknown => {
      const box = boxOf(value);
      if (box?.kind === 'term' && truth(binary('==', value, null))) return null;
      return box?.kind === 'table' && box.values.some((one) => one === null || one === undefined)
        ? decided(value)
        : value;
    },
    b: (operator: string, a: unknown, b: unknown): unknown => {
      if (operator === 'in') settling.watch(b, a);
      return binary(operator, a, b);
    },
    p: (first: unknown, ...rest: unknown[]): unknown => {
      let sum = first;
      for (let i = 0; i < rest.length; i++) sum = binary('+', sum, rest[i]);
      return sum;
    },
    u: (operator: string, value: unknown): unknown => {
      const box = boxOf(value);
      if ((box?.kind === 'address' || box?.kind === 'list') && operator !== '~') return NaN;
      if (box?.kind === 'random') {
        if (operator === '+') return value;
        if (operator === '-') return make({ ...box, scale: -box.scale, offset: -box.offset });
        return runtime.u('~', cutRandom(box, Math.trunc, 'trunc'));
      }
      if (box?.kind === 'now' || box?.kind === 'instant') {
        const found =
          operator === '~'
            ? undefined
            : binary(operator === '+' ? '-' : '*', value, operator === '+' ? 0 : -1);
        if (found !== undefined) return found;
      }
      return lift(
        [value],
        ([one]) => (operator === '-' ? -(one as number) : operator === '+' ? Number(one) : ~(one as number)),
        `unary${operator}`,
      );
    },
    y: (value: unknown): unknown => {
      const box = boxOf(value);
      if (box === undefined) return typeof value;
      if (box.kind === 'table' || box.kind === 'term') return lift([value], ([one]) => typeof one, 'typeof');
      if (box.kind === 'address' || box.kind === 'slice' || box.kind === 'list') return 'string';
      return box.kind === 'random' || box.kind === 'instant'
        ? 'number'
        : box.kind === 'now'
          ? 'object'
          : typeof box.value;
    },
    g: (object: unknown, key: unknown): unknown => {
      settling.watch(object, key);
      return getMember(object, key);
    },
    m: (object: unknown, key: unknown, args: readonly unknown[]): unknown => {
      const box = boxOf(object);
      if (box !== undefined) return boxedMethod(object, box, String(decided(key)), args);
      const name = decided(key) as PropertyKey;
      settling.watch(object, name);
      if (name === 'hasOwnProperty') settling.watch(object, args[0]);
      return call((object as Record<PropertyKey, unknown>)[name], object, args);
    },
    f: (fn: unknown, args: readonly unknown[]): unknown => call(fn, undefined, args),
    w: (constructor: unknown, args: readonly unknown[]): unknown => {
      const fn = constructor as Fn;
      if (typeof fn !== 'function' || count() === 0 || isUser(fn) || !hasBoxes(args))
        return construct(fn, args as unknown[]) as unknown;
      if (fn === (Array as unknown) && args.length > 1) return Array.from(args);
      return construct(fn, args.map(decided)) as unknown;
    },
    /** Whether a case of a switch is the one meant. */
    s: (value: unknown, one: unknown): boolean => truth(binary('===', value, one)),
    v: decided,
    q: (texts: readonly string[], values: readonly unknown[]): unknown => {
      let sum: unknown = texts[0];
      for (let i = 0; i < values.length; i++) {
        const value = boxOf(values[i]) === undefined ? String(values[i]) : values[i];
        sum = binary('+', binary('+', sum, value), texts[i + 1]);
      }
      return sum;
    },
    a: (
      operator: string,
      object: Record<PropertyKey, unknown>,
      key: unknown,
      value: () => unknown,
    ): unknown => {
      const name = decided(key) as PropertyKey;
      const result = binary(operator, object[name], value());
      object[name] = result;
      return result;
    },
    r: (line: number, value: unknown): unknown => {
      lastLine = line;
      returned = true;
      return value;
    },
    R: (variable: number): void => {
      if (calling && written[variable] !== true) ask({ q: 'kept', variable });
    },
    /** Before a variable is read: it may hold what an earlier call left there (`../../prove/left.ts`). */
    K: (
      variable: number,
      set: (value: unknown) => void,
      values: readonly (() => unknown)[],
      first?: () => unknown,
      isNegative?: boolean,
    ): void => {
      if (!calling || written[variable] === true) return;
      const number = first?.();
      if (first !== undefined && !(isWhole(number) && ((number as number) >= 0 || isNegative === true))) {
        ask({ q: 'kept', variable });
        return;
      }
      written[variable] = true;
      const choices = values.length + 1;
      const which = decided(table(`keptWhich${variable}:`, upTo(choices), upTo(choices))) as number;
      if (which === 0) return;
      ask({ q: 'left', variable });
      set((values[which - 1] as () => unknown)());
    },
    C: (variable: number, isNegative: boolean): unknown =>
      make({
        kind: 'random',
        sym: `kept${variable}`,
        scale: isNegative ? 2 ** 41 : 2 ** 40,
        offset: isNegative ? -(2 ** 40) : 0,
      }),
    B: (variable: number, limit: unknown): unknown => {
      if (!isWhole(limit) || (limit as number) < 1 || (limit as number) > 4096) {
        sampled('a number that is kept between calls is used in a way that is not followed');
        return 0;
      }
      return table(`keptBelow${variable}:`, upTo(limit as number), upTo(limit as number));
    },
    A: (variable: number, kind: 'me' | 'dns'): unknown => {
      const answer = ask({ q: 'source', kind, name: '', kept: variable }) as SourceAnswer;
      if (answer.family === 'none') return kind === 'dns' ? null : '';
      return make({ kind: 'address', sym: answer.sym, family: answer.family as 'v4' | 'v6' });
    },
    o: (value: unknown): unknown => value,
    W: (variable: number, value: unknown): unknown => {
      if (calling) written[variable] = true;
      return value;
    },
  };
  const settling = parts.installSettling(values, (unit) => runtime.C(unit, false));
  Object.assign(runtime, settling);
  Object.defineProperty(global, runtimeName, { value: runtime, enumerable: false, writable: false });

  return {
    tell: values.tell,
    begin: () => {
      calling = true;
      settling.begin();
      written = {};
      hitsOfLoading = hits;
      hits = {};
      lastLine = 0;
    },
    finish: (result) => decided(result),
    hits: () =>
      [...Object.keys(hits), ...Object.keys(hitsOfLoading).map((block) => -1 - Number(block))].join(),
    line: () => String(returned ? lastLine : 0),
  };
}
