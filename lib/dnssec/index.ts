/** `staylocal/dnssec`: is an answer proven by DNSSEC, proven to be outside it, or false? Over any `Exchange`. */
export { allAlgorithms, defaultAlgorithms } from './signatures/algorithms.js';
export type { Algorithm, Algorithms } from './signatures/algorithms.js';
export { dnskeyAnchor, dsAnchor, rootAnchors } from './anchors/anchor.js';
export type { TrustAnchor } from './anchors/anchor.js';
export { parseAnchors } from './anchors/parse.js';
export { createCache } from './chain/cache.js';
export type { CacheOptions, ValidationCache } from './chain/cache.js';
export type { Dnskey } from './records/dnskey.js';
export { defaultDigests } from './records/ds.js';
export type { Digest, Digests, Ds } from './records/ds.js';
export { defaultLimits } from './limits.js';
export type { Limits } from './limits.js';
export { resolverFinding } from './resolver/resolver.js';
export type * from './types.js';
export { validate } from './validate.js';
export type { ValidateOptions } from './validate.js';
