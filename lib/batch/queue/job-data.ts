/** A job as it comes out of Redis, where others may write as well: nothing of it is taken on trust. */
import { ParseError } from '../../errors.js';
import { parseEvidence } from '../../evidence/index.js';
import { parseProfile } from '../../profile/index.js';
import type { BatchResult, Job, Task, Work } from '../types.js';

const tasks: readonly Task[] = ['dnssec', 'pac', 'settings', 'evidence', 'profile'];

type Fields = Readonly<Record<string, unknown>>;

/** Throws `ParseError` (`queue-job`, or what is wrong with a profile or evidence). */
export function jobFrom(data: unknown): Job {
  const { line, id, task, subject, work, at } = fieldsOf(data);
  const known = tasks.find((one) => one === task);
  if (typeof line !== 'number' || !Number.isSafeInteger(line) || line < 1 || known === undefined)
    throw refuse();
  return {
    line,
    ...(typeof id === 'string' ? { id } : {}),
    task: known,
    subject: textOf(subject),
    work: workFrom(fieldsOf(work)),
    ...(typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? { at } : {}),
  };
}

function workFrom({ kind, name, type, profile, evidence, only }: Fields): Work {
  if (kind === 'dnssec') return { kind, name: textOf(name), type: textOf(type) };
  const parsed = parseProfile(JSON.stringify(profile ?? null), 'the profile of the job');
  if (kind === 'dns') return { kind, profile: parsed };
  if (kind !== 'audit') throw refuse();
  return {
    kind,
    profile: parsed,
    evidence: parseEvidence(JSON.stringify(evidence ?? null), 'the evidence of the job'),
    ...(Array.isArray(only) ? { only: only.map(textOf) } : {}),
  };
}

/** A result of a worker; it may be of another version. Throws `ParseError`. */
export function resultFrom(value: unknown, line: number): BatchResult {
  const { kind, status } = fieldsOf(value);
  if (kind !== 'batch-result' || !['pass', 'warn', 'fail', 'error'].includes(textOf(status))) throw refuse();
  return { ...(value as BatchResult), line };
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw refuse();
  return value as Fields;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw refuse();
  return value;
}

function refuse(): ParseError {
  return new ParseError('queue-job', 'What the queue holds is no job of a batch.');
}
