import { infoInTime } from '../../../lib/audits/agent/info-in-time.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, noAnswer, seenAs, unseen } from './shared/evidence.js';

export const infoInTimeTable: AuditTable = {
  audit: infoInTime,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['in-time'], shows: /in 40 ms/ },
    {
      title: 'three seconds',
      profile,
      evidence: labAgent('agent-info-slow'),
      says: ['slow'],
      shows: /took 3000 ms, and the application waits 1000 ms/,
    },
    {
      title: 'as long as the application waits',
      profile,
      evidence: seenAs((port) => ({ ...port, info: { ...port.info, ms: 1_000 } })),
      says: ['in-time'],
    },
    {
      title: 'a millisecond longer',
      profile,
      evidence: seenAs((port) => ({ ...port, info: { ...port.info, ms: 1_001 } })),
      says: ['slow'],
    },
    { title: 'no answer', profile, evidence: labAgent('agent-info-dead'), says: ['dead'] },
    {
      title: '500',
      profile,
      evidence: labAgent('agent-info-error'),
      says: ['other-answer'],
      shows: /500/,
    },
    {
      title: 'not asked, though the certificate is the program’s',
      profile,
      evidence: unseen('info'),
      says: ['not-serving'],
    },
    {
      title: 'a broken connection',
      profile,
      evidence: seenAs((port) => ({ ...port, info: noAnswer })),
      says: ['failed'],
      shows: /the connection was broken off/,
    },
    {
      title: 'a profile that does not ask',
      profile: { ...profile, agent: undefined } as never,
      evidence: labAgent(),
      says: ['not-asked'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
