/**
 * The PAC builtins in the interpreter. Their plain bodies are run as they stand (`../../guest/library-text.ts`), and some
 * have a rule beside the body (`library-rules.ts`).
 */
import type { Dialect } from '../../dialect/dialects.js';
import { LANGUAGE_NAMES } from '../../guest/library-names.js';
import { libraryFor, libraryTree } from '../../guest/library-text.js';
import type { Context } from '../interpreter/compile/compiler.js';
import { compile } from '../interpreter/compile/expressions.js';
import type { NativeRow } from '../interpreter/native.js';
import { topFrame } from '../interpreter/program.js';
import {
  dataProperty,
  isFunction,
  isUnknown,
  type FunctionObj,
  type Obj,
  type Value,
} from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import { ByTexts } from './by-texts.js';
import {
  ALWAYS,
  FOR_UNKNOWNS,
  given,
  isChanged,
  MOST_ANSWERS,
  MOST_NETWORKS,
  NameAsked,
  type LookUp,
  type Network,
  type PacRules,
  type Plain,
} from './library-rules.js';
import type { Operations } from './operations.js';

/** Builtins that rest on their arguments and on no other builtin: what they answer to texts is worked out once. */
const ALONE = new Set([
  'dnsDomainIs',
  'shExpMatch',
  'isPlainHostName',
  'localHostOrDomainIs',
  'dnsDomainLevels',
  'isValidIpAddress',
  'convert_addr',
]);

function remembering(rules: PacRules, name: string, plain: Plain): Plain {
  if (!ALONE.has(name)) return plain;
  const answers = new ByTexts<Value>(MOST_ANSWERS);
  return (args) => {
    if (isChanged(rules) || !args.every((arg) => typeof arg === 'string')) return plain(args);
    const known = answers.get(args);
    if (known !== undefined) return known;
    const answer = plain(args);
    answers.add(args, answer);
    return answer;
  };
}

function nativeRow(rules: PacRules, name: string, body: FunctionObj): NativeRow {
  const always = ALWAYS[name];
  const forUnknowns = FOR_UNKNOWNS[name];
  const plain = remembering(rules, name, (args) => rules.vm.call(body, undefined, args));
  return {
    id: name,
    length: 0,
    unknowns: 'takes',
    effect: 'none',
    body: (_vm, _self, args) => {
      const rule = always ?? (args.some(isUnknown) && !isChanged(rules) ? forUnknowns : undefined);
      return (rule?.(rules, args, plain) ?? given(plain(args))).value;
    },
  };
}

/** What the library is given: it makes its globals by `define`, and asks for the rest. */
function hostObject(vm: Vm, define: (name: string, value: Value) => void): Obj {
  const host = vm.object();
  const rows: Readonly<Record<string, NativeRow['body']>> = {
    define: (_vm, _self, [name, value]) => {
      define(vm.toString(name), value);
      return undefined;
    },
    ownAddresses: () => vm.obstacle("the client's addresses are asked for by a builtin without a rule"),
    resolve: (_vm, _self, [name]) => {
      throw new NameAsked(vm.toString(name));
    },
    alert: () => undefined,
  };
  for (const [name, body] of Object.entries(rows))
    vm.realm.put(
      host,
      name,
      vm.realm.native({ id: name, length: 0, body, unknowns: 'takes', effect: 'none' }),
    );
  return host;
}

/** Clients have the builtins as functions of a script or of their own: what such functions have besides is not the same. */
function hideDetails(fn: FunctionObj): void {
  fn.properties.clear();
  fn.unmodelled = DETAILS;
}

const DETAILS: ReadonlySet<string> = new Set(['length', 'name', 'prototype', 'caller', 'arguments']);

export function installPacLibrary(vm: Vm, operations: Operations, dialect: Dialect): void {
  const { text } = libraryFor(dialect.name);
  const originals = new Map<string, Value>();
  const rules: PacRules = {
    vm,
    operations,
    dialect,
    originals,
    lookUps: { one: new Map<string, LookUp>(), all: new Map<string, LookUp>() },
    networks: new ByTexts<Network>(MOST_NETWORKS),
  };
  const context: Context = {
    vm,
    text,
    scope: null,
    isStrict: true,
    isOwn: false,
    inBlocks: new Set(),
    privates: new Map(),
    labels: [],
  };
  const install = compile(context, libraryTree())(topFrame(vm));
  const host = hostObject(vm, (name, value) => {
    const shown = isFunction(value) ? vm.realm.native(nativeRow(rules, name, value), name) : value;
    if (isFunction(shown)) hideDetails(shown);
    originals.set(name, shown);
    vm.global.properties.set(name, dataProperty(shown));
  });
  vm.call(install, undefined, [host, dialect.name]);
  for (const name of LANGUAGE_NAMES) originals.set(name, vm.global.properties.get(name)?.value);
}
