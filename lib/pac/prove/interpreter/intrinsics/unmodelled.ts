/**
 * Names that some engine has on one of the language's own objects and the interpreter has not: asking for one is an
 * obstacle, for some clients find something there and others do not.
 */
import { isObj, type Key, type Obj } from '../values.js';
import type { Vm } from '../vm.js';
import { GLOBAL_NAMES } from './unmodelled-globals.js';

/** By object; names that begin with `@@` are well-known symbols. */
export const UNMODELLED: Readonly<Record<string, string>> = {
  Object: 'groupBy observe unobserve deliverChangeRecords getNotifier',
  'Object.prototype':
    'toSource watch unwatch __count__ __parent__ __noSuchMethod__ __iterator__ __exposedProps__',
  Function: 'caller arguments',
  'Function.prototype':
    'caller arguments toSource isGenerator fileName lineNumber columnNumber displayName sourceURL @@metadata',
  Array:
    'fromAsync concat every filter forEach indexOf join lastIndexOf map pop push reduce reduceRight reverse shift ' +
    'slice some sort splice unshift includes find findIndex copyWithin fill keys values entries',
  'Array.prototype': 'toReversed toSorted toSpliced with toSource',
  String:
    'charAt charCodeAt concat endsWith includes indexOf lastIndexOf localeCompare match ' +
    'normalize replace search slice split startsWith substr substring toLocaleLowerCase toLocaleUpperCase ' +
    'toLowerCase toUpperCase trim trimLeft trimRight quote at',
  'String.prototype': 'isWellFormed toWellFormed toSource quote equals equalsIgnoreCase',
  Number: 'toInteger',
  'Number.prototype': 'toSource',
  Boolean: '',
  'Boolean.prototype': 'toSource',
  Symbol: 'asyncDispose dispose metadata observable operatorSet toSource isRegistered ' + 'isWellKnown',
  'Symbol.prototype': 'toSource',
  Math: 'f16round sumPrecise toSource iaddh isubh imulh umulh signbit',
  Date: 'toSource',
  'Date.prototype': 'toTemporalInstant toSource getVarDate toLocaleFormat',
  RegExp:
    "input lastMatch lastParen leftContext rightContext multiline index lastIndex $_ $& $+ $` $' $* " +
    '$1 $2 $3 $4 $5 $6 $7 $8 $9 escape',
  'RegExp.prototype': 'compile unicodeSets linear toSource lastIndex options',
  Map: 'groupBy of from getOrInsert getOrInsertComputed',
  'Map.prototype': 'getOrInsert getOrInsertComputed toSource',
  Set: 'groupBy of from',
  'Set.prototype':
    'union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom toSource',
  JSON: 'rawJSON isRawJSON parseImmutable toSource',
  Reflect: 'parse enumerate toSource',
  'Iterator.prototype':
    'map filter take drop flatMap reduce toArray forEach some every find constructor next return throw toAsync ' +
    'chunks windows zip join @@toStringTag @@dispose',
  'Array Iterator': 'return throw',
  'String Iterator': 'return throw',
  'Map Iterator': 'return throw',
  'Set Iterator': 'return throw',
  'RegExp String Iterator': 'return throw',
  Error: 'captureStackTrace stackTraceLimit prepareStackTrace isError callsites description number toSource',
  'Error.prototype':
    'stack fileName lineNumber columnNumber line column sourceURL number description toSource ' +
    'stackTrace rhinoException javaException',
};

/** The object that a name in the table stands for. */
export function intrinsicNamed(vm: Vm, name: string): Obj {
  const [first = '', rest] = name.split('.');
  if (rest === 'prototype' || first.endsWith(' Iterator')) return vm.realm.prototypeOf(first);
  const found = vm.global.properties.get(first)?.value;
  if (!isObj(found)) throw new Error(`no such object: ${name}`);
  return found;
}

function keysOf(names: string): Set<Key> {
  const keys = new Set<Key>();
  for (const name of names.split(' ')) {
    if (name === '') continue;
    const symbol = name.startsWith('@@')
      ? (Symbol as unknown as Record<string, symbol | undefined>)[name.slice(2)]
      : name;
    if (symbol !== undefined) keys.add(symbol);
  }
  return keys;
}

/** Marks those names, and notes what each of the objects has before a script can change it. */
export function markUnmodelled(vm: Vm): void {
  vm.global.unmodelled = new Set<Key>(
    [...GLOBAL_NAMES, Symbol.toStringTag].filter((name) => !vm.global.properties.has(name)),
  );
  for (const [name, names] of Object.entries(UNMODELLED)) {
    const object = intrinsicNamed(vm, name);
    object.unmodelled = keysOf(names);
    for (const [key, property] of object.properties) vm.pristine.set(`${name}.${String(key)}`, property);
  }
}
