/**
 * The code of one function: its variables, laid out as the interpreter lays them out, its parameters and its statements.
 */
import type * as acorn from 'acorn';
import type { FunctionNode } from '../interpreter/compile/functions.js';
import {
  boundNames,
  functionsInBlocks,
  functionsOf,
  lexicalNames,
  varNames,
} from '../interpreter/compile/scopes.js';
import { mentionsArguments } from '../interpreter/compile/syntax-facts.js';
import { isObj } from '../interpreter/values.js';
import { assign, restOf } from './assignment.js';
import { constructAbove } from './calls.js';
import type { Unit } from './callable.js';
import { evaluate } from './expressions.js';
import { ANY_NUMBER } from './keys.js';
import type { Run } from './run.js';
import type { Search } from './search.js';
import { declareFunctions, statement } from './statements.js';
import { COUNT, joinAll, NOTHING, objectValue, UNDEFINED, type AbstractValue } from './value.js';
import { Block, CallVariable } from './variables.js';

/** The function that runs for a node: of a class its constructor, if it has one. */
function codeNode(node: Unit['shape']['node']): FunctionNode | null {
  if ('params' in node) return node;
  if (!('superClass' in node)) return null;
  for (const member of node.body.body)
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') return member.value;
  return null;
}

const isPlain = (node: FunctionNode): boolean => node.params.every(({ type }) => type === 'Identifier');

/** Blocks for parameters and for the body, which are the same where the parameters are plain names. */
function blocksOf(search: Search, unit: Unit, node: FunctionNode): { outer: Block; inner: Block } {
  const made = unit.blocks.get(node);
  if (made !== undefined) return { outer: made, inner: unit.body ?? made };
  const outer = new Block(unit.shape.block);
  const declare = (block: Block, name: string, isConst = false, hasNothing = true): void => {
    if (block.names.has(name) && hasNothing) return;
    const variable = new CallVariable(search.changes, isConst);
    if (hasNothing) variable.cell.add(UNDEFINED);
    block.names.set(name, variable);
  };
  const statements = node.body.type === 'BlockStatement' ? node.body.body : [];
  const parameters = node.params.flatMap(boundNames);
  for (const name of parameters) declare(outer, name, false, false);
  if (unit.shape.how !== 'arrow' && !parameters.includes('arguments') && mentionsArguments(node)) {
    unit.argumentsObject = unit.madeAt(node, 'arguments');
    declare(outer, 'arguments');
  }
  const inner = isPlain(node) ? outer : new Block(outer);
  const blocks = unit.shape.isStrict
    ? new Set<acorn.FunctionDeclaration>()
    : functionsInBlocks(
        statements,
        new Set([...lexicalNames(statements).map(({ name }) => name), ...parameters]),
      );
  unit.inBlocks = blocks;
  for (const name of varNames(statements)) declare(inner, name);
  for (const { id } of [...blocks, ...functionsOf(statements)]) declare(inner, id.name);
  for (const { name, kind } of lexicalNames(statements)) declare(inner, name, kind === 'const', false);
  if (node.type === 'FunctionExpression' && node.id != null && !outer.names.has(node.id.name))
    declare(outer, node.id.name, true, false);
  unit.blocks.set(node, outer);
  unit.body = inner;
  return { outer, inner };
}

/** Looks at a function once more, with all that it can be given by now. */
export function look(search: Search, unit: Unit): void {
  const { shape } = unit;
  const node = codeNode(shape.node);
  if (node === null) {
    // A class without a constructor hands everything on to the one above.
    if (shape.how === 'derived class') handOn(search, unit);
    return;
  }
  const { outer, inner } = blocksOf(search, unit, node);
  const run: Run = { search, unit, block: outer, isStrict: shape.isStrict, privates: shape.privates };
  if (node.type === 'FunctionExpression' && node.id != null) {
    const self = outer.names.get(node.id.name);
    if (!node.params.flatMap(boundNames).includes(node.id.name)) self?.write(unit.callees.value, 0, true);
  }
  parameters(run, node, outer);
  if (inner !== outer)
    for (const [name, variable] of inner.names) {
      const parameter = outer.names.get(name);
      if (parameter !== undefined) variable.write(parameter.value, 0, true);
    }
  const within: Run = { ...run, block: inner };
  if (node.body.type !== 'BlockStatement') {
    unit.result.add(evaluate(within, node.body));
    return;
  }
  declareFunctions(within, functionsOf(node.body.body));
  for (const one of node.body.body) statement(within, one);
  if (node.body.body.every(fallsThrough)) unit.result.add(UNDEFINED);
}

function handOn(search: Search, unit: Unit): void {
  const run: Run = { search, unit, block: unit.shape.block, isStrict: true, privates: unit.shape.privates };
  const rest = joinAll([unit.restArgs.value, ...unit.args.map((cell) => cell.value)]);
  constructAbove(run, unit, { first: [], rest }, unit.shape.node as acorn.AnyNode);
}

function parameters(run: Run, node: FunctionNode, outer: Block): void {
  const { unit } = run;
  const { argumentsObject } = unit;
  const given = (at: number): AbstractValue =>
    joinAll([
      unit.args[at]?.value ?? UNDEFINED,
      unit.restArgs.value,
      // Elements of `arguments` are the parameters themselves, where code is not strict.
      argumentsObject === null ? NOTHING : run.search.lookUp([argumentsObject], ANY_NUMBER).value,
    ]);
  node.params.forEach((one, at) => {
    if (one.type !== 'RestElement') assign(run, one, given(at), true);
    else {
      const rest = joinAll([...unit.args.slice(at).map((cell) => cell.value), unit.restArgs.value]);
      assign(run, one.argument, restOf(run, one, rest), true);
    }
  });
  if (argumentsObject === null) return;
  const { search } = run;
  argumentsObject.protos.add(objectValue(search.prototype('Object')));
  argumentsObject.at('length').add(COUNT);
  argumentsObject.at('callee').add(unit.callees.value);
  // The language's own, whatever the script has put in the place of that of lists.
  const list = search.vm.realm.plainIteration?.list;
  if (!isObj(list)) search.stop('how `arguments` is gone through is not known', node);
  else argumentsObject.at(Symbol.iterator).add(objectValue(search.changes.objectOf(list)));
  const names = node.params.flatMap(boundNames).map((name) => outer.names.get(name)?.value ?? NOTHING);
  argumentsObject.underNumber.add(
    joinAll([...names, ...unit.args.map((cell) => cell.value), unit.restArgs.value]),
  );
  outer.names.get('arguments')?.write(objectValue(argumentsObject), 0, true);
}

/** Whether what follows a statement can be reached; in doubt it can. */
function fallsThrough(node: acorn.Statement | acorn.ModuleDeclaration): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return false;
    case 'BlockStatement':
      return node.body.every(fallsThrough);
    case 'IfStatement':
      return node.alternate == null || fallsThrough(node.consequent) || fallsThrough(node.alternate);
    default:
      return true;
  }
}
