/**
 * Shows a path in the plain engine: in an environment of its own and, where it takes something to be left by an earlier
 * call, after a few earlier calls that leave it.
 */
import { decision } from '../dialect/decision.js';
import type { Engine } from '../sandbox/engine.js';
import { engineEnvironment } from '../sandbox/environment.js';
import type { Decision, Failure, PacEnvironment } from '../types.js';
import { isDirect, type Unshown } from './conclusion.js';
import type { Path } from './explore.js';
import type { Obstacle, Witness } from './types.js';
import type { Variant } from './variants.js';
import { environmentInWords } from './words.js';

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

/** The failure code a path's own outcome implies once the client has read the result. */
function failureOf(path: Path, replayed: Decision): Failure['code'] | undefined {
  return (
    path.outcome.failure?.code ??
    (path.outcome.result === replayed.result ? replayed.failure?.code : undefined)
  );
}

const isSame = (path: Path, replayed: Decision): boolean =>
  replayed.result === path.outcome.result && replayed.failure?.code === failureOf(path, replayed);

/** `null`: there is no environment in which the path is taken. */
export async function shown(
  engine: Engine,
  variant: Variant,
  path: Path,
  witnesses: readonly Witness[],
): Promise<Witness | Unshown | Obstacle | Failure | null> {
  const way = path.oracle.environment();
  const { environment } = way;
  if (environment === 'none') return null;
  if (environment === 'unsure')
    return { reason: 'no environment was found in which a path is taken', line: path.line };
  const host = variant.input.host;
  const made = (replayed: Decision, earlier: readonly PacEnvironment[]): Witness => {
    const before = earlier.length === 0 ? '' : `, ${earlierInWords(earlier)},`;
    const words = `${environmentInWords(way, host)}${before} ${outcomeInWords(replayed, path.line)}`;
    const { compliance, result, failure } = replayed;
    const history = earlier.length === 0 ? {} : { earlier };
    return { environment, compliance, result, failure, line: path.line, words, ...history };
  };
  if (path.oracle.left.size === 0) {
    const replayed = await replay(engine, variant, environment);
    if (replayed.failure?.code === 'limit') return replayed.failure;
    if (isSame(path, replayed)) return made(replayed, []);
    return { reason: 'a path could not be shown by an environment of its own', line: path.line };
  }
  if (path.outcome.failure?.code === 'limit') return path.outcome.failure;
  for (const earlier of histories(path, host, environment, witnesses)) {
    await replay(engine, variant, earlier[0] ?? environment);
    for (const one of earlier.slice(1)) await replay(engine, variant, one, false);
    const replayed = await replay(engine, variant, environment, false);
    if (isSame(path, replayed)) return made(replayed, earlier);
  }
  // A position in an address that was guessed is found out by a replay only.
  if (path.oracle.known.draws.has('free'))
    return { reason: 'a path could not be shown by earlier calls', line: path.line };
  const answer = { ...path.outcome, entryPoint: variant.entryPoint, log: '' };
  const read = decision(engine.dialect, variant.input, answer);
  return { isUnshown: true, isDirect: isDirect(read), line: path.line };
}

/** Environments of earlier calls worth trying: what the path says was looked up then, and what the other paths needed. */
function* histories(
  { oracle }: Path,
  host: string,
  environment: PacEnvironment,
  witnesses: readonly Witness[],
): Generator<readonly PacEnvironment[]> {
  const candidates: PacEnvironment[] = [];
  for (const variable of oracle.left) {
    const sym = `kept${variable}`;
    const facts = oracle.known.addresses.get(sym);
    if (facts === undefined) continue;
    const addresses = facts.family === 'none' ? [] : [oracle.textOf(sym)];
    const [myIp] = addresses;
    if (myIp !== undefined) candidates.push({ ...environment, myIp });
    candidates.push({ ...environment, dns: { ...environment.dns, [host]: addresses } });
  }
  candidates.push(environment, ...witnesses.map((witness) => witness.environment));
  const distinct = [...new Map(candidates.map((one) => [JSON.stringify(one), one])).values()];
  for (const one of distinct.slice(0, MOST_EARLIER))
    for (let count = 1; count <= MOST_REPEATS; count++) yield Array.from({ length: count }, () => one);
}

export function outcomeInWords({ failure, result }: Decision, line: number | null): string {
  const where = line === null ? '' : ` from line ${line}`;
  if (failure !== null && result === null) return `gets no answer: ${failure.message}`;
  return `gets ${result === '' ? 'an empty result' : (result ?? 'nothing')}${where}`;
}

function earlierInWords(earlier: readonly PacEnvironment[]): string {
  const [first] = earlier;
  const who = triedInWords(first ?? {});
  return earlier.length === 1 ? `after a call by ${who}` : `after ${earlier.length} calls by ${who}`;
}

export function triedInWords({ myIp, dns, at }: PacEnvironment): string {
  const parts = [typeof myIp === 'string' ? `a client at ${myIp}` : 'a client'];
  for (const [name, addresses] of Object.entries(dns ?? {}))
    parts.push(`where ${name} resolves to ${addresses.join() || 'nothing'}`);
  if (at !== undefined) parts.push(`at ${at.toISOString().slice(0, 16)}Z`);
  return parts.join(', ');
}
