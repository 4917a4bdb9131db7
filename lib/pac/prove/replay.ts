/**
 * Shows a path in the plain engine, which shares no code with the interpreter: in an environment of its own and, where
 * it takes something to be left by an earlier call, after a few earlier calls that leave it.
 */
import { decision } from '../dialect/decision.js';
import type { Engine } from '../sandbox/engine.js';
import { engineEnvironment } from '../sandbox/environment.js';
import type { Decision, PacEnvironment } from '../types.js';
import { environmentOf, type Found } from './domain/example.js';
import type { TermPool } from './domain/terms.js';
import type { Ending } from './ending.js';
import type { FollowedPath } from './follow.js';
import type { Variant } from './variants.js';

/** How many environments are tried for an earlier call, and how often each. */
const MOST_EARLIER = 8;
const MOST_REPEATS = 3;

/** Runs one form of the URL in a freshly loaded script, or with what the calls before left there. */
export async function replay(
  engine: Engine,
  { input, entryPoint }: Variant,
  environment: PacEnvironment,
  fresh = true,
): Promise<Decision> {
  return engine.decideInput(input, entryPoint, engineEnvironment(environment), fresh);
}

/** What a client reads in how a path ended. */
export function reading(
  engine: Engine,
  variant: Variant,
  ending: Exclude<Ending, { kind: 'obstacle' }>,
): Decision {
  const { entryPoint, input } = variant;
  const answer =
    ending.kind === 'returned'
      ? { result: ending.result, failure: null }
      : { result: null, failure: { code: ending.code, message: ending.code } };
  return decision(engine.dialect, input, { ...answer, entryPoint, log: '' });
}

/** Whether the engine came to the same end. */
export function isSame(ending: Ending, replayed: Decision): boolean {
  if (ending.kind === 'returned') return replayed.result === ending.result;
  return ending.kind === 'failed' && replayed.result === null && replayed.failure?.code === ending.code;
}

export interface Shown {
  readonly environment: PacEnvironment;
  readonly earlier: readonly PacEnvironment[];
  readonly decision: Decision;
}

export interface Example {
  readonly environment: Found;
  readonly texts: ReadonlyMap<string, string>;
  readonly known: FollowedPath['known'];
}

/** An environment that takes a path. */
export function exampleFor(
  path: FollowedPath,
  pool: TermPool,
  host: string,
  dns: Readonly<Record<string, readonly string[]>>,
): Example {
  return environmentOf(path.known, pool, host, dns);
}

/** The path in the plain engine; `null` where no environment, and no earlier calls, were found that go that way. */
export async function shownBy(
  engine: Engine,
  variant: Variant,
  path: FollowedPath,
  example: Example,
  others: readonly PacEnvironment[],
  isFresh: boolean,
): Promise<Shown | Decision | null> {
  const { environment, texts } = example;
  if (typeof environment === 'string') return null;
  if (!path.usesLeft) {
    // Where calls keep nothing each runs after the one before: what they kept all the same would show.
    const replayed = await replay(engine, variant, environment, isFresh);
    return isSame(path.ending, replayed) ? { environment, earlier: [], decision: replayed } : replayed;
  }
  for (const earlier of histories(texts, variant.input.host, environment, others)) {
    await replay(engine, variant, earlier[0] ?? environment);
    for (const one of earlier.slice(1)) await replay(engine, variant, one, false);
    const replayed = await replay(engine, variant, environment, false);
    if (isSame(path.ending, replayed)) return { environment, earlier, decision: replayed };
  }
  return null;
}

/** Environments of earlier calls worth trying: what the path says was found then, and what other paths needed. */
function* histories(
  texts: ReadonlyMap<string, string>,
  host: string,
  environment: PacEnvironment,
  others: readonly PacEnvironment[],
): Generator<readonly PacEnvironment[]> {
  const candidates: PacEnvironment[] = [];
  for (const [sym, text] of texts) {
    if (!sym.startsWith('left')) continue;
    candidates.push({ ...environment, myIp: text });
    candidates.push({ ...environment, dns: { ...environment.dns, [host]: [text] } });
  }
  candidates.push(environment, ...others);
  const distinct = [...new Map(candidates.map((one) => [JSON.stringify(one), one])).values()];
  for (const one of distinct.slice(0, MOST_EARLIER))
    for (let count = 1; count <= MOST_REPEATS; count++) yield Array.from({ length: count }, () => one);
}
