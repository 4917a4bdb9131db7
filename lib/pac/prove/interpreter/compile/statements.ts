/**
 * Statements (section 14).
 */
import type * as acorn from 'acorn';
import { toBoolean } from '../convert.js';
import { GuestThrow } from '../errors.js';
import { Scope, UNINITIALIZED } from '../heap.js';
import type { Value } from '../values.js';
import { assign } from './assignment.js';
import { compileClass } from './classes.js';
import { attempt } from './exceptions.js';
import { within, type Context } from './compiler.js';
import { compile } from './expressions.js';
import { codeOf, evaluateNamed, isAnonymous, makeClosure } from './functions.js';
import { doWhileLoop, forInLoop, forLoop, forOfLoop, whileLoop } from './loops.js';
import { functionsOf, lexicalNames, resolve, StaticScope } from './scopes.js';
import { switches } from './switches.js';
import { RETURN, type Evaluate, type Execute, type Frame, type Jump } from './types.js';
import { initializeName, readName } from './variables.js';

type Node<T extends acorn.AnyNode['type']> = Extract<acorn.AnyNode, { type: T }>;
type Compilers = {
  readonly [T in acorn.AnyNode['type']]?: (context: Context, node: Node<T>) => Execute;
};

const nothing: Execute = () => undefined;

/** An expression whose value is the answer: the branch it comes from is noted. */
export function tail(context: Context, node: acorn.Expression): Evaluate {
  const { vm, isOwn } = context;
  if (node.type === 'ParenthesizedExpression') return tail(context, node.expression);
  if (node.type === 'ConditionalExpression') {
    const test = compile(context, node.test);
    const yes = tail(context, node.consequent);
    const no = tail(context, node.alternate);
    return (frame) => (toBoolean(vm, test(frame)) ? yes(frame) : no(frame));
  }
  const value = compile(context, node);
  if (!isOwn) return value;
  return (frame) => {
    vm.trace.answered = node;
    return value(frame);
  };
}

function returns(context: Context, node: acorn.ReturnStatement): Execute {
  if (node.argument == null)
    return (frame) => {
      frame.result = undefined;
      return RETURN;
    };
  const value = tail(context, node.argument);
  return (frame) => {
    frame.result = value(frame);
    return RETURN;
  };
}

/** A function that is declared there alone has a block of its own. */
function branch(context: Context, node: acorn.Statement): Execute {
  return node.type === 'FunctionDeclaration' ? blockOf(context, [node]) : statement(context, node);
}

function branches(context: Context, node: acorn.IfStatement): Execute {
  const { vm } = context;
  const test = compile(context, node.test);
  const yes = branch(context, node.consequent);
  const no = node.alternate == null ? nothing : branch(context, node.alternate);
  return (frame) => (toBoolean(vm, test(frame)) ? yes(frame) : no(frame));
}

function declaration(context: Context, node: acorn.VariableDeclaration): Execute {
  const { vm } = context;
  const steps = node.declarations.flatMap(({ id, init }) => {
    if (init == null) {
      if (node.kind === 'var' || id.type !== 'Identifier') return [];
      const put = initializeName(context, id.name);
      return [
        (frame: Frame): void => {
          put(frame, undefined);
        },
      ];
    }
    const value = compile(context, init);
    const put = assign(context, id, true);
    const isUnnamed = id.type === 'Identifier' && isAnonymous(init);
    return [
      (frame: Frame): void => {
        put(frame, isUnnamed ? evaluateNamed(vm, value, frame, id.name) : value(frame));
      },
    ];
  });
  return (frame) => {
    for (const step of steps) step(frame);
    return undefined;
  };
}

/** Makes the functions that are declared in a list of statements. */
export function declareFunctions(
  context: Context,
  nodes: readonly acorn.FunctionDeclaration[],
): (frame: Frame) => void {
  const steps = nodes.map((node) => {
    const code = codeOf(context, node, { kind: 'plain' });
    const put = initializeName(context, node.id.name);
    return (frame: Frame): void => {
      put(frame, makeClosure(context.vm, code, frame));
    };
  });
  return (frame) => {
    for (const step of steps) step(frame);
  };
}

/** A function in a block: where code that is not strict sees it outside as well, it is given on here. */
function blockFunction(context: Context, node: acorn.FunctionDeclaration): Execute {
  if (!context.inBlocks.has(node)) return nothing;
  const { name } = node.id;
  const here = readName(context, name);
  // The nearest function around has the variable.
  let outer = context.scope;
  while (outer !== null && !outer.isFunction) outer = outer.parent;
  const found = resolve(context.scope, name);
  if (found === null) return nothing;
  const target = outerName({ ...context }, name, outer);
  return (frame) => {
    target(frame, here(frame));
    return undefined;
  };
}

