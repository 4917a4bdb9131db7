/**
 * The readers of this room without its settings model, for whoever looks for other values in the same files: registry
 * values in their text forms, and the top level of a JSON file or a property list with the line of each value.
 */
import { parseJson } from './formats/json.js';
import { parsePlist, type PlistValue } from './formats/plist.js';
import { parseRegFile } from './formats/reg-file.js';
import { parseQuery } from './formats/registry-tables.js';
import { splitKey, type RegistryValue } from './formats/registry-values.js';
import { openSource, type Source } from './text.js';

export type { RegistryValue } from './formats/registry-values.js';

/** A value of a JSON file or a property list, with its line from 1. */
export interface Placed {
  readonly value: unknown;
  /** null in a binary property list. */
  readonly line: number | null;
}

/** The members of a JSON object or a property list's dictionary. Throws `ParseError`. */
export function readDocument(
  bytes: Uint8Array,
  fileName: string,
  kind: 'json' | 'plist',
): ReadonlyMap<string, Placed> {
  const source = openSource(bytes, fileName);
  if (kind === 'json') return parseJson(source).members ?? new Map<string, Placed>();
  const { value } = parsePlist(source);
  const members = value instanceof Map ? [...(value as ReadonlyMap<string, PlistValue>)] : [];
  return new Map(members.map(([name, inner]) => [name, { value: plain(inner), line: inner.line }]));
}

function plain({ value }: PlistValue): unknown {
  if (value instanceof Map)
    return Object.fromEntries(
      [...(value as ReadonlyMap<string, PlistValue>)].map(([name, inner]) => [name, plain(inner)]),
    );
  return Array.isArray(value) ? (value as readonly PlistValue[]).map(plain) : value;
}

/** What a registry export or policy file holds, in its order. */
export interface RegistryContent {
  /** Every key that is named, `HIVE\path`, also those without values. */
  readonly keys: readonly string[];
  readonly values: readonly RegistryValue[];
}

/** A `.reg` export, or what `reg query` prints. Throws `ParseError`. */
export function readRegistry(
  bytes: Uint8Array,
  fileName: string,
  kind: 'reg' | 'reg-query',
): RegistryContent {
  const source = openSource(bytes, fileName);
  return {
    keys: keysOf(source, kind === 'reg' ? /^\s*\[(HK[^\]]*.*)\]\s*$/ : /^(HKEY_.*\S)\s*$/),
    values: kind === 'reg' ? parseRegFile(source) : parseQuery(source),
  };
}

function keysOf({ lines }: Source, pattern: RegExp): string[] {
  return lines.flatMap((line) => {
    const key = pattern.exec(line)?.[1];
    if (key === undefined) return [];
    const { hive, path } = splitKey(key);
    return [path === '' ? hive : `${hive}\\${path}`];
  });
}
