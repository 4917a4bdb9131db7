/** For each fault of the lab: the audits that recognise it, all of them, and no other. */
import { agentExpected } from './agent.js';
import { distributionExpected } from './distribution.js';
import { dnsExpected } from './dns.js';
import { frontEndExpected } from './front-end.js';
import { hostExpected } from './host.js';
import { proxyExpected } from './proxy.js';
import { tokenExpected } from './token.js';
import type { ExpectedAudits } from './types.js';

export const expectedAudits: ExpectedAudits = {
  ...dnsExpected,
  ...proxyExpected,
  ...distributionExpected,
  ...tokenExpected,
  ...hostExpected,
  ...frontEndExpected,
  ...agentExpected,
};
