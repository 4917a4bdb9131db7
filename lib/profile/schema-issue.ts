/**
 * What the JSON Schema found, in words that say what to write: Ajv's own speak of the schema. The words come from the
 * schema itself, so that bounds stand in one place; a rule that has no words of its own here keeps Ajv's.
 */
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { PathIssue } from './issue.js';

/** As much of a JSON Schema as the words are made from. */
interface Rule {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Rule>>;
  readonly type?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Rule>>;
}

/** What was written is shown up to this length. */
const maxShown = 80;

/** The mistake that Ajv found; undefined where it says over again what another one of its errors says. */
export function schemaIssue(error: ErrorObject, schema: Rule): PathIssue | undefined {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const params = error.params as Readonly<Record<string, unknown>>;
  const rule = error.parentSchema as Rule;
  const mustBe = (of: PathIssue['path'], value: unknown): PathIssue => ({
    path: of,
    message: `must be ${whatToWrite(rule, schema)}, and is ${shown(value)}`,
  });
  switch (error.keyword) {
    case 'type':
    case 'enum':
    case 'const':
    case 'minimum':
    case 'maximum':
      return mustBe(path, error.data);
    case 'pattern':
      // The name of a field is held against a pattern as well; then the field is the place.
      return error.propertyName === undefined
        ? mustBe(path, error.data)
        : mustBe([...path, error.propertyName], error.propertyName);
    case 'propertyNames':
      return undefined;
    case 'additionalProperties':
      return {
        path: [...path, String(params['additionalProperty'])],
        message: 'is not a field of a profile; docs/profile.md lists those that are',
      };
    case 'required': {
      const name = String(params['missingProperty']);
      const missing = rule.properties?.[name];
      const words = missing === undefined ? '' : `, which must be ${whatToWrite(missing, schema)}`;
      return { path, message: `lacks the field "${name}"${words}` };
    }
    case 'uniqueItems': {
      const [first, second] = [Number(params['j']), Number(params['i'])].sort((a, b) => a - b);
      const item: unknown = (error.data as readonly unknown[])[second ?? 0];
      return {
        path: [...path, second ?? 0],
        message: `${shown(item)} stands twice: it is item ${(first ?? 0) + 1} as well`,
      };
    }
    case 'minItems':
    case 'maxItems':
    case 'minLength':
    case 'maxLength':
    case 'maxProperties':
      return { path, message: sizeMistake(error.keyword, error.data, Number(params['limit'])) };
    default:
      return { path, message: error.message ?? error.keyword };
  }
}

/** Too many or too few items, characters or fields, as the keyword bounds them. */
function sizeMistake(keyword: string, data: unknown, limit: number): string {
  if (typeof data === 'string')
    return `is ${count(data.length, 'character')} long and must be ${bound(keyword, limit)}`;
  const held = Array.isArray(data)
    ? count(data.length, 'item')
    : count(Object.keys(data as object).length, 'field');
  return `holds ${held} and must hold ${bound(keyword, limit)}`;
}

function bound(keyword: string, limit: number): string {
  return `${keyword.startsWith('min') ? 'at least' : 'at most'} ${limit}`;
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}

/** What a value has to be, to follow "must be". */
function whatToWrite(rule: Rule, schema: Rule): string {
  const target = rule.$ref?.replace('#/$defs/', '');
  if (target !== undefined) return whatToWrite(schema.$defs?.[target] ?? {}, schema);
  if (rule.const !== undefined) return JSON.stringify(rule.const);
  if (rule.enum !== undefined) return `one of ${rule.enum.map((item) => JSON.stringify(item)).join(', ')}`;
  // Where the schema has an expression it says the same in words: a test holds it to that.
  if (rule.pattern !== undefined) return rule.description ?? `text that matches ${rule.pattern}`;
  switch (rule.type) {
    case 'integer':
      return `a whole number${range(rule)}`;
    case 'number':
      return `a number${range(rule)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'text in quotes';
    case 'array':
      return 'a list in square brackets';
    default:
      return 'an object: fields in curly brackets';
  }
}

function range({ minimum, maximum }: Rule): string {
  if (minimum === undefined || maximum === undefined) return '';
  return ` from ${minimum} to ${maximum}`;
}
