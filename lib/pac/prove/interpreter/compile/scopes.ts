/**
 * Which variable a name stands for, found out when the code is compiled. Without `with` and `eval`, which end the path,
 * nothing changes that later.
 */
import type * as acorn from 'acorn';

export type DeclarationKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'parameter' | 'self';

export interface Binding {
  readonly slot: number;
  kind: DeclarationKind;
}

/** Names of a function or a block, as slots of the `Scope` that a run makes for it. */
export class StaticScope {
  readonly names: Map<string, Binding> = new Map<string, Binding>();
  readonly parent: StaticScope | null;
  readonly isFunction: boolean;
  /** Whether `arguments` is asked for in the function or an arrow of it. */
  usesArguments = false;

  constructor(parent: StaticScope | null, isFunction: boolean) {
    this.parent = parent;
    this.isFunction = isFunction;
  }

  declare(name: string, kind: DeclarationKind): Binding {
    const known = this.names.get(name);
    if (known !== undefined) {
      if (kind !== 'var' || known.kind === 'self') known.kind = kind;
      return known;
    }
    const binding: Binding = { slot: this.names.size, kind };
    this.names.set(name, binding);
    return binding;
  }
}

export interface Resolved {
  /** Scopes to go outwards. */
  readonly hops: number;
  readonly binding: Binding;
}

/** `null`: a name of the script's own top, or of nothing. */
export function resolve(scope: StaticScope | null, name: string): Resolved | null {
  let hops = 0;
  for (let at = scope; at !== null; at = at.parent, hops++) {
    const binding = at.names.get(name);
    if (binding !== undefined) return { hops, binding };
  }
  return null;
}

/** Names that a pattern binds. */
export function boundNames(pattern: acorn.Pattern | acorn.ParenthesizedExpression): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) =>
        boundNames(one.type === 'RestElement' ? one.argument : one.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one === null ? [] : boundNames(one)));
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

type Statement = acorn.Statement | acorn.ModuleDeclaration;

/** Statements that stand inside one, in its own function. */
function insideOf(node: Statement): readonly Statement[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body;
    case 'IfStatement':
      return node.alternate == null ? [node.consequent] : [node.consequent, node.alternate];
    case 'ForStatement':
      return node.init?.type === 'VariableDeclaration' ? [node.init, node.body] : [node.body];
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? [node.left, node.body] : [node.body];
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      return [node.body];
    case 'SwitchStatement':
      return node.cases.flatMap((one) => one.consequent);
    case 'TryStatement':
      return [
        node.block,
        ...(node.handler == null ? [] : [node.handler.body]),
        ...(node.finalizer == null ? [] : [node.finalizer]),
      ];
    default:
      return [];
  }
}

/** Names declared with `var` anywhere in a function. */
export function varNames(body: readonly Statement[]): string[] {
  return body.flatMap((node): string[] => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var')
      return node.declarations.flatMap(({ id }) => boundNames(id));
    return varNames(insideOf(node));
  });
}

export interface LexicalName {
  readonly name: string;
  readonly kind: 'let' | 'const' | 'class';
}

/** `let`, `const` and `class` of a list of statements itself. */
export function lexicalNames(body: readonly Statement[]): LexicalName[] {
  return body.flatMap((node): LexicalName[] => {
    if (node.type === 'VariableDeclaration' && node.kind !== 'var') {
      const kind = node.kind === 'let' ? 'let' : 'const';
      return node.declarations.flatMap(({ id }) => boundNames(id)).map((name) => ({ name, kind }));
    }
    return node.type === 'ClassDeclaration' ? [{ name: node.id.name, kind: 'class' }] : [];
  });
}

/** Function declarations of a list of statements itself, behind labels too. */
export function functionsOf(body: readonly Statement[]): acorn.FunctionDeclaration[] {
  return body.flatMap((node): acorn.FunctionDeclaration[] => {
    let at: Statement = node;
    while (at.type === 'LabeledStatement') at = at.body;
    return at.type === 'FunctionDeclaration' ? [at] : [];
  });
}

/**
 * Functions declared in blocks that code which is not strict also sees as `var` (Annex B.3.2): those whose name no
 * block between, and no parameter, has for something else.
 */
export function functionsInBlocks(
  body: readonly Statement[],
  taken: ReadonlySet<string>,
): Set<acorn.FunctionDeclaration> {
  const found = new Set<acorn.FunctionDeclaration>();
  const visit = (node: Statement, around: ReadonlySet<string>): void => {
    const inner = insideOf(node);
    const isBlock =
      node.type === 'BlockStatement' || node.type === 'SwitchStatement' || node.type === 'TryStatement';
    const declared = isBlock ? functionsOf(inner) : inner.length === 0 ? [] : functionsOf(inner);
    const own = lexicalNames(inner).map(({ name }) => name);
    const head = headNames(node);
    const names = new Set([...around, ...head]);
    for (const one of declared) {
      if (!names.has(one.id.name) && !own.includes(one.id.name)) found.add(one);
    }
    const within = new Set([...names, ...own]);
    for (const one of inner) visit(one, within);
  };
  for (const node of body) visit(node, taken);
  return found;
}

/** Names that the head of a loop declares for its body. */
function headNames(node: Statement): string[] {
  const head =
    node.type === 'ForStatement'
      ? node.init
      : node.type === 'ForInStatement' || node.type === 'ForOfStatement'
        ? node.left
        : null;
  return head?.type === 'VariableDeclaration' && head.kind !== 'var'
    ? head.declarations.flatMap(({ id }) => boundNames(id))
    : [];
}
