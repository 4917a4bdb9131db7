/** Reads back who may call, out of a policy that was put into a file that was there. */
import { parse as parseJson } from 'jsonc-parser';
import { readDocument, registryValues, type RegistryValue } from '../../proxy/index.js';
import { GenerateError } from '../error.js';
import { nameOf } from '../existing.js';
import type { Draft, ReadBack } from '../targets/target.js';
import type { Variables } from '../variables.js';

/** The list at the path, below the policies of a browser, holds these. Not looked at where nothing is expected. */
export function callersIn(
  path: (draft: Draft) => readonly string[],
  expected: (variables: Variables) => readonly string[],
): ReadBack {
  return (draft) => {
    const wanted = expected(draft.variables);
    if (!draft.inPlace || wanted.length === 0) return [];
    const key = path(draft);
    const found = draft.format === 'apple-plist' ? inPlist(draft, key) : inRegistry(draft, key);
    const lacking = wanted.filter((one) => !found.has(one));
    if (lacking.length === 0) return [`${key.join('.')} holds ${wanted.join(', ')}.`];
    throw new GenerateError('read-back', `${key.join('.')} does not hold ${lacking.join(', ')}.`, {
      target: draft.target.id,
    });
  };
}

function inRegistry({ format, bytes, text, options }: Draft, path: readonly string[]): Set<string> {
  const values = registryValues(
    bytes ?? Buffer.from(text),
    nameOf(options.merge ?? { text }),
    format === 'reg' ? 'reg' : 'registry-pol',
  );
  const list = `\\${path.join('\\')}`.toLowerCase();
  const found = new Set<string>();
  for (const value of values) {
    if (value.path.toLowerCase().endsWith(list)) found.add(String(value.data));
    if (value.name.toLowerCase() === path[0]?.toLowerCase()) textsIn(jsonOf(value), found);
  }
  return found;
}

function jsonOf({ data }: RegistryValue): unknown {
  return typeof data === 'string' ? parseJson(data) : undefined;
}

function inPlist({ bytes, text, options }: Draft, path: readonly string[]): Set<string> {
  const document = readDocument(bytes ?? Buffer.from(text), nameOf(options.merge ?? { text }), 'plist');
  const payloads = document.get('PayloadContent')?.value;
  const all: unknown[] = Array.isArray(payloads)
    ? payloads
    : [Object.fromEntries([...document].map(([name, { value }]) => [name, value]))];
  const found = new Set<string>();
  for (const payload of all)
    textsIn(
      path.reduce<unknown>((value, key) => property(value, key), payload),
      found,
    );
  return found;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function textsIn(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) textsIn(inner, found);
}
