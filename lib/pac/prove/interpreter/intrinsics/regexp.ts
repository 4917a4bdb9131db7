/**
 * `RegExp` (section 22.2): its constructor, and what it is made of.
 */
import { NativeFn, type NativeRow } from '../native.js';
import { makeRegExp } from '../regexp.js';
import { isObj, RegExpObj, type Obj, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { builtinExec, execute, thisRegExp } from './regexp-exec.js';
import { install, installGetters, installSpecies, settled, takes } from './rows.js';
import { REGEXP_PATTERNS } from './regexp-patterns.js';

function thisObject(vm: Vm, self: Value): Obj {
  return isObj(self) ? self : vm.throwError('TypeError', 'not an object');
}

export function isRegExp(vm: Vm, value: Value): value is Obj {
  if (!isObj(value)) return false;
  const match = vm.get(value, Symbol.match);
  return match === undefined ? value instanceof RegExpObj : vm.toBoolean(match);
}

const FLAGS: readonly (readonly [name: string, letter: string])[] = [
  ['hasIndices', 'd'],
  ['global', 'g'],
  ['ignoreCase', 'i'],
  ['multiline', 'm'],
  ['dotAll', 's'],
  ['unicode', 'u'],
  ['sticky', 'y'],
];

const isPrototype = (vm: Vm, self: Value): boolean => self === vm.realm.prototypeOf('RegExp');

const GETTERS: readonly NativeRow[] = [
  ...FLAGS.map(([name, letter]) =>
    takes(`RegExp.prototype.${name}`, 0, 'none', (vm, self) => {
      if (isPrototype(vm, self)) return undefined;
      return thisRegExp(vm, self).flags.includes(letter);
    }),
  ),
  takes('RegExp.prototype.flags', 0, 'none', (vm, self) => {
    const object = thisObject(vm, self);
    let letters = '';
    for (const [name, letter] of FLAGS) if (vm.toBoolean(vm.get(object, name))) letters += letter;
    return letters;
  }),
  takes('RegExp.prototype.source', 0, 'none', (vm, self) =>
    isPrototype(vm, self) ? '(?:)' : thisRegExp(vm, self).source,
  ),
];

const METHODS: readonly NativeRow[] = [
  settled('RegExp.prototype.exec', 1, 'self', (vm, self, [text]) =>
    builtinExec(vm, thisRegExp(vm, self), vm.toString(text)),
  ),
  settled('RegExp.prototype.test', 1, 'self', (vm, self, [text]) => {
    const regexp = thisObject(vm, self);
    return execute(vm, regexp, vm.toString(text)) !== null;
  }),
  settled('RegExp.prototype.toString', 0, 'none', (vm, self) => {
    const regexp = thisObject(vm, self);
    const source = vm.toString(vm.get(regexp, 'source'));
    return `/${source}/${vm.toString(vm.get(regexp, 'flags'))}`;
  }),
];

function made(vm: Vm, [pattern, flags]: readonly Value[], newTarget: FunctionObj | undefined): Value {
  const isPattern = isRegExp(vm, pattern);
  if (newTarget === undefined && isPattern && flags === undefined) {
    const constructor = vm.get(pattern, 'constructor');
    if (constructor instanceof NativeFn && constructor.row.id === 'RegExp') return pattern;
  }
  let source = pattern;
  let letters = flags;
  if (pattern instanceof RegExpObj) {
    ({ source } = pattern);
    if (flags === undefined) letters = pattern.flags;
  } else if (isPattern) {
    source = vm.get(pattern, 'source');
    if (flags === undefined) letters = vm.get(pattern, 'flags');
  }
  const proto = vm.prototypeFor(newTarget, 'RegExp');
  const text = source === undefined ? '' : vm.toString(source);
  return makeRegExp(vm, text, letters === undefined ? '' : vm.toString(letters), proto);
}

export function installRegExp(vm: Vm): void {
  const fn = vm.realm.classOf(
    settled('RegExp', 2, 'none', (of, _self, args, newTarget) => made(of, args, newTarget)),
    'RegExp',
  );
  installSpecies(vm, fn);
  const prototype = vm.realm.prototypeOf('RegExp');
  install(vm, prototype, [...METHODS, ...REGEXP_PATTERNS]);
  installGetters(vm, prototype, GETTERS);
}
