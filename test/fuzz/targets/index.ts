/** The table of targets: a row for each reader and writer of what others wrote. */
import type { Target } from '../target.js';
import { chain } from './chain.js';
import { evidence } from './evidence.js';
import { frontEnd } from './front-end.js';
import { items } from './items.js';
import { machine } from './machine.js';
import { pac } from './pac.js';
import { profile } from './profile.js';
import { settings } from './settings.js';
import { wire } from './wire.js';
import { writers } from './writers.js';

export const targets: readonly Target[] = [
  wire,
  chain,
  settings,
  machine,
  profile,
  evidence,
  writers,
  items,
  frontEnd,
  pac,
];
