/**
 * `validate`: one question to a verdict over an injected `Exchange`. No I/O of its own; what a caller does not give
 * (anchors, algorithms, limits, the time) has a documented default.
 */
import { formatRcode, formatType, parseType } from '../dns/codes.js';
import type { Exchange } from '../dns/exchange.js';
import { formatName, nameKey, parseName, type Name } from '../dns/name.js';
import { defaultAlgorithms, type Algorithms } from './signatures/algorithms.js';
import { closestAnchoredZone, rootAnchors, type TrustAnchor } from './anchors/anchor.js';
import { resolveAnswer, type Answer } from './answer/answer.js';
import { Asker } from './ask.js';
import type { ValidationCache } from './chain/cache.js';
import { Chain } from './chain/chain.js';
import { inspectChildSignals, signalsAhead, type InspectedSignals } from './warnings/child-signals.js';
import { clockDoubt } from './clock-doubt.js';
import { currentTime } from './clock.js';
import type { Context } from './context.js';
import { defaultDigests, type Digests } from './records/ds.js';
import { Budget, defaultLimits, LimitError, type Limits } from './limits.js';
import { distinctReasons } from './reason.js';
import { judgeResolver, throughResolver, type ResolverJudgement } from './resolver/resolver.js';
import { part, type Part } from './answer/rrset-status.js';
import type { Branch, Reason, ReasonCode, Status, Validation, ValidationQuestion } from './types.js';
import { warningsFor } from './warnings/warnings.js';
import { linkOf, pathTo, type ZoneState } from './chain/zone-state.js';

/** How to ask, what to trust and what it may cost. Only `exchange` must be given. */
export interface ValidateOptions {
  /** Carries the queries, usually to a recursive resolver; they are sent with CD, so that bogus data is shown. */
  readonly exchange: Exchange;
  /**
   * Whom the exchange asks. Through a resolver that does not hand DNSSEC on no zone is judged: that it does not is then
   * the reason, and the status indeterminate. Default `resolver`; `servers`: each zone's own.
   */
  readonly source?: 'resolver' | 'servers';
  /** Default: the root's current key-signing keys. Give `[]` for none: everything is then indeterminate. */
  readonly anchors?: readonly TrustAnchor[];
  /** Names below which nothing is validated (RFC 7646), as text or wire bytes. */
  readonly negativeAnchors?: readonly (string | Name)[];
  /** The moment to hold signatures against. Default: now. */
  readonly at?: Date;
  /** Signature algorithms that are trusted; a zone signed only with others is insecure. Default: all but SHA-1's. */
  readonly algorithms?: Algorithms;
  readonly digests?: Digests;
  /** Let a SHA-1 DS count beside a stronger one, as Unbound does by default and RFC 4509 §3 does not. Default false. */
  readonly allowWeakerDigest?: boolean;
  /** Want a signature by every algorithm the DS set names, against RFC 6840 §5.11. Default false. */
  readonly requireAllAlgorithms?: boolean;
  readonly limits?: Partial<Limits>;
  /** Shared between validations under the same anchors and policy; see `createCache`. */
  readonly cache?: ValidationCache;
  /** Ask for the zone's CDS and CDNSKEY as well, and warn where they disagree with the DS. Default false. */
  readonly inspect?: boolean;
  readonly signal?: AbortSignal;
  /** Warn of signatures that expire within this many days. Default 7. */
  readonly expiryWarningDays?: number;
}

/**
 * Validates the answer to one question. Every outcome of looking is a value; it throws only `ParseError` for a
 * malformed question, and rejects with the signal's reason when `signal` is aborted.
 */
export async function validate(question: ValidationQuestion, options: ValidateOptions): Promise<Validation> {
  const name = typeof question.name === 'string' ? parseName(question.name) : question.name;
  const type = typeof question.type === 'string' ? parseType(question.type) : question.type;
  const at = options.at ?? currentTime();
  const atSeconds = Math.floor(at.getTime() / 1_000);
  const cacheKey = `${type} ${options.inspect === true ? 'inspect ' : ''}${nameKey(name)}`;
  const known = options.cache?.validation(cacheKey, atSeconds);
  if (known !== undefined)
    return { ...known, at: at.toISOString(), cost: { queries: 0, signatureChecks: 0, nsec3Hashes: 0 } };
  options.signal?.throwIfAborted();

  const budget = new Budget({ ...defaultLimits, ...options.limits });
  const context: Context = {
    atSeconds,
    budget,
    algorithms: options.algorithms ?? defaultAlgorithms,
    digests: options.digests ?? defaultDigests,
    allowWeakerDigest: options.allowWeakerDigest ?? false,
    requireAllAlgorithms: options.requireAllAlgorithms ?? false,
  };
  const answer = await withinTime(budget.limits.timeoutMs, options.signal, async (signal, end) => {
    const asker = new Asker(options.exchange, budget, signal);
    const negativeAnchors = (options.negativeAnchors ?? []).map((item) =>
      typeof item === 'string' ? parseName(item) : item,
    );
    const anchors = options.anchors ?? rootAnchors;
    const inspects = options.inspect === true;
    const chain = new Chain(
      { anchors, negativeAnchors, cache: options.cache, inspect: inspects },
      asker,
      context,
    );
    try {
      const finding = resolveAnswer(name, type, asker, chain, context);
      if (inspects) signalsAhead(name, asker);
      const found = await finding;
      const zone = found.parts.at(-1)?.zones.at(-1);
      const signals =
        inspects && zone !== undefined ? await inspectChildSignals(zone, asker, context) : { warnings: [] };
      const top = options.source === 'servers' ? undefined : closestAnchoredZone(anchors, name);
      const doubts = {
        judgement: await judged(found.parts, top, asker),
        clock: await clockOf(found.parts, asker, context),
      };
      return { ...found, ...signals, ...doubts, anchors };
    } finally {
      chain.close();
      if (asker.waits) end();
    }
  });
  const validation = summarize(name, type, answer, at, budget, options.expiryWarningDays ?? 7);
  const ttlSeconds = Math.min(...answer.parts.map((item) => item.ttlSeconds));
  if (validation.status === 'secure' && ttlSeconds > 0)
    options.cache?.keepValidation(cacheKey, validation, atSeconds + ttlSeconds);
  return validation;
}

