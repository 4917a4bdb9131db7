import { jwt } from '../../../lib/audits/agent/jwt.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, silentOn } from './shared/evidence.js';

export const jwtTable: AuditTable = {
  audit: jwt,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['on'] },
    { title: 'off', profile, evidence: labAgent('agent-jwt-off'), says: ['off'] },
    { title: 'silence', profile, evidence: silentOn('jwtEnabled'), says: ['not-told'] },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
