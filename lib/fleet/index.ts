/** Many machines at once: which causes, on how many, and which change helps most of them first. */
export { formerOf, parseFleet } from './baseline.js';
export { fleetData } from './data.js';
export { Fleet, type Former } from './fleet.js';
export { judgeOf, type Judge, type JudgeOptions } from './judge.js';
export type { JudgedMachine } from './row.js';
export type * from './types.js';