interface Inspected extends Answer, InspectedSignals {
  readonly anchors: readonly TrustAnchor[];
  readonly judgement?: ResolverJudgement | undefined;
  readonly clock?: Reason | undefined;
}

const untimely: ReadonlySet<ReasonCode> = new Set(['signature-expired', 'signature-not-yet-valid']);

/** Whether the clock may be what is wrong, where signatures are out of their time. */
async function clockOf(parts: readonly Part[], asker: Asker, context: Context): Promise<Reason | undefined> {
  const isUntimely = overall(parts) === 'bogus' && reasonsOf(parts).some(({ code }) => untimely.has(code));
  if (!isUntimely) return undefined;
  const seen = await aside(asker.observations());
  return seen === undefined ? undefined : clockDoubt(seen, context);
}

/** What the resolver has to do with it, where it may have: what is proven, it did hand on. */
async function judged(
  parts: readonly Part[],
  top: Name | undefined,
  asker: Asker,
): Promise<ResolverJudgement | undefined> {
  const status = overall(parts);
  if (top === undefined || status === 'secure' || status === 'insecure') return undefined;
  const provesDelegation = parts
    .flatMap(({ zones }) => zones)
    .flatMap(pathTo)
    .some(({ by }) => by === 'ds' || by === 'no-ds');
  return aside(judgeResolver({ status, reasons: reasonsOf(parts), top, provesDelegation }, asker));
}

/** What is told beside the verdict: it stands without it, where a limit is met. */
async function aside<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LimitError) return undefined;
    throw error;
  }
}

/** What questions that were asked ahead and not needed end with. */
const ended = new Error('The validation has ended');

/** Runs under a signal that fires when the work calls `end`, at the caller's wish, or when the time is up. */
async function withinTime(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal, end: () => void) => Promise<Inspected>,
): Promise<Inspected> {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort(outer?.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(new LimitError('limit-time', `The validation took longer than ${timeoutMs} ms`));
  }, timeoutMs);
  outer?.addEventListener('abort', stop);
  try {
    return await run(controller.signal, () => {
      controller.abort(ended);
    });
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    return {
      parts: [part({ status: error.status, reasons: [error.reason] })],
      rcode: undefined,
      warnings: [],
      anchors: [],
    };
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', stop);
  }
}

/** The weakest part decides; of two kinds of failure, what is proven false goes before what could not be seen. */
const weakestFirst: readonly Status[] = ['bogus', 'indeterminate', 'insecure', 'secure'];

function overall(parts: readonly Part[]): Status {
  return weakestFirst.find((status) => parts.some((item) => item.status === status)) ?? 'indeterminate';
}

function reasonsOf(parts: readonly Part[]): Reason[] {
  return distinctReasons(parts.filter((item) => item.status !== 'secure').flatMap((item) => item.reasons));
}

/** The zones of each name, in the order in which the names were come to. */
function branchesOf(parts: readonly Part[]): Branch[] {
  const branches = new Map<string, Branch>();
  for (const { name, zones } of parts) {
    if (name === undefined) continue;
    const own = zones.flatMap(pathTo).map(({ zone }) => formatName(zone));
    const known = branches.get(nameKey(name))?.zones ?? [];
    branches.set(nameKey(name), { name: formatName(name), zones: [...new Set([...known, ...own])] });
  }
  return [...branches.values()];
}

function summarize(
  name: Name,
  type: number,
  answer: Inspected,
  at: Date,
  budget: Budget,
  expiryDays: number,
): Validation {
  const { parts } = answer;
  const status = overall(parts);
  const rrsets = parts.flatMap((item) => item.rrsets);
  const proofs = parts.flatMap((item) => item.proofs);
  const denials = parts.flatMap((item) => item.denials);
  const states = new Map<string, ZoneState>();
  for (const state of parts.flatMap((item) => item.zones).flatMap(pathTo))
    states.set(nameKey(state.zone), state);
  const links = [...states.values()];
  const signed = [...links.flatMap((state) => state.proofs), ...proofs];
  const chain = links.map((state) => linkOf(state, signed));
  const { queries, signatureChecks, nsec3Hashes } = budget;
  const validation: Validation = {
    name: formatName(name),
    type: formatType(type),
    status,
    rcode: answer.rcode === undefined ? 'NO-RESPONSE' : formatRcode(answer.rcode),
    answer: rrsets,
    chain,
    branches: branchesOf(parts),
    denials,
    reasons: distinctReasons([...(answer.clock === undefined ? [] : [answer.clock]), ...reasonsOf(parts)]),
    warnings: [
      ...warningsFor(chain, rrsets, denials, proofs, at, { expiryDays, anchors: answer.anchors }),
      ...answer.warnings,
    ],
    ...(answer.childSignals === undefined ? {} : { childSignals: answer.childSignals }),
    at: at.toISOString(),
    cost: { queries, signatureChecks, nsec3Hashes },
  };
  return answer.judgement === undefined ? validation : throughResolver(validation, answer.judgement);
}
