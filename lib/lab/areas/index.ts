/**
 * Every area of the lab, each with its faults. A new area: its plan and its faults, which are pure, in
 * `lib/lab/faults/NAME.ts`; how its world is built and gathered in `lib/lab/areas/NAME.ts`; a line here; and for each fault
 * the audits that recognise it in `test/lab/expected/NAME.ts`.
 */
import { agentArea } from './agent.js';
import type { LabArea } from './define.js';
import { distributionArea } from './distribution.js';
import { dnsArea } from './dns.js';
import { frontEndArea } from './front-end.js';
import { hostArea } from './host.js';
import { proxyArea } from './proxy.js';
import { tokenArea } from './token.js';

export const areas: readonly LabArea[] = [
  dnsArea,
  agentArea,
  proxyArea,
  distributionArea,
  tokenArea,
  hostArea,
  frontEndArea,
];

export { profileOf } from './define.js';
export type { AreaEvidence, LabArea } from './define.js';
