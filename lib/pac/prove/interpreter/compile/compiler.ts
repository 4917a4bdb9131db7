/**
 * What the parts of the compiler share: where they are in the script, and one another.
 */
import type * as acorn from 'acorn';
import type { Vm } from '../vm.js';
import type { StaticScope } from './scopes.js';

/** What surrounds the code that is compiled. A value: a block or function inside makes a new one. */
export interface Context {
  readonly vm: Vm;
  readonly text: string;
  readonly scope: StaticScope | null;
  readonly isStrict: boolean;
  /** Whether the code is that of a function of the script's, whose statements count as reached or not. */
  readonly isOwn: boolean;
  /** Functions in blocks that are variables of the function too. */
  readonly inBlocks: ReadonlySet<acorn.FunctionDeclaration>;
  /** Private names in sight, each with the key that stands for it in this class. */
  readonly privates: ReadonlyMap<string, symbol>;
  /** Fields of a class that are being given their values have no `arguments`. */
  readonly labels: readonly string[];
}

export function within(context: Context, scope: StaticScope): Context {
  return { ...context, scope };
}
