/** `staylocal/dnssec`: is an answer proven by DNSSEC, proven to be outside it, or false? Over any `Exchange`. */
export { allAlgorithms, defaultAlgorithms } from './algorithm.js';
export type { Algorithm, Algorithms } from './algorithm.js';
export { dnskeyAnchor, dsAnchor, rootAnchors } from './anchor.js';
export type { TrustAnchor } from './anchor.js';
export { parseAnchors } from './anchor-parse.js';
export { createCache } from './cache.js';
export type { CacheOptions, ValidationCache } from './cache.js';
export type { Dnskey } from './dnskey.js';
export { defaultDigests } from './ds.js';
export type { Digest, Digests, Ds } from './ds.js';
export { defaultLimits } from './limits.js';
export type { Limits } from './limits.js';
export { resolverFinding } from './resolver.js';
export type * from './types.js';
export { validate } from './validate.js';
export type { ValidateOptions } from './validate.js';
