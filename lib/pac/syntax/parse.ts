/**
 * The script as a syntax tree, and the few walks over it that the proof, the patch and the lint share.
 */
import { parse, type AnyNode, type MemberExpression, type Program } from 'acorn';

export type { AnyNode, Program };

/** A function of any form that has a body of its own. */
export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

/** The tree, or `null` where this parser does not take a file that the engine may take. */
export function parseScript(text: string): Program | null {
  try {
    return parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      locations: true,
      allowHashBang: true,
    });
  } catch {
    return null;
  }
}

const SKIPPED = new Set(['type', 'start', 'end', 'loc', 'range', 'raw', 'regex', 'bigint', 'directive']);

export function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

const childrenFound = new WeakMap<AnyNode, readonly AnyNode[]>();

/** The children of a node in source order. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  let children = childrenFound.get(node);
  if (children === undefined) {
    children = findChildren(node);
    childrenFound.set(node, children);
  }
  return children;
}

function findChildren(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (SKIPPED.has(key)) continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children.sort((a, b) => a.start - b.start);
}

export function isFunction(node: AnyNode): node is FunctionNode {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

/** The name after the dot of `object.name`; `null` for a member that is named otherwise. */
export function memberName({ computed, property }: MemberExpression): string | null {
  return !computed && property.type === 'Identifier' ? property.name : null;
}

/**
 * Visits every node, parents first, with the nodes above it and the innermost function around it (`null` at the top).
 * `visit` may return `false` to leave a subtree out.
 */
export function walk(
  root: AnyNode,
  visit: (node: AnyNode, ancestors: readonly AnyNode[], home: FunctionNode | null) => boolean | undefined,
): void {
  const ancestors: AnyNode[] = [];
  const step = (node: AnyNode, home: FunctionNode | null): void => {
    if (visit(node, ancestors, home) === false) return;
    ancestors.push(node);
    const inner = isFunction(node) ? node : home;
    for (const child of childrenOf(node)) step(child, inner);
    ancestors.pop();
  };
  step(root, null);
}
