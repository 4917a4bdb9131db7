/**
 * What goes along when the code of a function is looked at.
 */
import type { AnyNode } from 'acorn';
import type { Site, Unit } from './callable.js';
import type { Search } from './search.js';
import type { Block } from './variables.js';

export interface Run {
  readonly search: Search;
  readonly unit: Unit;
  readonly block: Block | null;
  readonly isStrict: boolean;
  readonly privates: ReadonlyMap<string, symbol>;
}

export const siteOf = (run: Run, node: AnyNode): Site => ({ unit: run.unit, node });

export const inBlock = (run: Run, block: Block): Run => ({ ...run, block });
