/**
 * The script as a whole: compiled once, then run to load it.
 */
import type * as acorn from 'acorn';
import { declareFunctions, compileBody } from './compile/statements.js';
import type { Context } from './compile/compiler.js';
import { functionsInBlocks, functionsOf, lexicalNames, varNames } from './compile/scopes.js';
import { isStrictBody } from './compile/syntax-facts.js';
import type { Frame } from './compile/types.js';
import { Scope, UNINITIALIZED } from './heap.js';
import * as objects from './objects.js';
import { CONFIGURABLE, dataProperty, ENUMERABLE, WRITABLE, type Value } from './values.js';
import type { Vm } from './vm.js';

export interface Script {
  /** Runs the script's top. Throws `GuestThrow` where the script does. */
  load(): void;
}

/** `isOwn`: the script under proof, and not one of ours. */
export function compileScript(vm: Vm, program: acorn.Program, text: string, isOwn: boolean): Script {
  const statements = program.body as acorn.Statement[];
  const isStrict = isStrictBody(statements);
  const lexical = lexicalNames(statements);
  const inBlocks = isStrict
    ? new Set<acorn.FunctionDeclaration>()
    : functionsInBlocks(statements, new Set(lexical.map(({ name }) => name)));
  const context: Context = {
    vm,
    text,
    scope: null,
    isStrict,
    isOwn,
    inBlocks,
    privates: new Map(),
    labels: [],
  };
  const declared = functionsOf(statements).map(({ id }) => id.name);
  const functions = declareFunctions(context, functionsOf(statements));
  const run = compileBody(context, statements);
  const names = [...varNames(statements), ...[...inBlocks].map(({ id }) => id.name)];
  return {
    load: () => {
      const frame = topFrame(vm);
      checkDeclarations(vm, { lexical: lexical.map(({ name }) => name), functions: declared, names });
      const scope = new Scope(null, lexical.length, vm.heap.epoch);
      lexical.forEach(({ name, kind }, slot) => {
        scope.values[slot] = UNINITIALIZED;
        vm.lexical.set(name, { scope, slot, isConst: kind === 'const' });
      });
      for (const name of declared) declareGlobal(vm, name, true);
      for (const name of names) declareGlobal(vm, name, false);
      functions(frame);
      run(frame);
    },
  };
}

interface Declared {
  readonly lexical: readonly string[];
  readonly functions: readonly string[];
  readonly names: readonly string[];
}

/** What a script may not declare (section 16.1.7), of which nothing is then run. */
function checkDeclarations(vm: Vm, { lexical, functions, names }: Declared): void {
  const { properties, isExtensible } = vm.global;
  for (const name of lexical) {
    const own = properties.get(name);
    if (vm.lexical.has(name) || (own !== undefined && (own.flags & CONFIGURABLE) === 0))
      vm.throwError('SyntaxError', 'a name is declared twice');
  }
  for (const name of [...functions, ...names])
    if (vm.lexical.has(name)) vm.throwError('SyntaxError', 'a name is declared twice');
  for (const name of functions) {
    const own = properties.get(name);
    const isFixed =
      own !== undefined &&
      (own.flags & CONFIGURABLE) === 0 &&
      (own.isAccessor || (own.flags & WRITABLE) === 0 || (own.flags & ENUMERABLE) === 0);
    if (isFixed || (own === undefined && !isExtensible)) vm.throwError('TypeError', 'a fixed name');
  }
  for (const name of names)
    if (!isExtensible && !properties.has(name)) vm.throwError('TypeError', 'a fixed name');
}

function declareGlobal(vm: Vm, name: string, isFunction: boolean): void {
  const own = vm.global.properties.get(name);
  if (own === undefined || (isFunction && (own.flags & 4) !== 0))
    objects.defineOwn(vm, vm.global, name, dataProperty(undefined, 3));
}

export function topFrame(vm: Vm): Frame {
  const frame = {
    scope: null,
    self: vm.global as Value,
    lexical: null as unknown as Frame,
    callee: null,
    homeObject: null,
    newTarget: undefined,
    args: [],
    result: undefined as Value,
  };
  frame.lexical = frame;
  return frame;
}
