/** Findings → causes and the verdict: pure, from what the audits say and the profile. */
export { causeRows, groupByCause } from './causes.js';
export { verdictOf } from './verdict.js';
export type { Shell, Told } from './row.js';
