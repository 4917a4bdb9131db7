/**
 * The language's own objects: each property that we have is held against V8's and QuickJS's, and each that one of those
 * has and we have not must be a name that the interpreter knows to refuse.
 */
import assert from 'node:assert/strict';
import vm from 'node:vm';
import { KnownRun } from '../../../../lib/pac/prove/interpreter/run.js';
import { UNMODELLED } from '../../../../lib/pac/prove/interpreter/intrinsics/unmodelled.js';
import { intrinsicNamed } from '../../../../lib/pac/prove/interpreter/intrinsics/unmodelled.js';
import {
  isFunction,
  isObj,
  isUnknown,
  type Key,
  type Obj,
  type Property,
  type Value,
} from '../../../../lib/pac/prove/interpreter/values.js';
import { valueInQuickJs } from './engines.js';

/** As a script finds each object of the table. */
const PATHS: Readonly<Record<string, string>> = {
  'Iterator.prototype': 'Object.getPrototypeOf(Object.getPrototypeOf([].values()))',
  'Array Iterator': 'Object.getPrototypeOf([].values())',
  'String Iterator': 'Object.getPrototypeOf(""[Symbol.iterator]())',
  'Map Iterator': 'Object.getPrototypeOf(new Map().values())',
  'Set Iterator': 'Object.getPrototypeOf(new Set().values())',
  'RegExp String Iterator': 'Object.getPrototypeOf("".matchAll(/a/g))',
};

const names = ['global', ...Object.keys(UNMODELLED)];
for (const one of ['Eval', 'Range', 'Reference', 'Syntax', 'Type', 'URI'])
  names.push(`${one}Error`, `${one}Error.prototype`);

/** Describes every own property of the objects: name → kind, attributes, and what functions say of themselves. */
const DESCRIBE = `(function () {
  function ofFunction(fn) {
    var named = Object.getOwnPropertyDescriptor(fn, 'name');
    return JSON.stringify(fn.name) + '/' + fn.length + (named && !named.writable && named.configurable ? '' : ' odd name') +
      (Object.prototype.hasOwnProperty.call(fn, 'prototype') ? ' constructs' : '');
  }
  function describe(object, key) {
    var d = Object.getOwnPropertyDescriptor(object, key);
    var flags = (d.writable ? 'w' : '-') + (d.enumerable ? 'e' : '-') + (d.configurable ? 'c' : '-');
    if (d.get || d.set)
      return flags + ' get ' + (d.get ? ofFunction(d.get) : 'none') + ' set ' + (d.set ? ofFunction(d.set) : 'none');
    if (typeof d.value === 'function') return flags + ' ' + ofFunction(d.value);
    return flags + ' ' + (typeof d.value === 'object' && d.value !== null ? 'object' : typeof d.value + ' ' + String(d.value));
  }
  var found = {};
  var paths = ${JSON.stringify(Object.fromEntries(names.map((name) => [name, name === 'global' ? 'globalThis' : (PATHS[name] ?? name)])))};
  Object.keys(paths).forEach(function (name) {
    var object = (0, eval)(paths[name]);
    found[name] = Object.create(null);
    Reflect.ownKeys(object).forEach(function (key) { found[name][String(key)] = describe(object, key); });
  });
  return JSON.stringify(found);
})()`;

type Found = Readonly<Record<string, Readonly<Record<string, string>>>>;

const shown = (value: Value): string => (isObj(value) || isUnknown(value) ? 'object' : String(value));

function ofFunction(fn: Obj): string {
  const named = fn.properties.get('name');
  const odd = named?.flags === 4 ? '' : ' odd name';
  const length = fn.properties.get('length')?.value;
  const constructs = fn.properties.has('prototype') ? ' constructs' : '';
  return `${JSON.stringify(named?.value)}/${shown(length)}${odd}${constructs}`;
}

function described({ value, get, set, isAccessor, flags }: Property): string {
  const letters = ['w', 'e', 'c'].map((letter, bit) => ((flags >> bit) & 1 ? letter : '-')).join('');
  if (isAccessor)
    return `${letters} get ${get === undefined ? 'none' : ofFunction(get)} set ${set === undefined ? 'none' : ofFunction(set)}`;
  if (isFunction(value)) return `${letters} ${ofFunction(value)}`;
  return `${letters} ${isObj(value) ? 'object' : `${value === null ? 'object' : typeof value} ${shown(value)}`}`;
}

function ownProperties(object: Obj, run: KnownRun): Map<Key, Property> {
  const all = new Map(object.properties);
  if (object === run.vm.realm.arrayPrototype || object === run.vm.realm.prototypeOf('String'))
    all.set('length', {
      value: 0,
      get: undefined,
      set: undefined,
      isAccessor: false,
      flags: object === run.vm.realm.arrayPrototype ? 1 : 0,
    });
  return all;
}

describe("the language's own objects", () => {
  const run = new KnownRun();
  const objectOf = (name: string): Obj => (name === 'global' ? run.vm.global : intrinsicNamed(run.vm, name));
  let engines: Readonly<Record<string, Found>>;
  before(async () => {
    engines = {
      V8: JSON.parse(vm.runInNewContext(DESCRIBE) as string) as Found,
      QuickJS: JSON.parse(await valueInQuickJs(DESCRIBE)) as Found,
    };
  });

  for (const name of names) {
    it(`${name}: what is there is as in other engines`, () => {
      for (const [key, property] of ownProperties(objectOf(name), run)) {
        const theirs = ['V8', 'QuickJS'].map((engine) => engines[engine]?.[name]?.[String(key)]);
        const ours = described(property);
        assert.ok(theirs.includes(ours), `${name} ${String(key)}: ${ours}; others: ${theirs.join(' | ')}`);
      }
    });

    it(`${name}: what others have is there or refused`, () => {
      const object = objectOf(name);
      const known = new Set([...ownProperties(object, run).keys(), ...(object.unmodelled ?? [])].map(String));
      for (const [engine, found] of Object.entries(engines))
        for (const key of Object.keys(found[name] ?? {}))
          assert.ok(known.has(key), `${engine} has ${name} ${key}`);
    });
  }
});
