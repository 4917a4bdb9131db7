/**
 * Keeps what an existing file says: its PAC, or the entries of its bypass list with ours added at the end.
 */
import {
  applyEdits,
  modify,
  parse,
  printParseErrorCode,
  type JSONPath,
  type ParseError as JsonError,
} from 'jsonc-parser';
import { ParseError } from '../errors.js';
import { exemptPac } from '../pac/index.js';
import { readSettings } from '../proxy/index.js';
import { GenerateError } from './error.js';
import type { MergeKind } from './targets/target.js';

export interface Existing {
  readonly text: string;
  /** The file as it lies on disk, whose encoding and byte order mark a merged PAC keeps. */
  readonly bytes?: Uint8Array;
  readonly fileName?: string;
}

/** The PAC with the exemption first. Throws `GenerateError` (`merge`) with the reason where it cannot be. */
export async function mergePac(
  target: string,
  existing: Existing,
  hosts: readonly string[],
): Promise<{ text: string; bytes: Uint8Array }> {
  try {
    const { text, bytes } = await exemptPac(existing.bytes ?? existing.text, { hosts });
    return { text, bytes };
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}

/**
 * Entries of the existing bypass list, in their order, and the hosts it lacks. A file without such a list gives
 * the hosts alone. Throws `GenerateError` (`merge`) where the file cannot be read.
 */
export function mergeBypass(
  target: string,
  existing: Existing,
  how: Extract<MergeKind, { kind: 'bypass' }>,
  hosts: readonly string[],
): string[] {
  try {
    const settings = readSettings(existing.text, {
      ...(how.format === undefined ? {} : { format: how.format }),
      ...(existing.fileName === undefined ? {} : { fileName: existing.fileName }),
    });
    const lists = settings.flatMap(({ bypass }) => (bypass === undefined ? [] : [bypass]));
    const entries = lists.flatMap(
      ({ items, rules }) => items?.map(({ value }) => value) ?? rules.split(how.separator),
    );
    return withHosts(entries, hosts);
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}

/** The string that an existing document holds at the path, or undefined. Throws `GenerateError` (`merge`). */
export function jsonString(target: string, existing: Existing, path: readonly string[]): string | undefined {
  let value: unknown = parseDocument(target, existing);
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/**
 * The existing document with the values of ours set in it: objects are entered, arrays united, comments and
 * layout kept. Throws `GenerateError` (`merge`) where the existing text is no JSON object.
 */
export function mergeJson(target: string, existing: Existing, ours: string): string {
  const present = parseDocument(target, existing);
  let text = existing.text.replace(/^\uFEFF/, '').trim() === '' ? '{}\n' : existing.text;
  for (const { path, value } of leaves(JSON.parse(ours), present, [])) {
    text = applyEdits(
      text,
      modify(text, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }),
    );
  }
  return text.endsWith('\n') ? text : `${text}\n`;
}

function* leaves(
  ours: unknown,
  present: unknown,
  path: JSONPath,
): Generator<{ path: JSONPath; value: unknown }> {
  if (isObject(ours)) {
    for (const [key, value] of Object.entries(ours)) {
      yield* leaves(value, isObject(present) && Object.hasOwn(present, key) ? present[key] : undefined, [
        ...path,
        key,
      ]);
    }
  } else if (Array.isArray(ours) && Array.isArray(present)) {
    yield { path, value: [...new Set<unknown>([...(present as unknown[]), ...(ours as unknown[])])] };
  } else {
    yield { path, value: ours };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseDocument(target: string, { text, fileName }: Existing): Record<string, unknown> {
  const errors: JsonError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (isObject(value) && first === undefined) return value;
  if (text.trim() === '') return {};
  const line = text.slice(0, first?.offset ?? 0).split('\n').length;
  const what = first === undefined ? 'not a JSON object' : printParseErrorCode(first.error);
  throw new GenerateError('merge', `${fileName ?? 'the existing file'}:${line}: ${what}.`, { target, line });
}

/** Blank entries and repeats fall out; the hosts that are not there yet come last. */
export function withHosts(entries: readonly string[], hosts: readonly string[]): string[] {
  return [...new Set([...entries.map((entry) => entry.trim()).filter((entry) => entry !== ''), ...hosts])];
}

function mergeError(target: string, existing: Existing, error: unknown): unknown {
  if (!(error instanceof ParseError)) return error;
  const name = existing.fileName ?? 'the existing file';
  const message = error.message.startsWith(name) ? error.message : `${name}: ${error.message}`;
  return new GenerateError('merge', message, {
    target,
    ...(error.line === undefined ? {} : { line: error.line }),
    cause: error,
  });
}
