/**
 * `Date` where it answers with boxes. Runs inside the virtual machine; the source of `installSymbolicDate` names nothing
 * outside itself.
 */
import type { Fn, SymbolicCalls, SymbolicValues } from './types.js';

export function installSymbolicDate(
  global: Record<string, unknown>,
  values: SymbolicValues,
  { aware }: SymbolicCalls,
): void {
  const { ask, boxOf, sampled, make, opaque, decided, instants, NativeDate, reasons: REASONS } = values;
  const construct = Reflect.construct;
  const apply = Reflect.apply;
  const ZONED = /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?\s*$/i;
  const PLAIN_DAY = /^\d{4}(?:-\d{2}){0,2}$/;
  const testText = RegExp.prototype.test;
  const parse = NativeDate.parse;
  const utc = NativeDate.UTC;

  /** A date whose local fields are given. */
  const local = (ms: number): unknown => make({ kind: 'now', g: 1, l: -1, c: ms });
  const fixed = (ms: number): unknown => make({ kind: 'now', c: ms });
  const isLocalText = (text: string): boolean =>
    !(apply(testText, ZONED, [text]) as boolean) && !(apply(testText, PLAIN_DAY, [text]) as boolean);

  const SymbolicDate = function (this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined)
      return opaque(String(new NativeDate(ask({ q: 'now' }) as number)), REASONS.now);
    if (args.length === 0) {
      ask({ q: 'clock' });
      return make({ kind: 'now', g: 1 });
    }
    const box = boxOf(args[0]);
    const isMoment = box?.kind === 'now' || (box?.kind === 'instant' && box.scale === 1);
    if (args.length === 1 && box !== undefined && isMoment) return make({ ...box, kind: 'now' });
    const plain = args.map(decided);
    const [first] = plain;
    const ms =
      plain.length > 1
        ? (apply(utc, undefined, plain) as number)
        : typeof first === 'string'
          ? parse(first)
          : typeof first === 'number'
            ? new NativeDate(first).getTime()
            : NaN;
    if (new.target !== SymbolicDate || isNaN(ms)) return construct(NativeDate, plain, new.target) as unknown;
    return plain.length > 1 || (typeof first === 'string' && isLocalText(first)) ? local(ms) : fixed(ms);
  };
  SymbolicDate.prototype = NativeDate.prototype;
  SymbolicDate.now = (): unknown => {
    ask({ q: 'clock' });
    return instants.instant({ g: 1, l: 0, c: 0 });
  };
  SymbolicDate.parse = (text: unknown): unknown => {
    const plain = String(decided(text));
    const ms = parse(plain);
    return !isNaN(ms) && isLocalText(plain) ? instants.instant({ g: 1, l: -1, c: ms }) : ms;
  };
  SymbolicDate.UTC = NativeDate.UTC;
  for (const fn of [SymbolicDate, SymbolicDate.now, SymbolicDate.parse]) aware.add(fn);
  global['Date'] = SymbolicDate;

  // Dates of the language's own, which those above are not, show the zone that an example has.
  const proto = NativeDate.prototype as unknown as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(proto)) {
    const original = proto[name];
    if (typeof original !== 'function' || !/^(?:get|set|to)(?!UTC|Time$|ISO|GMT|JSON)/.test(name)) continue;
    const watched = function (this: Date, ...args: unknown[]): unknown {
      sampled(REASONS.now);
      return apply(original as Fn, this, args) as unknown;
    };
    proto[name] = watched;
  }
}
