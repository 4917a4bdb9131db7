/**
 * What the variables of a script are known to hold: the host that was asked for, or a text that never changes.
 */
import { isFunction, walk, type Node, type Program } from '../../syntax/parse.js';
import { references, type Scope } from '../../syntax/scopes.js';

type Any = Node & Record<string, unknown>;

export interface Variables {
  /** Whether an expression is the host's name, or that in lower case. */
  readonly isHost: (node: Any | undefined) => boolean;
  /** The literal a variable always holds, or the node itself. */
  readonly constant: (node: Any | undefined) => Any | undefined;
  /** Whether a name is a builtin, and not the script's own. */
  readonly isBuiltin: (name: string) => boolean;
}

interface Variable {
  /** What is written to it; `null` for what cannot be told. */
  readonly values: (Any | null)[];
}

const SAME_HOST = /^(?:toLowerCase|toUpperCase|trim|toString)$/;

/** Variables by the function (or program) that owns them, and by name. */
class Table {
  readonly #variables = new Map<Node | null, Map<string, Variable>>();

  of(owner: Node | null, name: string): Variable {
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

export function variablesOf(program: Program, entries: readonly Any[]): Variables {
  const table = new Table();
  const variableOf = new Map<Node, Variable>();
  const ownerOf = (scope: Scope | null): Node | null => scope?.owner ?? null;
  const called = new Map<string, Any[]>();
  const declared = new Set<string>();
  for (const { node, scope, writes, parent } of references(program)) {
    const variable = table.of(ownerOf(scope), node.name);
    variableOf.set(node, variable);
    if (scope !== null) declared.add(node.name);
    const site = parent as Any;
    if (writes)
      variable.values.push(
        site.type === 'AssignmentExpression' && site['operator'] === '=' ? (site['right'] as Any) : null,
      );
    if (site.type === 'CallExpression' && site['callee'] === node)
      called.set(node.name, [...(called.get(node.name) ?? []), site]);
  }
  const hosts = new Set<Variable>();
  walk(program, (node, ancestors, home) => {
    const parts = node as Any;
    const id = parts['id'] as Any | null | undefined;
    if (node.type === 'VariableDeclarator' && id?.type === 'Identifier') {
      const declaration = ancestors.at(-1) as Any;
      const isLoop = /^For(?:In|Of)/.test(ancestors.at(-2)?.type ?? '');
      const init = isLoop ? null : (parts['init'] as Any | null);
      if (init !== null || isLoop) table.of(home ?? program, id['name'] as string).values.push(init);
      else if (declaration['kind'] === 'const') return undefined;
    }
    if (!isFunction(node)) return undefined;
    for (const [index, param] of (parts['params'] as Any[]).entries()) {
      if (param.type !== 'Identifier') continue;
      const variable = table.of(node, param['name'] as string);
      if (entries.includes(parts)) {
        if (index === 1) hosts.add(variable);
        else variable.values.push(null);
        continue;
      }
      const calls = node.type === 'FunctionDeclaration' ? (called.get(String(id?.['name'])) ?? []) : [];
      if (calls.length === 0) variable.values.push(null);
      for (const call of calls) variable.values.push((call['arguments'] as Any[])[index] ?? null);
    }
    return undefined;
  });
  const isHost = hostTest(variableOf, hosts);
  settle(hosts, table.all(), isHost);
  const constant = (node: Any | undefined): Any | undefined => {
    if (node?.type !== 'Identifier') return node;
    const values = variableOf.get(node)?.values ?? [];
    const [only] = values;
    return values.length === 1 && only?.type === 'Literal' ? only : node;
  };
  return { isHost, constant, isBuiltin: (name) => !declared.has(name) };
}

/** Whether an expression is the host, in another form of text perhaps. */
function hostTest(
  variableOf: ReadonlyMap<Node, Variable>,
  hosts: ReadonlySet<Variable>,
): (node: Any | null | undefined) => boolean {
  const isHost = (node: Any | null | undefined): boolean => {
    if (node?.type === 'Identifier') {
      const variable = variableOf.get(node);
      return variable !== undefined && hosts.has(variable);
    }
    if (node?.type !== 'CallExpression') return false;
    const callee = node['callee'] as Any;
    if (callee.type === 'Identifier')
      return callee['name'] === 'String' && isHost((node['arguments'] as Any[])[0]);
    return (
      callee.type === 'MemberExpression' &&
      SAME_HOST.test(String((callee['property'] as Any)['name'])) &&
      isHost(callee['object'] as Any)
    );
  };
  return isHost;
}

/** What is only ever given the host is the host; an argument that is given something else is not. */
function settle(
  hosts: Set<Variable>,
  variables: readonly Variable[],
  isHost: (node: Any | null) => boolean,
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

function isAddressPattern(node: Any | undefined): boolean {
  const { regex } = (node ?? {}) as { regex?: { pattern: string; flags: string } };
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
  node: Node,
  ancestors: readonly Node[],
  { constant, isBuiltin }: Variables,
): boolean {
  const tests: Any[] = [];
  const inside = (part: unknown): boolean => {
    const { start, end } = part as Node;
    return start <= node.start && node.end <= end;
  };
  for (const above of ancestors as readonly Any[]) {
    if (/^(?:IfStatement|ConditionalExpression)$/.test(above.type) && inside(above['consequent']))
      tests.push(above['test'] as Any);
    if (above.type === 'LogicalExpression' && above['operator'] === '&&' && inside(above['right']))
      tests.push(above['left'] as Any);
  }
  return tests.some((test) => {
    let found = false;
    walk(test, (part) => {
      const callee = (part as Any)['callee'] as Any | undefined;
      const name = callee?.type === 'Identifier' ? (callee['name'] as string) : '';
      found ||= isAddressPattern(part.type === 'Identifier' ? constant(part as Any) : (part as Any));
      found ||= /ip|addr/i.test(name) && !isBuiltin(name);
      return !found;
    });
    return found;
  });
}
