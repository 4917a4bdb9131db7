/**
 * Where in the script a path is and was: for the line of an obstacle and of an answer, and for what no path reaches.
 */
import type { AnyNode } from 'acorn';

export interface Place {
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly endLine: number;
  /** That after the last character. */
  readonly endColumn: number;
}

export class ScriptTrace {
  /** The node that runs at present, of the script's own code. */
  at: AnyNode | null = null;
  /** Where the answer was made: the expression that the last `return` gave. */
  answered: AnyNode | null = null;
  /** By statement, in the order in which they are compiled: whether any path ran it. */
  readonly statements: { readonly node: AnyNode; isReached: boolean }[] = [];
  #reachedByLoading: ReadonlySet<AnyNode> = new Set<AnyNode>();

  /** The script is loaded: what was run until now runs whoever calls it. */
  loaded(): void {
    this.#reachedByLoading = new Set(
      this.statements.filter(({ isReached }) => isReached).map(({ node }) => node),
    );
  }

  /** Forgets which statements paths have run. */
  forgetPaths(): void {
    for (const one of this.statements) one.isReached = this.#reachedByLoading.has(one.node);
  }

  get line(): number | null {
    return this.at === null ? null : placeOf(this.at).line;
  }

  get answer(): Place | null {
    return this.answered === null ? null : placeOf(this.answered);
  }
}

export function placeOf(node: AnyNode): Place {
  const { start, end } = node.loc ?? {};
  return {
    line: start?.line ?? 1,
    column: (start?.column ?? 0) + 1,
    endLine: end?.line ?? 1,
    endColumn: (end?.column ?? 0) + 1,
  };
}

/** Of a statement at which the environment decides, the part that asks. */
export function asking(node: AnyNode): AnyNode {
  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return node.test;
    case 'ForStatement':
      return node.test ?? node;
    case 'SwitchStatement':
      return node.discriminant;
    case 'ReturnStatement':
      return node.argument ?? node;
    default:
      return node;
  }
}
