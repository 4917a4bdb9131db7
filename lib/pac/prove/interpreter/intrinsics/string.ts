/**
 * `String` and the methods of texts that look at nothing but text (section 22.1).
 */
import { toText, unwrapped } from '../convert.js';
import type { NativeRow } from '../native.js';
import { isObj, isUnknown, RegExpObj, WrapperObj, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { iteratorOf } from './iterators.js';
import { lengthOf, elementAt, relative } from './list.js';
import { alias, install, pure, refused, takes } from './rows.js';
import { STRING_PATTERNS } from './string-patterns.js';

export function thisText(vm: Vm, self: Value): string {
  if (self === undefined || self === null) return vm.throwError('TypeError', 'no text');
  return vm.toString(self);
}

/** A text that is looked for, which must not be an expression. */
function plainText(vm: Vm, value: Value): string {
  if (isObj(value)) {
    const match = vm.get(value, Symbol.match);
    if (match === undefined ? value instanceof RegExpObj : vm.toBoolean(match))
      vm.throwError('TypeError', 'an expression where a text is wanted');
  }
  return vm.toString(value);
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** A method of texts: the text, and what it is given. */
function text(
  name: string,
  length: number,
  body: (vm: Vm, text: string, args: readonly Value[]) => Value,
): NativeRow {
  return pure(`String.prototype.${name}`, length, (vm, self, args) => body(vm, thisText(vm, self), args));
}

function padded(name: 'padStart' | 'padEnd'): NativeRow {
  return text(name, 1, (vm, own, [wanted, filler]) => {
    const length = vm.toLength(wanted);
    if (length <= own.length) return own;
    const fill = filler === undefined ? ' ' : vm.toString(filler);
    if (fill === '') return own;
    vm.budget.text(length);
    return own[name](length, fill);
  });
}

const ACCESS: readonly NativeRow[] = [
  text('at', 1, (vm, own, [index]) => {
    const at = vm.toInteger(index);
    const from = at < 0 ? own.length + at : at;
    return from < 0 || from >= own.length ? undefined : own.charAt(from);
  }),
  text('charAt', 1, (vm, own, [index]) => own.charAt(vm.toInteger(index))),
  text('charCodeAt', 1, (vm, own, [index]) => own.charCodeAt(vm.toInteger(index))),
  text('codePointAt', 1, (vm, own, [index]) => own.codePointAt(vm.toInteger(index))),
  text('slice', 2, (vm, own, [start, end]) => {
    const from = relative(vm, start, own.length);
    return own.slice(from, relative(vm, end, own.length, own.length));
  }),
  text('substring', 2, (vm, own, [start, end]) => {
    const from = clamp(vm.toInteger(start), own.length);
    return own.substring(from, end === undefined ? own.length : clamp(vm.toInteger(end), own.length));
  }),
  text('substr', 2, (vm, own, [start, count]) => {
    const from = relative(vm, start, own.length);
    const length = count === undefined ? own.length - from : clamp(vm.toInteger(count), own.length - from);
    return own.slice(from, from + Math.max(length, 0));
  }),
];

const SEARCH: readonly NativeRow[] = [
  text('includes', 1, (vm, own, [wanted, from]) => {
    const search = plainText(vm, wanted);
    return own.includes(search, vm.toInteger(from));
  }),
  text('startsWith', 1, (vm, own, [wanted, from]) => {
    const search = plainText(vm, wanted);
    return own.startsWith(search, vm.toInteger(from));
  }),
  text('endsWith', 1, (vm, own, [wanted, to]) => {
    const search = plainText(vm, wanted);
    return own.endsWith(search, to === undefined ? own.length : vm.toInteger(to));
  }),
  text('indexOf', 1, (vm, own, [wanted, from]) => {
    const search = vm.toString(wanted);
    return own.indexOf(search, vm.toInteger(from));
  }),
  text('lastIndexOf', 1, (vm, own, [wanted, from]) => {
    const search = vm.toString(wanted);
    const position = vm.toNumber(from);
    return own.lastIndexOf(search, Number.isNaN(position) ? Infinity : position);
  }),
];

const MAKING: readonly NativeRow[] = [
  text('repeat', 1, (vm, own, [count]) => {
    const times = vm.toInteger(count);
    if (times < 0 || times === Infinity) vm.throwError('RangeError', 'a count');
    if (own === '') return '';
    vm.budget.text(own.length * times);
    return own.repeat(times);
  }),
  padded('padEnd'),
  padded('padStart'),
  text('toLowerCase', 0, (_vm, own) => own.toLowerCase()),
  text('toUpperCase', 0, (_vm, own) => own.toUpperCase()),
  text('trim', 0, (_vm, own) => own.trim()),
  text('trimEnd', 0, (_vm, own) => own.trimEnd()),
  text('trimStart', 0, (_vm, own) => own.trimStart()),
  pure('String.prototype.toString', 0, (vm, self) => unwrapped(vm, self, 'String')),
  pure('String.prototype.valueOf', 0, (vm, self) => unwrapped(vm, self, 'String')),
  takes('String.prototype.concat', 1, 'none', (vm, self, args) => {
    if (self === undefined || self === null) vm.throwError('TypeError', 'no text');
    let result: Value = toText(vm, self);
    for (const value of args) {
      const more = toText(vm, value);
      if (isUnknown(result) || isUnknown(more)) result = vm.unknowns.binary('+', result, more);
      else {
        vm.budget.text(result.length + more.length);
        result += more;
      }
      if (!isUnknown(result)) result = vm.toString(result);
    }
    return result;
  }),
  ...['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase', 'normalize'].map((name) =>
    refused(
      `String.prototype.${name}`,
      name === 'localeCompare' ? 1 : 0,
      `${name} depends on the client's language or version`,
    ),
  ),
];

/** Wraps the text in an element of HTML (Annex B). */
function html(name: string, element: string, attribute: string | null): NativeRow {
  return text(name, attribute === null ? 0 : 1, (vm, own, [value]) => {
    const quoted =
      attribute === null ? '' : ` ${attribute}="${vm.toString(value).replaceAll('"', '&quot;')}"`;
    return `<${element}${quoted}>${own}</${element}>`;
  });
}

const HTML: readonly NativeRow[] = [
  html('anchor', 'a', 'name'),
  html('big', 'big', null),
  html('blink', 'blink', null),
  html('bold', 'b', null),
  html('fixed', 'tt', null),
  html('fontcolor', 'font', 'color'),
  html('fontsize', 'font', 'size'),
  html('italics', 'i', null),
  html('link', 'a', 'href'),
  html('small', 'small', null),
  html('strike', 'strike', null),
  html('sub', 'sub', null),
  html('sup', 'sup', null),
];

const ITERATOR = takes('String.prototype.@@iterator', 0, 'none', (vm, self) => {
  if (self === undefined || self === null) vm.throwError('TypeError', 'no text');
  const own = vm.toString(self);
  return iteratorOf(vm, 'String Iterator', (at) => {
    if (at >= own.length) return undefined;
    const value = String.fromCodePoint(own.codePointAt(at) ?? 0);
    return { value, next: at + value.length };
  });
});

function raw(vm: Vm, _self: Value, [template, ...parts]: readonly Value[]): string {
  const texts = vm.toObject(vm.get(vm.toObject(template), 'raw'));
  const length = lengthOf(vm, texts);
  let result = '';
  for (let at = 0; at < length; at++) {
    vm.budget.step();
    result += vm.toString(elementAt(vm, texts, at));
    if (at + 1 < length && at < parts.length) result += vm.toString(parts[at]);
    vm.budget.text(result.length);
  }
  return result;
}

const STATICS: readonly NativeRow[] = [
  pure('String.fromCharCode', 1, (vm, _self, args) =>
    args.map((value) => String.fromCharCode(vm.toNumber(value))).join(''),
  ),
  pure('String.fromCodePoint', 1, (vm, _self, args) =>
    args
      .map((value) => {
        const point = vm.toNumber(value);
        if (!Number.isInteger(point) || point < 0 || point > 0x10ffff)
          return vm.throwError('RangeError', 'a code point');
        return String.fromCodePoint(point);
      })
      .join(''),
  ),
  takes('String.raw', 1, 'none', raw),
];

function stringOf(vm: Vm, args: readonly Value[], newTarget: FunctionObj | undefined): Value {
  const [value] = args;
  if (newTarget === undefined && typeof value === 'symbol') return value.toString();
  const own = args.length === 0 ? '' : toText(vm, value);
  if (newTarget === undefined) return own;
  const primitive = isUnknown(own) ? vm.unknowns.settle(own) : own;
  return new WrapperObj(vm.prototypeFor(newTarget, 'String'), vm.heap.epoch, 'String', primitive);
}

export function installString(vm: Vm): void {
  const { realm } = vm;
  const fn = realm.classOf(
    takes('String', 1, 'none', (of, _self, args, newTarget) => stringOf(of, args, newTarget)),
    'String',
  );
  install(vm, fn, STATICS);
  const prototype = realm.prototypeOf('String');
  install(vm, prototype, [...ACCESS, ...SEARCH, ...MAKING, ...HTML, ...STRING_PATTERNS, ITERATOR]);
  alias(vm, prototype, 'trimLeft', 'trimStart');
  alias(vm, prototype, 'trimRight', 'trimEnd');
}
