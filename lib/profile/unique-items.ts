/**
 * `uniqueItems` of JSON Schema by the items as JSON. Ajv's own asks objects how they compare (`valueOf`, `toString`): members
 * that whoever wrote the file may have written.
 */
import type { Ajv2020 } from 'ajv/dist/2020.js';

interface Twins {
  keyword?: string;
  message?: string;
  params?: { readonly i: number; readonly j: number };
}

/** Members in one order; a list of them, so that none is called as what an object inherits. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return { members: members.map(([name, member]) => [name, canonical(member)]) };
}

/** The last item that stands before it already, as Ajv tells it. */
function twinsIn(items: readonly unknown[]): { i: number; j: number } | undefined {
  const places = new Map<string, number>();
  let twins: { i: number; j: number } | undefined;
  for (const [i, item] of items.entries()) {
    const text = JSON.stringify(canonical(item));
    const j = places.get(text);
    if (j === undefined) places.set(text, i);
    else twins = { i, j };
  }
  return twins;
}

/** Replaces the keyword in `ajv`. */
export function replaceUniqueItems(ajv: Ajv2020): void {
  const validate: { (isOn: boolean, items: readonly unknown[]): boolean; errors?: Twins[] } = (
    isOn,
    items,
  ) => {
    const params = isOn ? twinsIn(items) : undefined;
    if (params === undefined) return true;
    validate.errors = [{ keyword: 'uniqueItems', message: 'must NOT have duplicate items', params }];
    return false;
  };
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    errors: 'full',
    validate,
  });
}
