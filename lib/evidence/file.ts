/**
 * Evidence as a file. It may come from another machine and through other hands, so it is checked against its schema
 * before anything reads it.
 */
import { ParseError } from '../errors.js';
import { schemaOf } from '../json-schema.js';
import type { Evidence } from './types.js';

/** Largest evidence file that is read (bytes): every bound of the schema met at once stays below it. */
export const maxEvidenceBytes: number = 256 * 1024 * 1024;

/** The schema's parts, a file each in `schemas/evidence/`. */
const parts = [
  'common',
  'dns',
  'hosts',
  'probe',
  'distribution',
  'token',
  'browser-policies',
  'host',
  'agent',
  'front-end',
] as const;

const evidenceSchema = schemaOf<Evidence>('evidence', {
  strict: true,
  strictRequired: false,
  parts: parts.map((part) => `evidence/${part}`),
});

/** The file's text: JSON with a line feed at its end. */
export function serializeEvidence(evidence: Evidence): string {
  return `${JSON.stringify(evidence, undefined, 2)}\n`;
}

/** Reads an evidence file. Throws `ParseError` (`evidence-not-json`, `evidence-version`, `evidence-invalid`) naming the field. */
export function parseEvidence(text: string, fileName = 'evidence'): Evidence {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ParseError(
      'evidence-not-json',
      `${fileName} is not JSON; evidence is what "staylocal audit --save" writes.`,
      { cause },
    );
  }
  refuseOtherVersion(value, fileName);
  const validate = evidenceSchema();
  if (validate(value)) return value;
  const error = validate.errors?.[0];
  const field = error?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  throw new ParseError(
    'evidence-invalid',
    `${fileName}: ${field === '' ? 'the file' : `field "${field}"`} ${error?.message ?? 'is not valid'}; it is not evidence that this version reads.`,
  );
}

/** The one version of the schema that there has been. A next one brings the step from this one. */
const schemaVersion = 1;

/** What says of itself that it is of another version is refused by that, and not by the first field that is not known. */
function refuseOtherVersion(value: unknown, fileName: string): void {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return;
  const { schemaVersion: found } = value;
  if (typeof found !== 'number' || found === schemaVersion) return;
  const { tool } = value as { readonly tool?: { readonly version?: unknown } };
  const by = typeof tool?.version === 'string' ? ` (written by ${tool.version.slice(0, 40)})` : '';
  throw new ParseError(
    'evidence-version',
    `${fileName} is evidence of schema version ${found}${by}, and this version of staylocal reads ${schemaVersion}; ${
      found > schemaVersion ? 'update staylocal' : 'gather it anew'
    }.`,
  );
}
