/**
 * Text → Profile: JSON (comments allowed), then the JSON Schema, then what a schema cannot say (addresses in their
 * class, names as A-labels). Every mistake is reported at once, each with its line and field.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  getNodeValue,
  type Node,
  type ParseError as JsonError,
} from 'jsonc-parser';
import { readPackageFile } from '../package-root.js';
import { ProfileError, type JsonPath, type PathIssue } from './issue.js';
import { semanticIssues } from './semantics.js';
import type { Profile } from './types.js';

let compiled: ValidateFunction<Profile> | undefined;

/** The schema compiled at its first use: most of the library needs no profile. */
function profileSchema(): ValidateFunction<Profile> {
  compiled ??= new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: true,
    verbose: true,
  }).compile<Profile>(JSON.parse(readPackageFile('schemas/profile.schema.json')) as object);
  return compiled;
}

/** What the schema leaves optional; the schema's `default`s fill the rest. */
const defaultClients = ['chromium', 'firefox', 'wininet', 'cfnetwork'] as const;

/** Reads a profile. `fileName` is used in messages only. Throws `ProfileError`. */
export function parseProfile(text: string, fileName = 'profile'): Profile {
  const errors: JsonError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: false });
  const place = lineFinder(text);
  if (root === undefined || errors.length > 0) {
    const issues = errors.map((error) => ({
      field: '',
      ...place(error.offset),
      message: jsonErrorText(error),
    }));
    throw new ProfileError(
      fileName,
      issues.length > 0 ? issues : [{ field: '', line: 1, column: 1, message: 'the file is empty' }],
    );
  }
  const value: unknown = getNodeValue(root);
  const isValid = profileSchema();
  const found = [
    ...duplicateKeys(root, []),
    ...(isValid(value) ? [] : (isValid.errors ?? []).map(schemaIssue)),
  ];
  if (found.length === 0) {
    const profile = {
      ...(value as Profile),
      proxy: (value as Partial<Profile>).proxy ?? { clients: defaultClients },
    };
    const { issues, normalised } = semanticIssues(profile);
    if (issues.length === 0) return normalised;
    found.push(...issues);
  }
  throw new ProfileError(
    fileName,
    found.map((issue) => ({
      field: fieldName(issue.path),
      ...place(offsetOf(root, issue.path)),
      message: issue.message,
    })),
  );
}

function jsonErrorText(error: JsonError): string {
  const words = printParseErrorCode(error.error).replace(/([a-z])([A-Z])/g, '$1 $2');
  return `not JSON: ${words.toLowerCase()}`;
}

function schemaIssue(error: ErrorObject): PathIssue {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return {
        path: [...path, String(params['additionalProperty'])],
        message: 'is not a field of a profile; see docs/profile.md',
      };
    case 'required':
      return { path, message: `lacks the field "${String(params['missingProperty'])}"` };
    case 'enum':
      return {
        path,
        message: `must be one of ${(params['allowedValues'] as unknown[]).map((item) => JSON.stringify(item)).join(', ')}`,
      };
    case 'const':
      return { path, message: `must be ${JSON.stringify(params['allowedValue'])}` };
    case 'pattern': {
      // The schema says in words what its expression says in signs.
      const { description } = error.parentSchema as { readonly description?: string };
      const signs = error.message ?? error.keyword;
      return {
        path,
        message: `${JSON.stringify(error.data)} ${description === undefined ? signs : `is not as it must be: ${description}`}`,
      };
    }
    default:
      return { path, message: error.message ?? error.keyword };
  }
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
