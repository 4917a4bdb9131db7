/** All targets, in the order of a kit. */
import { environmentTargets } from './environment.js';
import { pacTargets } from './pac.js';
import type { Target } from './target.js';

export const TARGETS: readonly Target[] = [...pacTargets, ...environmentTargets];
