/**
 * Text → Profile: JSON (comments allowed), then the JSON Schema, then what a schema cannot say (addresses in their
 * class, names as A-labels). Every mistake is reported at once, each with its line and field, in the order of the file.
 */
import {
  findNodeAtLocation,
  parseTree,
  getNodeValue,
  type Node,
  type ParseError as JsonError,
} from 'jsonc-parser';
import { jsonTooDeepAt, maxJsonDepth } from '../json-depth.js';
import { schemaOf } from '../json-schema.js';
import { ProfileError, type JsonPath, type PathIssue } from './issue.js';
import { normalised } from './normalise.js';
import { schemaIssue } from './schema-issue.js';
import { semanticIssues } from './semantics.js';
import { syntaxIssue } from './syntax-issue.js';
import type { Profile } from './types.js';
import { replaceUniqueItems } from './unique-items.js';

/** Compiled at its first use: most of the library needs no profile. */
const profileSchema = schemaOf<Profile>('profile', {
  allErrors: true,
  useDefaults: true,
  strict: true,
  verbose: true,
  prepare: replaceUniqueItems,
});

/** What the schema leaves optional; the schema's `default`s fill the rest. */
const defaultClients = ['chromium', 'firefox', 'wininet', 'cfnetwork'] as const;

/** What is wrong with an id, in words; the room does not know which audits and client programs there are. */
export interface ParseOptions {
  /** Of the keys under `audits`. */
  readonly auditMistake?: (id: string) => string | undefined;
  /** Of `proxy.clients`. */
  readonly clientMistake?: (id: string) => string | undefined;
}

/** Reads a profile. `fileName` is used in messages only. Throws `ProfileError`. */
export function parseProfile(text: string, fileName = 'profile', options: ParseOptions = {}): Profile {
  const place = lineFinder(text);
  const tooDeep = jsonTooDeepAt(text);
  if (tooDeep !== undefined)
    throw new ProfileError(fileName, [
      { field: '', ...place(tooDeep), message: `nested more than ${maxJsonDepth} levels deep` },
    ]);
  const errors: JsonError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: false });
  if (root === undefined || errors.length > 0) {
    const issues = errors.map((error) => ({
      field: '',
      ...place(error.offset),
      message: syntaxIssue(error),
    }));
    throw new ProfileError(
      fileName,
      issues.length > 0 ? issues : [{ field: '', line: 1, column: 1, message: 'the file is empty' }],
    );
  }
  const value: unknown = getNodeValue(root);
  const isValid = profileSchema();
  const ofShape = isValid(value)
    ? []
    : (isValid.errors ?? []).flatMap((error) => schemaIssue(error, isValid.schema as object) ?? []);
  const issues = [
    ...duplicateKeys(root, []),
    ...ofShape,
    ...semanticIssues(value, ofShape),
    ...unknownIds(value, ofShape, options),
  ];
  if (issues.length === 0)
    return normalised({
      ...(value as Profile),
      proxy: (value as Partial<Profile>).proxy ?? { clients: defaultClients },
    });
  const placed = issues.map((issue) => ({ ...issue, offset: offsetOf(root, issue.path) }));
  placed.sort((a, b) => a.offset - b.offset);
  throw new ProfileError(
    fileName,
    placed.map(({ path, offset, message }) => ({ field: fieldName(path), ...place(offset), message })),
  );
}

/** Ids of audits and clients that there are not; what the schema refuses as an id is not looked up. */
function unknownIds(
  value: unknown,
  ofShape: readonly PathIssue[],
  { auditMistake, clientMistake }: ParseOptions,
): readonly PathIssue[] {
  const { audits, proxy } = (value ?? {}) as {
    readonly audits?: unknown;
    readonly proxy?: { clients?: unknown };
  };
  const clients = proxy?.clients;
  const written = [
    ...Object.keys(typeof audits === 'object' ? (audits ?? {}) : {}).map((id) => ({
      path: ['audits', id],
      message: auditMistake?.(id),
    })),
    ...(Array.isArray(clients) ? clients : []).map((id: unknown, index) => ({
      path: ['proxy', 'clients', index],
      message: typeof id === 'string' ? clientMistake?.(id) : undefined,
    })),
  ];
  const refused = new Set(ofShape.map(({ path }) => path.join('\n')));
  return written.flatMap(({ path, message }) =>
    message === undefined || refused.has(path.join('\n')) ? [] : [{ path, message }],
  );
}

/** JSON lets a key stand twice and keeps the last: in a profile that is a mistake nobody would see. */
function* duplicateKeys(node: Node, path: JsonPath): Generator<PathIssue> {
  if (node.type === 'array') {
    for (const [index, item] of (node.children ?? []).entries()) yield* duplicateKeys(item, [...path, index]);
  }
  if (node.type !== 'object') return;
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, child] = property.children ?? [];
    if (key === undefined) continue;
    const name = String(key.value);
    if (seen.has(name)) yield { path: [...path, name], message: 'stands twice' };
    seen.add(name);
    if (child !== undefined) yield* duplicateKeys(child, [...path, name]);
  }
}

function fieldName(path: JsonPath): string {
  return path.reduce<string>(
    (text, part) =>
      /^\d+$/.test(String(part)) ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${part}`,
    '',
  );
}

/** The offset of the deepest place on the path that exists. */
function offsetOf(root: Node, path: JsonPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(
      root,
      path.slice(0, length).map((part) => (/^\d+$/.test(String(part)) ? Number(part) : part)),
    );
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return root.offset;
}

function lineFinder(text: string): (offset: number) => { line: number; column: number } {
  return (offset) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
}
