/**
 * `staylocal/pac`: run a PAC file as each client would, prove what it does in every environment, and patch it.
 */
export { exemptPac, lintPac, loadPac } from './entry.js';
export type { DecideOptions, LoadOptions, Pac } from './pac.js';
export type { ExemptOptions, ExemptedPac } from './text/exempt.js';
export { dependencesOf, type Dependence } from './guest/builtins/index.js';
export { afterFailure } from './dialect/after-failure.js';
export { DIALECT_NAMES } from './dialect/dialects.js';
export { DEFAULT_LIMITS } from './limits.js';
export { decodeSource, type DecodedSource, type Encoding } from './syntax/decode.js';
export type {
  Compliance,
  Decision,
  DialectName,
  Failure,
  FailureCode,
  LimitName,
  Limits,
  PacEnvironment,
  ResultEntry,
  TraceCall,
} from './types.js';
export type {
  AddressRegion,
  EnvironmentRegion,
  Obstacle,
  Proof,
  ProveOptions,
  Span,
  Stretch,
  TimeRegion,
  Unreached,
  VariantProof,
  Verdict,
  Witness,
} from './prove/types.js';
export type { LintFinding, LintOptions, LintRule } from './text/lint/types.js';
export type { PatchMethod } from './text/patch/edit.js';
