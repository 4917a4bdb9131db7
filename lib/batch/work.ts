/** A job → its result. What cannot be looked at is a result as well, with the reason; only an interruption rejects. */
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { audit, evidenceNeeded } from '../audits/audit.js';
import type { Report } from '../audits/finding.js';
import { SharedProofs } from '../audits/proxy/shared/shared-proofs.js';
import { rotate } from '../dns/index.js';
import { createCache, validate, type TrustAnchor, type Validation } from '../dnssec/index.js';
import { ParseError } from '../errors.js';
import { gather, type NamedResolver } from '../gather/index.js';
import type { AuditAsked, BatchResult, Job, Work } from './types.js';

export interface WorkOptions {
  /** Resolvers with the patience that a batch has; empty: names cannot be looked at. */
  readonly resolvers: readonly NamedResolver[];
  readonly anchors?: readonly TrustAnchor[];
  /** The same as text, for evidence. */
  readonly anchorText?: string;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Has evidence judged elsewhere; handed what would do it here. */
  readonly judgeWith?: (here: JudgeEvidence) => JudgeEvidence;
}

type JudgeEvidence = (asked: AuditAsked) => Promise<Report>;

export type Worker = (job: Job) => Promise<BatchResult>;

/** Profiles' DNS is judged by these. */
const dnsAudits = ['dns/', 'dnssec/'];

/** A batch seldom names a name twice; what it comes back to are zones. */
const maxValidations = 1_000;

/** What all jobs share: one cache of zones, so that parents are checked once, and one of proofs. */
export function workerOf(options: WorkOptions): Worker {
  const shared = new SharedProofs();
  const cache = createCache({ maxValidations });
  // A proof has a thread of its own: more at once than there are cores only take memory.
  const audits = new PQueue({ concurrency: availableParallelism() });
  const momentOf = ({ at }: Job): Date => (at === undefined ? options.now() : new Date(at));
  const here: JudgeEvidence = ({ profile, evidence, only }) =>
    audits.add(() => audit(profile, evidence, { shared, ...(only === undefined ? {} : { only }) }));
  const judged = options.judgeWith?.(here) ?? here;
  const judge = async (job: Job, asked: AuditAsked): Promise<BatchResult> =>
    auditResult(job, await judged(asked));
  const lookUp = async (job: Job, { profile }: Extract<Work, { kind: 'dns' }>): Promise<BatchResult> => {
    const { resolvers, anchorText, signal } = options;
    if (resolvers.length === 0) throw new ParseError('no-resolver', 'No resolver is named.');
    const parts = new Set([...evidenceNeeded(profile, { only: dnsAudits })].filter((part) => part === 'dns'));
    const evidence = await gather(profile, {
      parts,
      resolvers,
      ...(anchorText === undefined ? {} : { anchors: anchorText }),
      at: momentOf(job),
      signal,
    });
    return judge(job, { profile, evidence, only: dnsAudits });
  };
  const prove = async (job: Job, { name, type }: Extract<Work, { kind: 'dnssec' }>): Promise<BatchResult> => {
    const { resolvers, anchors, signal } = options;
    if (resolvers.length === 0) throw new ParseError('no-resolver', 'No resolver is named.');
    const validation = await validate(
      { name, type },
      {
        exchange: rotate(resolvers.map(({ exchange }) => exchange)),
        cache,
        at: momentOf(job),
        signal,
        ...(anchors === undefined ? {} : { anchors }),
      },
    );
    return dnssecResult(job, validation);
  };
  return async (job) => {
    try {
      const { work } = job;
      if (work.kind === 'dnssec') return await prove(job, work);
      return work.kind === 'dns' ? await lookUp(job, work) : await judge(job, work);
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof ParseError || error instanceof RangeError) return failed(job, error.message);
      throw error;
    }
  };
}

function head({ line, id, task, subject }: Pick<Job, 'line' | 'id' | 'task' | 'subject'>) {
  return {
    schemaVersion: 1,
    kind: 'batch-result',
    line,
    ...(id === undefined ? {} : { id }),
    task,
    subject: subject.slice(0, 1000),
  } as const;
}

export function failed(job: Pick<Job, 'line' | 'id' | 'task' | 'subject'>, message: string): BatchResult {
  return { ...head(job), status: 'error', message: message.slice(0, 2000) };
}

/** For a line that is no item. */
export function badLine(line: number, message: string): BatchResult {
  return {
    schemaVersion: 1,
    kind: 'batch-result',
    line,
    task: 'none',
    subject: '',
    status: 'error',
    message: message.slice(0, 2000),
  };
}

function auditResult(job: Job, { verdict, causes, summary }: Report): BatchResult {
  const status = (['fail', 'error', 'warn'] as const).find((one) =>
    causes.some((cause) => cause.status === one),
  );
  const nobodyLooked = summary.pass + summary.fail + summary.warn + summary.error === 0;
  return {
    ...head(job),
    status: nobodyLooked ? 'error' : (status ?? 'pass'),
    message: nobodyLooked
      ? 'There was nothing that could be judged.'
      : `${causes[0]?.title ?? 'Everything that was looked at passed'}.`,
    audit: {
      verdict: verdict.word,
      but: verdict.but,
      causes: causes.map(({ key, status: own, title, first, owner }) => ({
        key,
        status: own,
        title,
        ...(first === undefined ? {} : { first }),
        owner,
      })),
    },
  };
}

const statusOf: Readonly<Record<Validation['status'], BatchResult['status']>> = {
  secure: 'pass',
  insecure: 'fail',
  bogus: 'fail',
  indeterminate: 'error',
};

function dnssecResult(job: Job, { status, rcode, reasons }: Validation): BatchResult {
  return {
    ...head(job),
    status: statusOf[status],
    message:
      reasons[0] === undefined ? `${status} (${rcode}).` : `${status} (${rcode}): ${reasons[0].message}`,
    dnssec: {
      status,
      rcode,
      reasons: reasons.map(({ code, zone, message }) => ({
        code,
        ...(zone === undefined ? {} : { zone }),
        message,
      })),
    },
  };
}
