/**
 * Decides one URL over every environment.
 */
import type { Engine } from '../engine.js';
import type { Decision, PacEnvironment } from '../types.js';
import { engineEnvironment } from '../environment.js';
import { sampleEnvironments } from './samples.js';
import { childrenOf, lineOf, parseScript, walk, type Node } from './syntax.js';
import type { Obstacle, Proof, ProofRequest, Verdict, Witness } from './types.js';

function keepsState(text: string): Obstacle[] {
  const program = parseScript(text);
  if (program === null)
    return [{ reason: 'the script could not be parsed for state it keeps between calls', line: null }];
  const found: Obstacle[] = [];
  walk(program, (node, ancestors) => {
    const inside = ancestors.some((ancestor) => ancestor.type.includes('Function'));
    if (inside && (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression')) {
      const target = childrenOf(node)[0] as Node & { name?: string };
      const declared =
        target.type === 'Identifier' &&
        new RegExp(`\\b(?:var|let)\\b[^;]*\\b${target.name ?? ''}\\b`).test(text);
      if (!declared) found.push({ reason: 'the script may keep state between calls', line: lineOf(node) });
    }
    return undefined;
  });
  return found.slice(0, 3);
}

function witnessOf(environment: PacEnvironment, decision: Decision): Witness {
  const { compliance, result, failure } = decision;
  const words = failure === null ? `the answer is ${result ?? 'nothing'}` : failure.message;
  return { environment, compliance, result, failure, line: null, words };
}

const isDirect = (decision: Decision): boolean =>
  decision.compliance === 'direct' || decision.compliance === 'direct-first';

export async function prove(engine: Engine, request: ProofRequest): Promise<Proof> {
  const { url } = request;
  const decideIn = (environment: PacEnvironment): Promise<Decision> =>
    engine.decide({ url, environment: engineEnvironment(environment), fresh: true, trace: false });
  const [bare] = sampleEnvironments(engine.text, '', '') as [PacEnvironment];
  const first = await decideIn(bare);
  const { host } = first.asked;
  const touched = engine.touched;
  const tried: Witness[] = [];
  for (const environment of first.bypass === null ? sampleEnvironments(engine.text, host, touched) : []) {
    tried.push(witnessOf(environment, await decideIn(environment)));
  }
  const direct = tried.filter(({ compliance }) => compliance === 'direct' || compliance === 'direct-first');
  const others = tried.filter(({ compliance }) => compliance === 'proxied' || compliance === 'failed');
  const obstacles: Obstacle[] = touched === '' ? [] : [{ reason: 'the environment was sampled', line: null }];
  if (first.bypass === null) obstacles.push(...keepsState(engine.text));
  let verdict: Verdict = isDirect(first) ? 'always' : 'never';
  if (direct.length > 0 && others.length > 0) verdict = 'sometimes';
  else if (obstacles.length > 0) verdict = 'unknown';
  return {
    url,
    dialect: engine.dialect.name,
    variant: 'as given',
    asked: first.asked,
    entryPoint: 'FindProxyForURL',
    bypass: first.bypass,
    verdict,
    paths: tried.length,
    counterexamples: others.slice(0, 3),
    witness: direct[0] ?? null,
    obstacles: verdict === 'unknown' ? obstacles : [],
    failure: direct.length === 0 ? (others[0]?.failure ?? null) : null,
    mayFallBack: tried.some(({ compliance }) => compliance === 'direct-first'),
    variants: [],
    unreached: [],
    unverified: engine.dialect.unverified,
  };
}
