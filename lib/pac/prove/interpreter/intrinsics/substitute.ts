/**
 * What `$1`, `$&` and the like stand for in the text that replaces a find (GetSubstitution, section 22.1.3.19.1).
 */
import { isUnknown, type Obj, type Value } from '../values.js';
import type { Vm } from '../vm.js';

export interface Find {
  readonly matched: string;
  readonly text: string;
  readonly position: number;
  /** From 1 on, in order. */
  readonly captures: readonly (string | undefined)[];
  readonly groups: Obj | undefined;
}

const REFERENCE = /\$(?:\$|&|`|'|\d\d?|<)/g;

export function substitute(vm: Vm, template: string, find: Find): string {
  if (!template.includes('$')) return template;
  let result = '';
  let end = 0;
  REFERENCE.lastIndex = 0;
  for (let found = REFERENCE.exec(template); found !== null; found = REFERENCE.exec(template)) {
    const at = found.index;
    const put = referred(vm, template, at, found[0], find);
    result += template.slice(end, at) + put.text;
    end = at + put.length;
    // A name is made a text by the script's own code, which may replace something too.
    REFERENCE.lastIndex = end;
  }
  return result + template.slice(end);
}

/** What a reference stands for, and how much of the template it is. */
function referred(
  vm: Vm,
  template: string,
  at: number,
  reference: string,
  { matched, text, position, captures, groups }: Find,
): { readonly text: string; readonly length: number } {
  switch (reference) {
    case '$$':
      return { text: '$', length: 2 };
    case '$&':
      return { text: matched, length: 2 };
    case '$`':
      return { text: text.slice(0, position), length: 2 };
    case "$'":
      return { text: text.slice(Math.min(position + matched.length, text.length)), length: 2 };
    case '$<':
      return named(vm, template, at, groups);
    default:
      return numbered(reference, captures);
  }
}

function numbered(
  reference: string,
  captures: readonly (string | undefined)[],
): { readonly text: string; readonly length: number } {
  for (const length of [reference.length, 2]) {
    const index = Number(reference.slice(1, length));
    if (index >= 1 && index <= captures.length) return { text: captures[index - 1] ?? '', length };
  }
  return { text: reference, length: reference.length };
}

function named(
  vm: Vm,
  template: string,
  at: number,
  groups: Obj | undefined,
): { readonly text: string; readonly length: number } {
  const end = groups === undefined ? -1 : template.indexOf('>', at);
  if (groups === undefined || end === -1) return { text: '$<', length: 2 };
  const found: Value = vm.get(groups, template.slice(at + 2, end));
  const value = isUnknown(found) ? vm.unknowns.settle(found) : found;
  return { text: value === undefined ? '' : vm.toString(value), length: end + 1 - at };
}
