/** All targets, in the order of a kit. */
import { browserTargets } from './browsers.js';
import { consoleTargets } from './consoles.js';
import { desktopTargets } from './desktop.js';
import { developerTargets } from './developers.js';
import { environmentTargets } from './environment.js';
import { networkTargets } from './network.js';
import { pacTargets } from './pac.js';
import { proxySideTargets } from './proxy-side.js';
import { rebindingTargets } from './rebinding.js';
import type { Target } from './target.js';
import { windowsTargets } from './windows.js';
import { zoneTargets } from './zone.js';

export const TARGETS: readonly Target[] = [
  ...pacTargets,
  ...windowsTargets,
  ...desktopTargets,
  ...environmentTargets,
  ...developerTargets,
  ...browserTargets,
  ...proxySideTargets,
  ...rebindingTargets,
  ...zoneTargets,
  ...networkTargets,
  ...consoleTargets,
];
