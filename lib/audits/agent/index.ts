/** The audits of the program on this machine, in the order in which a report shows them. */
import type { Audit } from '../define.js';
import { cors } from './cors.js';
import { certificate } from './certificate.js';
import { cookies } from './cookies.js';
import { distributionUrl } from './distribution-url.js';
import { dynamicRange } from './dynamic-range.js';
import { foreignOrigin } from './foreign-origin.js';
import { hostHeader } from './host-header.js';
import { infoInTime } from './info-in-time.js';
import { interception } from './interception.js';
import { jwt } from './jwt.js';
import { listening } from './listening.js';
import { loopbackOnly } from './loopback-only.js';
import { portOwner } from './port-owner.js';
import { preflight } from './preflight.js';
import { privateNetwork } from './private-network.js';
import { tokenRequired } from './token-required.js';
import { programVersion } from './version.js';

export const agentAudits: readonly Audit[] = [
  listening,
  portOwner,
  dynamicRange,
  loopbackOnly,
  certificate,
  interception,
  infoInTime,
  programVersion,
  cors,
  preflight,
  privateNetwork,
  foreignOrigin,
  hostHeader,
  jwt,
  tokenRequired,
  distributionUrl,
  cookies,
];
