/** Many items: names, PACs, settings, evidence and profiles, a line each. */
export { Journal } from './journal.js';
export { pipeline } from './pipeline.js';
export { polite } from './polite.js';
export { prepare } from './prepare.js';
export { badLine, workerOf } from './work.js';
export type * from './types.js';
