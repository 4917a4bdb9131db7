/**
 * The script as a syntax tree, and the few walks over it that the proof, the patch and the lint share.
 */
import { parse, type Node, type Program } from 'acorn';

export type { Node, Program };

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

export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

const known = new WeakMap<Node, readonly Node[]>();

/** The children of a node in source order. */
export function childrenOf(node: Node): readonly Node[] {
  let children = known.get(node);
  if (children === undefined) {
    children = findChildren(node);
    known.set(node, children);
  }
  return children;
}

function findChildren(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (SKIPPED.has(key)) continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children.sort((a, b) => a.start - b.start);
}

/** A function of any form that has a body of its own. */
export function isFunction(node: Node): boolean {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

/**
 * Visits every node, parents first, with the nodes above it and the innermost function around it (`null` at the top).
 * `visit` may return `false` to leave a subtree out.
 */
export function walk(
  root: Node,
  visit: (node: Node, ancestors: readonly Node[], home: Node | null) => boolean | undefined,
): void {
  const ancestors: Node[] = [];
  const step = (node: Node, home: Node | null): void => {
    if (visit(node, ancestors, home) === false) return;
    ancestors.push(node);
    const inner = isFunction(node) ? node : home;
    for (const child of childrenOf(node)) step(child, inner);
    ancestors.pop();
  };
  step(root, null);
}
