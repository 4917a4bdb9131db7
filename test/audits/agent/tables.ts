/** The tables of the audits of the program on this machine. */
import type { AuditTable } from '../case.js';
import { listeningTable } from './listening.cases.js';
import { portOwnerTable } from './port-owner.cases.js';
import { dynamicRangeTable } from './dynamic-range.cases.js';
import { loopbackOnlyTable } from './loopback-only.cases.js';
import { certificateTable } from './certificate.cases.js';
import { interceptionTable } from './interception.cases.js';
import { infoInTimeTable } from './info-in-time.cases.js';
import { programVersionTable } from './version.cases.js';
import { corsTable } from './cors.cases.js';
import { preflightTable } from './preflight.cases.js';
import { privateNetworkTable } from './private-network.cases.js';
import { foreignOriginTable } from './foreign-origin.cases.js';
import { hostHeaderTable } from './host-header.cases.js';
import { jwtTable } from './jwt.cases.js';
import { tokenRequiredTable } from './token-required.cases.js';
import { distributionUrlTable } from './distribution-url.cases.js';
import { cookiesTable } from './cookies.cases.js';

export const agentTables: readonly AuditTable[] = [
  listeningTable,
  portOwnerTable,
  dynamicRangeTable,
  loopbackOnlyTable,
  certificateTable,
  interceptionTable,
  infoInTimeTable,
  programVersionTable,
  corsTable,
  preflightTable,
  privateNetworkTable,
  foreignOriginTable,
  hostHeaderTable,
  jwtTable,
  tokenRequiredTable,
  distributionUrlTable,
  cookiesTable,
];
