/** Front-end files that give away an API key: a pure scanner over text. */
export { maxKeyLength, minKeyLength, needlesOf, type Needle } from './needles.js';
export { redact } from './redact.js';
export { rules } from './rules.js';
export { scanText, sourceMapName } from './scan.js';
export type { SecretHit, SecretRule } from './types.js';
