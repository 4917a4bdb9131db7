/** All targets, in the order of a kit. */
import { browserTargets } from './browsers.js';
import { environmentTargets } from './environment.js';
import { pacTargets } from './pac.js';
import { rebindingTargets } from './rebinding.js';
import type { Target } from './target.js';
import { windowsTargets } from './windows.js';

export const TARGETS: readonly Target[] = [
  ...pacTargets,
  ...windowsTargets,
  ...environmentTargets,
  ...browserTargets,
  ...rebindingTargets,
];
