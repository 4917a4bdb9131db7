/**
 * Which variable a name means: the scopes of a script (ECMAScript's `var`, function, class, `let`/`const`, parameter
 * and catch bindings), resolved for every identifier that is read or written.
 */
import { childrenOf, isFunction, isNode, type Node, type Program } from './parse.js';

export interface Scope {
  /** The function (or the program) in whose invocation the scope's variables live. */
  readonly owner: Node;
  readonly parent: Scope | null;
  readonly names: Set<string>;
}

export interface Reference {
  readonly node: Node & { readonly name: string };
  readonly parent: Node;
  /** `null`: declared nowhere, so a property of the global object. */
  readonly scope: Scope | null;
  /** The function (or program) the reference stands in. */
  readonly within: Node;
  readonly writes: boolean;
  readonly reads: boolean;
}

/** Whether a name means something of the whole file: declared at its top level, or nowhere. */
export function isGlobal(scope: Scope | null): boolean {
  return (scope?.parent ?? null) === null;
}

type Any = Node & Record<string, unknown>;

/** Names bound by a declaration's or parameter's pattern. */
function patternNames(pattern: unknown, into: Set<string>): void {
  if (!isNode(pattern)) return;
  const node = pattern as Any;
  switch (node.type) {
    case 'Identifier':
      into.add(node['name'] as string);
      break;
    case 'ObjectPattern':
      for (const property of node['properties'] as Any[])
        patternNames(property['value'] ?? property['argument'], into);
      break;
    case 'ArrayPattern':
      for (const element of node['elements'] as unknown[]) patternNames(element, into);
      break;
    case 'AssignmentPattern':
      patternNames(node['left'], into);
      break;
    case 'RestElement':
      patternNames(node['argument'], into);
      break;
    default:
  }
}

/** `var` and function declarations hoisted to a function's own scope. */
function hoist(node: Node, into: Set<string>): void {
  for (const child of childrenOf(node) as Any[]) {
    if (child.type === 'FunctionDeclaration' && isNode(child['id']))
      into.add((child['id'] as Any)['name'] as string);
    if (child.type === 'VariableDeclaration' && child['kind'] === 'var') {
      for (const declarator of child['declarations'] as Any[]) patternNames(declarator['id'], into);
    }
    if (!isFunction(child)) hoist(child, into);
  }
}

/** `let`, `const` and `class` of one block. */
function blockNames(node: Node): Set<string> {
  const names = new Set<string>();
  for (const child of childrenOf(node) as Any[]) {
    if (child.type === 'VariableDeclaration' && child['kind'] !== 'var') {
      for (const declarator of child['declarations'] as Any[]) patternNames(declarator['id'], names);
    }
    if (child.type === 'ClassDeclaration' && isNode(child['id']))
      names.add((child['id'] as Any)['name'] as string);
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
function isNameOnly(node: Node, parent: Any): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent['property'] === node && parent['computed'] !== true;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent['key'] === node && parent['computed'] !== true && parent['shorthand'] !== true;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return true;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent['id'] === node;
    default:
      return false;
  }
}

function accessOf(node: Node, parent: Any): { reads: boolean; writes: boolean } {
  if (parent.type === 'AssignmentExpression' && parent['left'] === node) {
    return { reads: parent['operator'] !== '=', writes: true };
  }
  if (parent.type === 'UpdateExpression') return { reads: true, writes: true };
  if ((parent.type === 'ForInStatement' || parent.type === 'ForOfStatement') && parent['left'] === node) {
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

/** Every reference in the script, resolved. Declarations (`var x = …`) count as writes in their own function. */
export function references(program: Program): Reference[] {
  const found: Reference[] = [];
  const globalNames = blockNames(program);
  hoist(program, globalNames);
  const visit = (node: Any, parent: Any, scope: Scope, within: Node): void => {
    if (node.type === 'Identifier') {
      if (isNameOnly(node, parent)) return;
      const named = node as unknown as Reference['node'];
      if (parent.type === 'VariableDeclarator' && parent['id'] === node) return;
      if (isFunction(parent) && (parent['params'] as unknown[]).includes(node)) return;
      found.push({
        node: named,
        parent,
        scope: resolve(named.name, scope),
        within,
        ...accessOf(node, parent),
      });
      return;
    }
    let inner = scope;
    let owner = within;
    if (isFunction(node)) {
      const names = new Set<string>();
      if (node.type !== 'ArrowFunctionExpression') names.add('arguments');
      if (node.type === 'FunctionExpression' && isNode(node['id']))
        names.add((node['id'] as Any)['name'] as string);
      for (const param of node['params'] as unknown[]) patternNames(param, names);
      hoist(node, names);
      inner = { owner: node, parent: scope, names };
      owner = node;
    } else if (BLOCKS.has(node.type)) {
      const names = blockNames(node);
      if (names.size > 0) inner = { owner: within, parent: scope, names };
    } else if (node.type === 'CatchClause') {
      const names = new Set<string>();
      patternNames(node['param'], names);
      inner = { owner: within, parent: scope, names };
    }
    for (const child of childrenOf(node) as Any[]) visit(child, node, inner, owner);
  };
  const global: Scope = { owner: program, parent: null, names: globalNames };
  for (const child of childrenOf(program) as Any[]) visit(child, program as unknown as Any, global, program);
  return found;
}
