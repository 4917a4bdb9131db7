/**
 * The proof to give when the thread had to be killed.
 */
import { DIALECTS } from '../dialect/dialects.js';
import { scriptInput } from '../dialect/script-input.js';
import type { DialectName, Failure } from '../types.js';
import type { Proof } from './types.js';

export function failedProof(url: string, dialect: DialectName, failure: Failure): Proof {
  const input = scriptInput(DIALECTS[dialect], url);
  return {
    url,
    dialect,
    variant: 'as given',
    asked: { url: input.url, host: input.host },
    entryPoint: 'FindProxyForURL',
    bypass: input.bypass,
    verdict: 'unknown',
    paths: 0,
    counterexamples: [],
    answers: [],
    witness: null,
    obstacles: [{ reason: failure.message, line: null }],
    failure,
    mayFallBack: false,
    variants: [],
    reached: [],
    unreached: [],
    unverified: DIALECTS[dialect].unverified,
  };
}
