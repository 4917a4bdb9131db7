/**
 * What the variables of a script are known to hold: the host that was asked for, or a text that never changes.
 */
import type { CallExpression } from 'acorn';
import {
  isFunction,
  memberName,
  walk,
  type AnyNode,
  type FunctionNode,
  type Program,
} from '../../syntax/parse.js';
import { references, type Scope } from '../../syntax/scopes.js';

export interface Variables {
  /** Whether an expression is the host's name, or that in lower case. */
  readonly isHost: (node: AnyNode | undefined) => boolean;
  /** The literal a variable always holds, or the node itself. */
  readonly constant: (node: AnyNode | undefined) => AnyNode | undefined;
  /** Whether a name is a builtin, and not the script's own. */
  readonly isBuiltin: (name: string) => boolean;
}

interface Variable {
  /** What is written to it; `null` for what cannot be told. */
  readonly values: (AnyNode | null)[];
}

const SAME_HOST = /^(?:toLowerCase|toUpperCase|trim|toString)$/;

/** The function (or program) in whose invocation a variable lives; `null`: it is nowhere declared. */
type Owner = FunctionNode | Program | null;

/** Variables by the function (or program) that owns them, and by name. */
class Table {
  readonly #variables = new Map<Owner, Map<string, Variable>>();

  of(owner: Owner, name: string): Variable {
    const names = this.#variables.get(owner) ?? new Map<string, Variable>();
    this.#variables.set(owner, names);
    const variable = names.get(name) ?? { values: [] };
    names.set(name, variable);
    return variable;
  }

  all(): Variable[] {
    return [...this.#variables.values()].flatMap((names) => [...names.values()]);
  }
}

export function variablesOf(program: Program, entries: readonly FunctionNode[]): Variables {
  const table = new Table();
  const variableOf = new Map<AnyNode, Variable>();
  const ownerOf = (scope: Scope | null): Owner => scope?.owner ?? null;
  const called = new Map<string, CallExpression[]>();
  const declared = new Set<string>();
  for (const { node, scope, writes, parent } of references(program)) {
    const variable = table.of(ownerOf(scope), node.name);
    variableOf.set(node, variable);
    if (scope !== null) declared.add(node.name);
    if (writes)
      variable.values.push(
        parent.type === 'AssignmentExpression' && parent.operator === '=' ? parent.right : null,
      );
    if (parent.type === 'CallExpression' && parent.callee === node)
      called.set(node.name, [...(called.get(node.name) ?? []), parent]);
  }
  const hosts = new Set<Variable>();
  walk(program, (node, ancestors, home) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      const isLoop = /^For(?:In|Of)/.test(ancestors.at(-2)?.type ?? '');
      const init = isLoop ? null : (node.init ?? null);
      if (init !== null || isLoop) table.of(home ?? program, node.id.name).values.push(init);
    }
    if (!isFunction(node)) return undefined;
    for (const [index, param] of node.params.entries()) {
      if (param.type !== 'Identifier') continue;
      const variable = table.of(node, param.name);
      if (entries.includes(node)) {
        if (index === 1) hosts.add(variable);
        else variable.values.push(null);
        continue;
      }
      const calls = node.type === 'FunctionDeclaration' ? (called.get(node.id?.name ?? '') ?? []) : [];
      if (calls.length === 0) variable.values.push(null);
      for (const call of calls) variable.values.push(call.arguments[index] ?? null);
    }
    return undefined;
  });
  const isHost = hostTest(variableOf, hosts);
  settle(hosts, table.all(), isHost);
  const constant = (node: AnyNode | undefined): AnyNode | undefined => {
    if (node?.type !== 'Identifier') return node;
    const values = variableOf.get(node)?.values ?? [];
    const [only] = values;
    return values.length === 1 && only?.type === 'Literal' ? only : node;
  };
  return { isHost, constant, isBuiltin: (name) => !declared.has(name) };
}

/** Whether an expression is the host, in another form of text perhaps. */
function hostTest(
  variableOf: ReadonlyMap<AnyNode, Variable>,
  hosts: ReadonlySet<Variable>,
): (node: AnyNode | null | undefined) => boolean {
  const isHost = (node: AnyNode | null | undefined): boolean => {
    if (node?.type === 'Identifier') {
      const variable = variableOf.get(node);
      return variable !== undefined && hosts.has(variable);
    }
    if (node?.type !== 'CallExpression') return false;
    const { callee } = node;
    if (callee.type === 'Identifier') return callee.name === 'String' && isHost(node.arguments[0]);
    return (
      callee.type === 'MemberExpression' && SAME_HOST.test(memberName(callee) ?? '') && isHost(callee.object)
    );
  };
  return isHost;
}

/** What is only ever given the host is the host; an argument that is given something else is not. */
function settle(
  hosts: Set<Variable>,
  variables: readonly Variable[],
  isHost: (node: AnyNode | null) => boolean,
): void {
  const given = [...hosts];
  for (let round = 0; round < 8; round++) {
    const before = hosts.size;
    for (const variable of variables)
      if (variable.values.length > 0 && variable.values.every(isHost)) hosts.add(variable);
    const wrong = given.filter((variable) => hosts.has(variable) && !variable.values.every(isHost));
    if (wrong.length > 0) {
      hosts.clear();
      for (const variable of given) if (!wrong.includes(variable)) hosts.add(variable);
    } else if (hosts.size === before) return;
  }
  hosts.clear();
}

const ADDRESS = '10.1.2.3';
const NAMES = ['www.example.com', 'intranet', 'w3.example.org'];

function isAddressPattern(node: AnyNode | undefined): boolean {
  const regex = node?.type === 'Literal' ? node.regex : undefined;
  if (regex === undefined || regex.pattern.length > 500) return false;
  try {
    const expression = new RegExp(regex.pattern, regex.flags.replace(/[gy]/g, ''));
    return expression.test(ADDRESS) && !NAMES.some((name) => expression.test(name));
  } catch {
    return false;
  }
}

/** Whether a node runs only where a test said that the host is an address: nothing is looked up then. */
export function isForAddresses(
  node: AnyNode,
  ancestors: readonly AnyNode[],
  { constant, isBuiltin }: Variables,
): boolean {
  const tests: AnyNode[] = [];
  const inside = ({ start, end }: AnyNode): boolean => start <= node.start && node.end <= end;
  for (const above of ancestors) {
    if ((above.type === 'IfStatement' || above.type === 'ConditionalExpression') && inside(above.consequent))
      tests.push(above.test);
    if (above.type === 'LogicalExpression' && above.operator === '&&' && inside(above.right))
      tests.push(above.left);
  }
  return tests.some((test) => {
    let found = false;
    walk(test, (part) => {
      const callee = part.type === 'CallExpression' || part.type === 'NewExpression' ? part.callee : null;
      const name = callee?.type === 'Identifier' ? callee.name : '';
      found ||= isAddressPattern(constant(part));
      found ||= /ip|addr/i.test(name) && !isBuiltin(name);
      return !found;
    });
    return found;
  });
}
