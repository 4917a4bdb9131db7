/** A line → an item. Who wrote it is told what is wrong with it; the other lines are not held up. */
import { ParseError } from '../errors.js';
import { parseBoundedJson } from '../json-depth.js';
import { schemaOf } from '../json-schema.js';
import type { BatchItem, Task } from './types.js';

const itemSchema = schemaOf<BatchItem>('batch-item', { allowUnionTypes: true });

const tasks = ['pac', 'settings', 'evidence', 'name'] as const;

/** Throws `ParseError` (`batch-item`). */
export function parseItem(text: string): { readonly item: BatchItem; readonly task: Task } {
  let value: unknown;
  try {
    value = parseBoundedJson(text);
  } catch (cause) {
    throw refuse('it is not JSON, or nested too deep', cause);
  }
  const isItem = itemSchema();
  if (!isItem(value)) {
    const [error] = isItem.errors ?? [];
    const { additionalProperty: extra } = (error?.params ?? {}) as { readonly additionalProperty?: string };
    const place = error?.instancePath === '' ? 'it' : (error?.instancePath.slice(1) ?? 'it');
    throw refuse(`${place} ${error?.message ?? ''}${extra === undefined ? '' : ` (${extra.slice(0, 60)})`}`);
  }
  const asked = tasks.filter((field) => value[field] !== undefined);
  if (asked.length > 1) throw refuse(`it has ${asked.join(' and ')}; an item asks for one thing`);
  const [field] = asked;
  if (field === undefined && value.profile === undefined)
    throw refuse('it asks for nothing: name, pac, settings, evidence or profile');
  return { item: value, task: field === undefined ? 'profile' : field === 'name' ? 'dnssec' : field };
}

function refuse(why: string, cause?: unknown): ParseError {
  return new ParseError('batch-item', `The line is no item: ${why}.`, cause === undefined ? {} : { cause });
}
