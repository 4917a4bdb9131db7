/**
 * Functions: what their code is made of, and the closures that are made of it.
 */
import type * as acorn from 'acorn';
import { Closure, nameFunction, type Body, type ClosureKind, type Code } from '../closure.js';
import { Scope, UNINITIALIZED } from '../heap.js';
import { arrayOf } from '../arrays.js';
import type { FunctionObj, Key, Obj, Value } from '../values.js';
import type { Vm } from '../vm.js';
import { assign } from './assignment.js';
import { within, type Context } from './compiler.js';
import { functionsInBlocks, functionsOf, boundNames, lexicalNames, StaticScope, varNames } from './scopes.js';
import { declareFunctions, compileBody, tail } from './statements.js';
import { RETURN, type Assign, type Evaluate, type Execute, type Frame } from './types.js';
import { isStrictBody, mentionsArguments } from './syntax-facts.js';

export type FunctionNode =
  | acorn.FunctionExpression
  | acorn.ArrowFunctionExpression
  | acorn.FunctionDeclaration
  | acorn.AnonymousFunctionDeclaration;

/** Whether an expression is a function or class without a name, which takes that of what it is given to. */
export function isAnonymous(node: acorn.AnyNode): boolean {
  const inner = node.type === 'ParenthesizedExpression' ? node.expression : node;
  if (inner.type === 'ArrowFunctionExpression') return true;
  return (inner.type === 'FunctionExpression' || inner.type === 'ClassExpression') && inner.id == null;
}

/** Works out an anonymous function or class, which takes the name of what it is given to. */
export function evaluateNamed(vm: Vm, value: Evaluate, frame: Frame, key: Key): Value {
  vm.nameToTake = key;
  const made = value(frame);
  vm.nameToTake = null;
  return nameFunction(made, key);
}

interface CodeOptions {
  readonly kind: ClosureKind;
  readonly name?: string;
  /** The node whose text is the function's, where that is more than the function: a method with its key, a class. */
  readonly shown?: acorn.AnyNode;
}

export function codeOf(context: Context, node: FunctionNode, { kind, name, shown }: CodeOptions): Code {
  const isStrict = context.isStrict || (node.body.type === 'BlockStatement' && isStrictBody(node.body.body));
  let body: Body | null = null;
  const text = shown ?? node;
  const kinds = [node.async ? 'async' : '', node.generator ? 'generator' : ''].filter((one) => one !== '');
  const firstOptional = node.params.findIndex(
    ({ type }) => type === 'AssignmentPattern' || type === 'RestElement',
  );
  return {
    kind,
    isStrict,
    obstacle: kinds.length === 0 ? null : `${kinds.join(' ')} functions are not modelled`,
    source: context.text.slice(text.start, text.end),
    name: name ?? (node.type === 'ArrowFunctionExpression' ? '' : (node.id?.name ?? '')),
    length: firstOptional === -1 ? node.params.length : firstOptional,
    node,
    context,
    body: () => (body ??= bodyOf({ ...context, isStrict }, node, kind)),
  };
}

/** Parameters that are plain names, each once. */
function plainParameters(node: FunctionNode): string[] | null {
  const names: string[] = [];
  for (const one of node.params) {
    if (one.type !== 'Identifier') return null;
    names.push(one.name);
  }
  return names;
}

function bodyOf(outer: Context, node: FunctionNode, kind: ClosureKind): Body {
  const scope = new StaticScope(outer.scope, true);
  const statements = node.body.type === 'BlockStatement' ? node.body.body : [];
  const plain = plainParameters(node);
  const isArrow = kind === 'arrow';
  const selfName = node.type === 'FunctionExpression' && node.id != null ? node.id.name : null;
  const self = selfName === null ? null : scope.declare(selfName, 'self');
  for (const name of plain ?? node.params.flatMap(boundNames)) scope.declare(name, 'parameter');
  const takenArguments = scope.names.get('arguments');
  const usesArguments = !isArrow && takenArguments === undefined && mentionsArguments(node);
  const argumentsBinding = usesArguments ? scope.declare('arguments', 'var') : null;
  const inner = plain === null ? new StaticScope(scope, true) : scope;
  const blocks = outer.isStrict
    ? new Set<acorn.FunctionDeclaration>()
    : functionsInBlocks(
        statements,
        new Set([...lexicalNames(statements).map(({ name }) => name), ...node.params.flatMap(boundNames)]),
      );
  for (const name of varNames(statements)) inner.declare(name, 'var');
  for (const { id } of blocks) inner.declare(id.name, 'var');
  for (const { id } of functionsOf(statements)) inner.declare(id.name, 'function');
  const lexical = lexicalNames(statements).map(
    ({ name, kind: declared }) => inner.declare(name, declared).slot,
  );
  const context: Context = { ...within(outer, inner), inBlocks: blocks, labels: [] };
  const run = runOf(context, node, statements, plain === null ? { scope, inner, lexical } : null);
  const isOwnSelf = self !== null && self.kind === 'self';
  return {
    // Names found while the body is compiled are none: all were declared above.
    size: scope.names.size,
    parameters:
      plain?.map((name) => scope.names.get(name)?.slot ?? 0) ?? patterns(within(outer, scope), node),
    argumentsSlot: argumentsBinding?.slot ?? null,
    isMapped: !outer.isStrict && plain !== null && new Set(plain).size === plain.length,
    selfSlot: isOwnSelf ? self.slot : null,
    // Parameters that are more than names are there one after the other.
    uninitialized:
      plain === null
        ? node.params.flatMap(boundNames).map((name) => scope.names.get(name)?.slot ?? 0)
        : lexical,
    run,
    isExpression: node.body.type !== 'BlockStatement',
  };
}

