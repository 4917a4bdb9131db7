/**
 * Names: variables of calls and of the loaded script, and properties of the global object.
 */
import type * as acorn from 'acorn';
import { lineOf } from './changes.js';
import { key } from './keys.js';
import { siteOf, type Run } from './run.js';
import { join, objectValue, UNDEFINED, type AbstractValue } from './value.js';
import type { Variable } from './variables.js';

export const UNDEFINED_VALUE: AbstractValue = UNDEFINED;

/** The variable of a name; `null`: it is a property of the global object, if anything. */
function variableOf(run: Run, name: string): Variable | null {
  const found = run.block?.find(name) ?? null;
  if (found !== null) return found;
  const { search } = run;
  const cell = search.vm.lexical.get(name);
  return cell === undefined ? null : search.changes.variable(cell.scope, cell.slot, name, cell.isConst);
}

export function readName(run: Run, node: acorn.Identifier, isTypeof: boolean): AbstractValue {
  const variable = variableOf(run, node.name);
  if (variable !== null) return variable.value;
  const { search } = run;
  const value = search.readGlobal(node.name, siteOf(run, node));
  return isTypeof ? join(value, UNDEFINED) : value;
}

export function writeName(run: Run, node: acorn.Identifier, value: AbstractValue, isInitial: boolean): void {
  const variable = variableOf(run, node.name);
  if (variable !== null) {
    variable.write(value, lineOf(node), isInitial);
    return;
  }
  const { search } = run;
  const global = objectValue(search.changes.objectOf(search.vm.global));
  search.write(global, key(node.name), value, siteOf(run, node));
}
