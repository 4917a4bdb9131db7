/** Fixes that were tried on the evidence before they are handed out. */
export { fixKit, type FixKitOptions } from './kit.js';
export { planFixes } from './plan.js';
export { tryFixes, type TriedReport } from './trials.js';
export type { FixPlan } from './types.js';