/** Writes the variable of a function from within blocks of it that have one of the same name. */
function outerName(
  context: Context,
  name: string,
  outer: StaticScope | null,
): (frame: Frame, value: Value) => void {
  const { vm } = context;
  if (outer === null)
    return (_frame, value) => {
      vm.set(vm.global, name, value);
    };
  let hops = 0;
  for (let at = context.scope; at !== null && at !== outer; at = at.parent) hops++;
  const slot = outer.names.get(name)?.slot ?? 0;
  return (frame, value) => {
    let scope = frame.scope;
    for (let count = 0; count < hops; count++) scope = scope?.parent ?? null;
    if (scope !== null) vm.heap.setVariable(scope, slot, value);
  };
}

/** The statements of a function or of the script's top, without what is declared in advance. */
export function compileBody(context: Context, nodes: readonly acorn.AnyNode[]): Execute {
  const all = nodes.map((node) => statement(context, node));
  const [first] = all;
  if (all.length === 1 && first !== undefined) return first;
  return (frame) => {
    for (const one of all) {
      const jump = one(frame);
      if (jump !== undefined) return jump;
    }
    return undefined;
  };
}

/** A list of statements with variables of its own, if it declares any. */
export function blockOf(context: Context, nodes: readonly acorn.Statement[]): Execute {
  const { vm } = context;
  const lexical = lexicalNames(nodes);
  const functions = functionsOf(nodes);
  if (lexical.length === 0 && functions.length === 0) return compileBody(context, nodes);
  const scope = new StaticScope(context.scope, false);
  const uninitialized = lexical.map(({ name, kind }) => scope.declare(name, kind).slot);
  for (const { id } of functions) scope.declare(id.name, 'function');
  const inner = within(context, scope);
  const declare = declareFunctions(inner, functions);
  const run = compileBody(inner, nodes);
  return (frame) => {
    const outer = frame.scope;
    const made = new Scope(outer, scope.names.size, vm.heap.epoch);
    for (const slot of uninitialized) made.values[slot] = UNINITIALIZED;
    frame.scope = made;
    declare(frame);
    const jump = run(frame);
    frame.scope = outer;
    return jump;
  };
}

function labelled(context: Context, node: acorn.LabeledStatement): Execute {
  const { name } = node.label;
  const run = statement({ ...context, labels: [...context.labels, name] }, node.body);
  return (frame) => {
    const jump = run(frame);
    return jump?.kind === 'break' && jump.label === name ? undefined : jump;
  };
}

const jumps = new Map<string, Jump>();

function jumpTo(kind: 'break' | 'continue', label: string | null): Execute {
  const key = `${kind} ${label ?? ''}`;
  const jump = jumps.get(key) ?? { kind, label };
  jumps.set(key, jump);
  return () => jump;
}

const COMPILERS: Compilers = {
  EmptyStatement: () => nothing,
  DebuggerStatement: () => nothing,
  ExpressionStatement: (context, { expression }) => {
    const value = compile(context, expression);
    return (frame) => {
      value(frame);
      return undefined;
    };
  },
  VariableDeclaration: declaration,
  FunctionDeclaration: (context, node) => blockFunction(context, node as acorn.FunctionDeclaration),
  ClassDeclaration: (context, node) => {
    const value = compileClass(context, node);
    const put = initializeName(context, (node as acorn.ClassDeclaration).id.name);
    return (frame) => {
      put(frame, value(frame));
      return undefined;
    };
  },
  BlockStatement: (context, { body }) => blockOf(context, body),
  IfStatement: branches,
  ReturnStatement: returns,
  ThrowStatement: (context, { argument }) => {
    const value = compile(context, argument);
    return (frame) => {
      throw new GuestThrow(value(frame));
    };
  },
  TryStatement: attempt,
  SwitchStatement: switches,
  LabeledStatement: labelled,
  BreakStatement: (_context, { label }) => jumpTo('break', label?.name ?? null),
  ContinueStatement: (_context, { label }) => jumpTo('continue', label?.name ?? null),
  ForStatement: forLoop,
  ForInStatement: forInLoop,
  ForOfStatement: forOfLoop,
  WhileStatement: whileLoop,
  DoWhileStatement: doWhileLoop,
};

/** Statements that only hold others, or nothing that runs, are not counted as reached. */
const UNCOUNTED = new Set(['BlockStatement', 'EmptyStatement', 'FunctionDeclaration', 'LabeledStatement']);
/** Whether a node is a statement that is reached or not. */
export const isCounted = (node: acorn.AnyNode): boolean =>
  Object.hasOwn(COMPILERS, node.type) && !UNCOUNTED.has(node.type);

export function statement(context: Context, node: acorn.AnyNode): Execute {
  const compiler = COMPILERS[node.type] as ((context: Context, node: acorn.AnyNode) => Execute) | undefined;
  const { vm } = context;
  // Labels are those of the statement itself.
  const own = node.type === 'LabeledStatement' || node.type.startsWith('For') || node.type.includes('While');
  const inner = own || context.labels.length === 0 ? context : { ...context, labels: [] };
  const run: Execute =
    compiler === undefined ? () => vm.obstacle(`${node.type} is not modelled`) : compiler(inner, node);
  if (!context.isOwn || !isCounted(node)) return run;
  const mark = { node, isReached: false };
  vm.trace.statements.push(mark);
  return (frame) => {
    vm.trace.at = node;
    mark.isReached = true;
    return run(frame);
  };
}
