import { programVersion } from '../../../lib/audits/agent/version.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, saying } from './shared/evidence.js';

export const programVersionTable: AuditTable = {
  audit: programVersion,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['told'], shows: /3\.8\.4/ },
    { title: 'silence', profile, evidence: labAgent('agent-without-version'), says: ['not-told'] },
    { title: 'not activated', profile, evidence: saying({ activated: false }), says: ['not-activated'] },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
