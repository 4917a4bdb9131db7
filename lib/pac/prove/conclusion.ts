/**
 * What was found on the paths of a script → the verdict on one form of the URL, and the few examples that show it.
 */
import type { Decision } from '../types.js';
import type { Obstacle, VariantProof, Verdict, Witness } from './types.js';
import type { Variant } from './variants.js';

/** The answer of a path for which no earlier calls were found. */
export interface Unshown {
  readonly isUnshown: true;
  readonly isDirect: boolean;
  /** Why none was found; `null`: earlier calls were looked for. */
  readonly reason: string | null;
  readonly line: number | null;
}

const MOST_COUNTEREXAMPLES = 5;
const MOST_ANSWERS = 32;
const MOST_OBSTACLES = 8;

type Heading = Pick<VariantProof, 'variant' | 'asked' | 'entryPoint' | 'bypass'>;

export const isDirect = ({ compliance }: { readonly compliance: Decision['compliance'] }): boolean =>
  compliance === 'direct' || compliance === 'direct-first';

export const heading = ({ variant, input, entryPoint }: Variant): Heading => ({
  variant,
  asked: { url: input.url, host: input.host },
  entryPoint,
  bypass: input.bypass,
});

/** A script that does not end for one form of the URL rarely does for the next, and each would take the limit anew. */
export function leftOut(variant: Variant, stuck: VariantProof): VariantProof {
  const reason = `not looked at: for the URL "${stuck.variant}" ${stuck.failure?.message ?? ''}`;
  return { ...heading(variant), ...NOTHING_FOUND, verdict: 'unknown', obstacles: [{ reason, line: null }] };
}

export const NOTHING_FOUND = {
  paths: 0,
  counterexamples: [],
  answers: [],
  witness: null,
  obstacles: [],
  failure: null,
  mayFallBack: false,
} as const;

function dedupe(obstacles: readonly Obstacle[]): Obstacle[] {
  const byText = new Map(
    obstacles.map((obstacle) => [`${obstacle.reason}/${obstacle.line ?? ''}`, obstacle]),
  );
  return [...byText.values()].slice(0, MOST_OBSTACLES);
}

export function concluded(
  witnesses: readonly Witness[],
  obstacles: readonly Obstacle[],
  unshown: readonly Unshown[],
): Omit<VariantProof, keyof Heading | 'paths'> {
  const direct = witnesses.filter(isDirect);
  const others = witnesses.filter((witness) => !isDirect(witness));
  const against = unshown.filter((one) => one.isDirect !== direct.length > 0);
  const standing = [
    ...obstacles,
    ...against.map(({ reason, line }) => ({
      reason: reason ?? 'earlier calls might change the answer; none were found that do',
      line,
    })),
  ];
  let verdict: Verdict;
  if (direct.length > 0 && others.length > 0) verdict = 'sometimes';
  else if (standing.length > 0 || witnesses.length === 0) verdict = 'unknown';
  else verdict = direct.length > 0 ? 'always' : 'never';
  const [first] = others;
  const allFail = direct.length === 0 && others.length > 0 && others.every(({ failure }) => failure !== null);
  return {
    verdict,
    counterexamples: distinct(others).slice(0, MOST_COUNTEREXAMPLES),
    answers: [...others, ...direct].slice(0, MOST_ANSWERS),
    witness: direct[0] ?? null,
    obstacles: verdict === 'unknown' ? dedupe(standing) : [],
    failure: allFail ? (first?.failure ?? null) : null,
    mayFallBack: witnesses.some(({ compliance }) => compliance === 'direct-first'),
  };
}

/** One example for each answer. */
function distinct(witnesses: readonly Witness[]): Witness[] {
  const byAnswer = new Map<string, Witness>();
  for (const witness of witnesses) {
    const key = `${witness.result ?? witness.failure?.message ?? ''}@${witness.line ?? ''}`;
    if (!byAnswer.has(key)) byAnswer.set(key, witness);
  }
  return [...byAnswer.values()];
}
