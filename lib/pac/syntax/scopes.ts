/**
 * Which variable a name means: the scopes of a script (ECMAScript's `var`, function, class, `let`/`const`, parameter
 * and catch bindings), resolved for every identifier that is read or written.
 */
import type { Identifier } from 'acorn';
import { childrenOf, isFunction, type AnyNode, type FunctionNode, type Program } from './parse.js';

export interface Scope {
  /** The function (or the program) in whose invocation the scope's variables live. */
  readonly owner: FunctionNode | Program;
  readonly parent: Scope | null;
  readonly names: Set<string>;
}

export interface Reference {
  readonly node: Identifier;
  readonly parent: AnyNode;
  /** `null`: declared nowhere, so a property of the global object. */
  readonly scope: Scope | null;
  /** The function (or program) the reference stands in. */
  readonly within: FunctionNode | Program;
  readonly writes: boolean;
  readonly reads: boolean;
}

/** Whether a name means something of the whole file: declared at its top level, or nowhere. */
export function isGlobal(scope: Scope | null): boolean {
  return (scope?.parent ?? null) === null;
}

/** Names bound by a declaration's or parameter's pattern. */
function patternNames(pattern: AnyNode | null | undefined, into: Set<string>): void {
  switch (pattern?.type) {
    case 'Identifier':
      into.add(pattern.name);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        patternNames(property.type === 'RestElement' ? property.argument : property.value, into);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) patternNames(element, into);
      break;
    case 'AssignmentPattern':
      patternNames(pattern.left, into);
      break;
    case 'RestElement':
      patternNames(pattern.argument, into);
      break;
    default:
  }
}

/** `var` and function declarations hoisted to a function's own scope. */
function hoist(node: AnyNode, into: Set<string>): void {
  for (const child of childrenOf(node)) {
    if (child.type === 'FunctionDeclaration') patternNames(child.id, into);
    if (child.type === 'VariableDeclaration' && child.kind === 'var')
      for (const { id } of child.declarations) patternNames(id, into);
    if (!isFunction(child)) hoist(child, into);
  }
}

/** `let`, `const` and `class` of one block. */
function blockNames(node: AnyNode): Set<string> {
  const names = new Set<string>();
  for (const child of childrenOf(node)) {
    if (child.type === 'VariableDeclaration' && child.kind !== 'var')
      for (const { id } of child.declarations) patternNames(id, names);
    if (child.type === 'ClassDeclaration') patternNames(child.id, names);
  }
  return names;
}

const BLOCKS = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
]);

/** True where an identifier is a name only: a property key, a label, a declared function's own name. */
function isNameOnly(node: Identifier, parent: AnyNode): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.property === node && !parent.computed;
    case 'Property':
      return parent.key === node && !parent.computed && !parent.shorthand;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.key === node && !parent.computed;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return true;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.id === node;
    default:
      return false;
  }
}

function accessOf(node: Identifier, parent: AnyNode): { reads: boolean; writes: boolean } {
  if (parent.type === 'AssignmentExpression' && parent.left === node) {
    return { reads: parent.operator !== '=', writes: true };
  }
  if (parent.type === 'UpdateExpression') return { reads: true, writes: true };
  if ((parent.type === 'ForInStatement' || parent.type === 'ForOfStatement') && parent.left === node) {
    return { reads: false, writes: true };
  }
  // Assignment by pattern: taken for both, which is the careful side.
  if (/Pattern$|^RestElement$/.test(parent.type)) return { reads: true, writes: true };
  return { reads: true, writes: false };
}

function resolve(name: string, scope: Scope): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.names.has(name)) return at;
  return null;
}

/** The scope that a node opens for what stands in it; `null` where it opens none. */
function scopeOf(node: AnyNode, parent: Scope, within: FunctionNode | Program): Scope | null {
  if (isFunction(node)) {
    const names = new Set<string>();
    if (node.type !== 'ArrowFunctionExpression') names.add('arguments');
    if (node.type === 'FunctionExpression') patternNames(node.id, names);
    for (const param of node.params) patternNames(param, names);
    hoist(node, names);
    return { owner: node, parent, names };
  }
  if (BLOCKS.has(node.type)) {
    const names = blockNames(node);
    return names.size > 0 ? { owner: within, parent, names } : null;
  }
  if (node.type !== 'CatchClause') return null;
  const names = new Set<string>();
  patternNames(node.param, names);
  return { owner: within, parent, names };
}

/** Every reference in the script, resolved. Declarations (`var x = …`) count as writes in their own function. */
export function references(program: Program): Reference[] {
  const found: Reference[] = [];
  const globalNames = blockNames(program);
  hoist(program, globalNames);
  const visit = (node: AnyNode, parent: AnyNode, scope: Scope, within: FunctionNode | Program): void => {
    if (node.type === 'Identifier') {
      if (isNameOnly(node, parent)) return;
      if (parent.type === 'VariableDeclarator' && parent.id === node) return;
      if (isFunction(parent) && parent.params.includes(node)) return;
      found.push({ node, parent, scope: resolve(node.name, scope), within, ...accessOf(node, parent) });
      return;
    }
    const inner = scopeOf(node, scope, within) ?? scope;
    const owner = isFunction(node) ? node : within;
    for (const child of childrenOf(node)) visit(child, node, inner, owner);
  };
  const global: Scope = { owner: program, parent: null, names: globalNames };
  for (const child of childrenOf(program)) visit(child, program, global, program);
  return found;
}
