/**
 * For each fault of the lab: the word of the verdict, and the fault by name, as the report says it first. What differs from
 * run to run (ports, key tags, times) is `#`.
 */
import { dnsSaid } from './dns.js';
import { agentSaid } from './agent.js';
import { proxySaid } from './proxy.js';
import { distributionSaid } from './distribution.js';
import { tokenSaid } from './token.js';
import { frontEndSaid } from './front-end.js';
import { hostSaid } from './host.js';
import type { FirstSaid } from './types.js';

export const firstSaid: FirstSaid = {
  ...dnsSaid,
  ...agentSaid,
  ...proxySaid,
  ...distributionSaid,
  ...tokenSaid,
  ...hostSaid,
  ...frontEndSaid,
};
