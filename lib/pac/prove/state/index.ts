export { effectsOf } from './effects.js';
export type { Effects } from './leftovers.js';