/** Parameters by patterns, defaults and rest. */
function patterns(context: Context, node: FunctionNode): Assign {
  const { vm } = context;
  const parts = node.params.map((one) => ({
    isRest: one.type === 'RestElement',
    put: assign(context, one.type === 'RestElement' ? one.argument : one, true),
  }));
  return (frame) => {
    const { args } = frame;
    parts.forEach(({ isRest, put }, at) => {
      put(frame, isRest ? arrayOf(vm, args.slice(at)) : args[at]);
    });
  };
}

interface Apart {
  readonly scope: StaticScope;
  readonly inner: StaticScope;
  readonly lexical: readonly number[];
}

function runOf(
  context: Context,
  node: FunctionNode,
  statements: readonly acorn.Statement[],
  apart: Apart | null,
): Execute {
  const { vm } = context;
  if (node.body.type !== 'BlockStatement') {
    const value = tail(context, node.body);
    return inScope(context, apart, (frame) => {
      frame.result = value(frame);
      return RETURN;
    });
  }
  const functions = declareFunctions(context, functionsOf(statements));
  const rest = compileBody(context, statements);
  return inScope(context, apart, (frame) => {
    vm.budget.step();
    functions(frame);
    return rest(frame);
  });
}

/** With parameters that are more than names, variables of the body are apart; those of the same name begin alike. */
function inScope({ vm }: Context, apart: Apart | null, run: Execute): Execute {
  if (apart === null) return run;
  const { scope, inner, lexical } = apart;
  return (frame) => {
    const made = new Scope(frame.scope, inner.names.size, vm.heap.epoch);
    for (const [name, { slot, kind }] of inner.names) {
      const parameter = kind === 'var' ? scope.names.get(name) : undefined;
      if (parameter !== undefined) made.values[slot] = frame.scope?.values[parameter.slot] ?? undefined;
    }
    for (const slot of lexical) made.values[slot] = UNINITIALIZED;
    frame.scope = made;
    return run(frame);
  };
}

export function makeClosure(vm: Vm, code: Code, frame: Frame): Closure {
  return new Closure(vm, code, frame.scope, code.kind === 'arrow' ? frame.lexical : null);
}

export function compileFunction(
  context: Context,
  node: acorn.FunctionExpression | acorn.ArrowFunctionExpression,
): Evaluate {
  const code = codeOf(context, node, { kind: node.type === 'ArrowFunctionExpression' ? 'arrow' : 'plain' });
  return (frame) => makeClosure(context.vm, code, frame);
}

/** A method, getter or setter: `super` in it starts from the object it is made on. */
export function methodOf(
  context: Context,
  node: acorn.FunctionExpression,
  kind: 'get' | 'set' | 'method' | 'constructor',
  shown?: acorn.AnyNode,
): (frame: Frame, home: Obj, key: Key) => FunctionObj {
  const code = codeOf(context, node, { kind: 'method', ...(shown === undefined ? {} : { shown }) });
  return (frame, home, key) => {
    const fn = makeClosure(context.vm, code, frame);
    fn.homeObject = home;
    const text = typeof key === 'string' ? key : key.description === undefined ? '' : `[${key.description}]`;
    const prefix = kind === 'get' || kind === 'set' ? `${kind} ` : '';
    fn.properties.set('name', {
      value: prefix + text,
      get: undefined,
      set: undefined,
      isAccessor: false,
      flags: 4,
    });
    return fn;
  };
}
