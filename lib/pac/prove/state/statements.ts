/**
 * Statements: looked at without regard to their order, but for branches that no value takes. A node type that is not in
 * the table ends the search.
 */
import type * as acorn from 'acorn';
import { functionsOf, lexicalNames } from '../interpreter/compile/scopes.js';
import { assign } from './assignment.js';
import { evaluate } from './expressions.js';
import { iterated } from './iterate.js';
import { ANY_KEY } from './keys.js';
import { closureOf } from './literals.js';
import { inBlock, siteOf, type Run } from './run.js';
import { canBeFalse, canBeTrue } from './truth.js';
import { TEXT, UNDEFINED, type AbstractValue } from './value.js';
import { Block, CallVariable } from './variables.js';

type Node<T extends acorn.AnyNode['type']> = Extract<acorn.AnyNode, { type: T }>;
type Rules = { readonly [T in acorn.AnyNode['type']]?: (run: Run, node: Node<T>) => void };

type Declared = readonly { readonly name: string; readonly kind: string }[];

/** The variables of a block, made once for each function that has it. */
function blockAt(run: Run, node: acorn.AnyNode, names: Declared): Run {
  if (names.length === 0) return run;
  let block = run.unit.blocks.get(node);
  if (block === undefined) {
    block = new Block(run.block);
    for (const { name, kind } of names)
      block.names.set(name, new CallVariable(run.search.changes, kind === 'const'));
    run.unit.blocks.set(node, block);
  }
  return inBlock(run, block);
}

function list(run: Run, node: acorn.AnyNode, body: readonly acorn.Statement[]): void {
  const functions = functionsOf(body);
  const names = [...lexicalNames(body), ...functions.map(({ id }) => ({ name: id.name, kind: 'function' }))];
  const inner = blockAt(run, node, names);
  declareFunctions(inner, functions);
  for (const one of body) statement(inner, one);
}

export function declareFunctions(run: Run, functions: readonly acorn.FunctionDeclaration[]): void {
  for (const node of functions) {
    const value = closureOf(run, node, 'plain');
    assign(run, node.id, value, true);
    // Code that is not strict sees some of them outside of their block as well.
    if (run.unit.inBlocks.has(node)) run.unit.body?.find(node.id.name)?.write(value, 0, true);
  }
}

function declaration(run: Run, node: acorn.VariableDeclaration): void {
  for (const { id, init } of node.declarations) {
    if (init != null) assign(run, id, evaluate(run, init), true);
    else if (node.kind !== 'var' && id.type === 'Identifier') assign(run, id, UNDEFINED, true);
  }
}

/** A function that is all there is of a branch is one in a block of its own. */
function branch(run: Run, node: acorn.Statement): void {
  if (node.type === 'FunctionDeclaration') list(run, node, [node]);
  else statement(run, node);
}

/** Long chains of `else if` are gone through one after the other. */
function branches(run: Run, node: acorn.IfStatement): void {
  let at: acorn.Statement | null | undefined = node;
  while (at?.type === 'IfStatement') {
    run.search.step(at);
    const test = evaluate(run, at.test);
    if (canBeTrue(test)) branch(run, at.consequent);
    if (!canBeFalse(test)) return;
    at = at.alternate;
  }
  if (at != null) branch(run, at);
}

const headNames = (node: acorn.AnyNode | null | undefined): Declared =>
  node?.type === 'VariableDeclaration' ? lexicalNames([node]) : [];

function forLoop(run: Run, node: acorn.ForStatement): void {
  const inner = blockAt(run, node, headNames(node.init));
  if (node.init?.type === 'VariableDeclaration') declaration(inner, node.init);
  else if (node.init != null) evaluate(inner, node.init);
  if (node.test != null && !canBeTrue(evaluate(inner, node.test))) return;
  statement(inner, node.body);
  if (node.update != null) evaluate(inner, node.update);
}

function forEach(run: Run, node: acorn.ForInStatement | acorn.ForOfStatement, value: AbstractValue): void {
  const { left } = node;
  const inner = blockAt(run, node, headNames(left));
  const [first] = left.type === 'VariableDeclaration' ? left.declarations : [];
  if (left.type !== 'VariableDeclaration') assign(inner, left, value, false);
  else if (first !== undefined) {
    if (first.init != null) assign(inner, first.id, evaluate(inner, first.init), true);
    assign(inner, first.id, value, true);
  }
  statement(inner, node.body);
}

function attempt(run: Run, node: acorn.TryStatement): void {
  statement(run, node.block);
  if (node.handler != null) {
    const { param, body } = node.handler;
    const inner = param == null ? run : blockAt(run, node.handler, namesOf(param));
    if (param != null) assign(inner, param, run.search.thrown.value, true);
    statement(inner, body);
  }
  if (node.finalizer != null) statement(run, node.finalizer);
}

const namesOf = (pattern: acorn.Pattern): Declared =>
  lexicalNames([
    {
      type: 'VariableDeclaration',
      kind: 'let',
      declarations: [{ type: 'VariableDeclarator', id: pattern, init: null }],
    } as unknown as acorn.VariableDeclaration,
  ]);

function switches(run: Run, node: acorn.SwitchStatement): void {
  evaluate(run, node.discriminant);
  const body = node.cases.flatMap(({ consequent }) => consequent);
  const functions = functionsOf(body);
  const names = [...lexicalNames(body), ...functions.map(({ id }) => ({ name: id.name, kind: 'function' }))];
  const inner = blockAt(run, node, names);
  declareFunctions(inner, functions);
  for (const { test, consequent } of node.cases) {
    if (test != null) evaluate(inner, test);
    for (const one of consequent) statement(inner, one);
  }
}

const nothing = (): void => undefined;

const RULES: Rules = {
  EmptyStatement: nothing,
  DebuggerStatement: nothing,
  BreakStatement: nothing,
  ContinueStatement: nothing,
  // Made where their block begins.
  FunctionDeclaration: nothing,
  ExpressionStatement: (run, { expression }) => {
    evaluate(run, expression);
  },
  VariableDeclaration: declaration,
  BlockStatement: (run, node) => {
    list(run, node, node.body);
  },
  IfStatement: branches,
  ReturnStatement: (run, { argument }) => {
    run.unit.result.add(argument == null ? UNDEFINED : evaluate(run, argument));
  },
  ThrowStatement: (run, { argument }) => {
    run.search.thrown.add(evaluate(run, argument));
  },
  TryStatement: attempt,
  SwitchStatement: switches,
  LabeledStatement: (run, { body }) => {
    statement(run, body);
  },
  ForStatement: forLoop,
  ForInStatement: (run, node) => {
    const from = evaluate(run, node.right);
    // Names are texts; those of an object can be gone through by a function of the language's own alone.
    run.search.read(from, ANY_KEY, siteOf(run, node));
    forEach(run, node, TEXT);
  },
  ForOfStatement: (run, node) => {
    if (node.await) run.search.stop('for await is not modelled', node);
    forEach(run, node, iterated(run.search, evaluate(run, node.right), siteOf(run, node)));
  },
  WhileStatement: (run, node) => {
    if (canBeTrue(evaluate(run, node.test))) statement(run, node.body);
  },
  DoWhileStatement: (run, node) => {
    statement(run, node.body);
    evaluate(run, node.test);
  },
};

export function statement(run: Run, node: acorn.AnyNode): void {
  const { search } = run;
  search.step(node);
  if (search.changes.obstacle !== null) return;
  const rule = RULES[node.type] as ((run: Run, node: acorn.AnyNode) => void) | undefined;
  if (rule === undefined) search.stop(`${node.type} is not modelled`, node);
  else rule(run, node);
}
