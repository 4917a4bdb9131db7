/**
 * Regular expressions of a script: the host's own engine, on known strings alone. Syntax and flags that engines in use
 * do not all have are an obstacle.
 */
import { dataProperty, RegExpObj, type Obj } from './values.js';
import type { Vm } from './vm.js';

/** Modifiers, as in `(?i:a)`, and named groups: of the first, and of the second twice, not every engine knows. */
const MODIFIERS = /\(\?(?:[a-z]+(?:-[a-z]*)?|-[a-z]+):/;
const NAMED = /\(\?<([^=!>]+)>/g;

function isNewer(source: string): boolean {
  const names = Array.from(source.matchAll(NAMED), ([, name]) => name);
  return MODIFIERS.test(source) || new Set(names).size < names.length;
}

const FLAGS = /^[gimsuy]*$/;

/** Throws a SyntaxError of the script's where the expression is none. */
export function makeRegExp(vm: Vm, source: string, flags: string, proto: Obj | null = null): RegExpObj {
  const made = new RegExpObj(proto ?? vm.realm.prototypeOf('RegExp'), vm.heap.epoch);
  if (new Set(flags).size !== flags.length) vm.throwError('SyntaxError', 'flags of an expression');
  if (!FLAGS.test(flags)) vm.obstacle(`the flags ${flags} of an expression are not modelled`);
  if (flags.includes('u') && /\\[pP]\{/.test(source))
    vm.obstacle('what kind a character is depends on the version of Unicode, which differs between engines');
  if (isNewer(source)) vm.obstacle('an expression is written in a way that engines do not all know');
  try {
    made.host = new RegExp(source, flags);
  } catch {
    vm.throwError('SyntaxError', 'an expression');
  }
  made.source = made.host.source;
  made.flags = made.host.flags;
  made.properties.set('lastIndex', dataProperty(0, 1));
  return made;
}
