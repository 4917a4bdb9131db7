/** An item → a job that needs nothing more of this machine: files and PACs at URLs are read here, without their credentials. */
import { evidenceNeeded } from '../audits/audit.js';
import { ParseError } from '../errors.js';
import { maxEvidenceBytes, parseEvidence, type Evidence } from '../evidence/index.js';
import { gather, type GatherOptions } from '../gather/index.js';
import { readSource } from '../gather/source.js';
import { loadProfile, parseProfile, type Profile } from '../profile/index.js';
import { parseItem } from './item.js';
import type { BatchItem, Job, Task, Work } from './types.js';

export interface PrepareOptions {
  readonly profile: Profile;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Named by whoever asks: the job keeps it. */
  readonly at?: Date;
}

/** Which audits judge what a task looks at. */
const onlyFor: Readonly<Partial<Record<Task, readonly string[]>>> = {
  pac: ['proxy/pac-bypass'],
  settings: ['proxy/settings-bypass', 'proxy/settings-facts'],
};

/** Throws `ParseError` where the line is no item, or what it names cannot be read. */
export async function prepare(text: string, line: number, options: PrepareOptions): Promise<Job> {
  const { item, task } = parseItem(text);
  const profile = item.profile === undefined ? options.profile : await profileOf(item.profile, line);
  return {
    line,
    ...(item.id === undefined ? {} : { id: item.id }),
    task,
    subject: subjectOf(item, task, profile),
    work: await workOf(item, task, profile, line, options),
    ...(options.at === undefined ? {} : { at: options.at.toISOString() }),
  };
}

function subjectOf(item: BatchItem, task: Task, profile: Profile): string {
  if (task === 'dnssec') return `${item.name ?? ''} ${item.type ?? 'A'}`;
  const source = { pac: item.pac, settings: item.settings, evidence: item.evidence, profile: profile.name }[
    task
  ];
  return typeof source === 'string' ? source : profile.name;
}

async function profileOf(given: string | object, line: number): Promise<Profile> {
  return typeof given === 'string'
    ? loadProfile(given)
    : parseProfile(JSON.stringify(given), `the profile of line ${line}`);
}

async function workOf(
  item: BatchItem,
  task: Task,
  profile: Profile,
  line: number,
  options: PrepareOptions,
): Promise<Work> {
  switch (task) {
    case 'dnssec':
      return { kind: 'dnssec', name: item.name ?? '', type: item.type ?? 'A' };
    case 'profile':
      return { kind: 'dns', profile };
    case 'evidence':
      return { kind: 'audit', profile, evidence: await evidenceOf(item.evidence ?? '', line, options) };
    case 'pac':
      return looked(profile, task, { pac: [item.pac ?? ''] }, options);
    case 'settings': {
      const { format } = item;
      const source = { source: item.settings ?? '', ...(format === undefined ? {} : { format }) };
      return looked(profile, task, { proxySettings: [source] }, options);
    }
  }
}

async function looked(
  profile: Profile,
  task: Task,
  sources: Pick<GatherOptions, 'pac' | 'proxySettings'>,
  { now, signal }: PrepareOptions,
): Promise<Work> {
  const only = onlyFor[task] ?? [];
  const evidence = await gather(profile, {
    ...sources,
    // What the audits would use beside it is of this machine, which nobody asked about.
    parts: new Set(
      [...evidenceNeeded(profile, { only })].filter((part) => part === 'pac' || part === 'proxySettings'),
    ),
    resolvers: [],
    at: now(),
    signal,
  });
  return { kind: 'audit', profile, evidence, only };
}

async function evidenceOf(
  given: string | object,
  line: number,
  { signal }: PrepareOptions,
): Promise<Evidence> {
  if (typeof given === 'object') return parseEvidence(JSON.stringify(given), `the evidence of line ${line}`);
  const read = await readSource(given, { signal, maxBytes: maxEvidenceBytes });
  if (!('bytes' in read)) throw new ParseError('batch-item', `${read.message}.`);
  return parseEvidence(Buffer.from(read.bytes).toString('utf8'), given);
}
