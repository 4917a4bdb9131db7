import { preflight } from '../../../lib/audits/agent/preflight.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, noAnswer, origin, seenAs, unseen } from './shared/evidence.js';

const leave = {
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-allow-headers': 'authorization,x-csrf-token',
};

const answering = (headers: Readonly<Record<string, string>>) =>
  seenAs((port) => ({ ...port, preflights: [{ origin, response: { ms: 1, status: 200, headers } }] }));

export const preflightTable: AuditTable = {
  audit: preflight,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['allowed'] },
    {
      title: '405',
      profile,
      evidence: labAgent('agent-preflight-refused'),
      says: ['bad-status'],
      shows: /with 405, where/,
    },
    {
      title: 'no leave for the origin',
      profile,
      evidence: labAgent('agent-preflight-without-origin'),
      says: ['origin-not-allowed'],
    },
    {
      title: 'no credentials',
      profile,
      evidence: labAgent('agent-preflight-without-credentials'),
      says: ['no-credentials'],
    },
    {
      title: 'no leave for the token',
      profile,
      evidence: labAgent('agent-preflight-without-headers'),
      says: ['headers-not-allowed'],
      shows: /the headers authorization\./,
    },
    {
      title: 'the star for the origin',
      profile,
      evidence: answering({ ...leave, 'access-control-allow-origin': '*' }),
      says: ['wildcard-origin'],
    },
    {
      title: 'the star for the headers',
      profile,
      evidence: answering({ ...leave, 'access-control-allow-headers': '*' }),
      says: ['headers-not-allowed'],
    },
    {
      title: 'a header whose name only holds that of another',
      profile,
      evidence: answering({ ...leave, 'access-control-allow-headers': 'x-authorization, X-CSRF-Token' }),
      says: ['headers-not-allowed'],
      shows: /the headers authorization\./,
    },
    {
      title: 'no header at all',
      profile,
      evidence: answering({}),
      says: ['origin-not-allowed'],
      shows: /\(none is named\)/,
    },
    {
      title: 'preflights that were not asked',
      profile,
      evidence: unseen('preflights'),
      says: ['not-serving'],
    },
    {
      title: 'credentials in capitals',
      profile,
      evidence: answering({ ...leave, 'access-control-allow-credentials': 'True' }),
      says: ['no-credentials'],
    },
    { title: 'all that is needed', profile, evidence: answering(leave), says: ['allowed'] },
    {
      title: 'no answer',
      profile,
      evidence: seenAs((port) => ({ ...port, preflights: [{ origin, response: noAnswer }] })),
      says: ['no-answer'],
      shows: /got no answer: the connection was broken off/,
    },
    {
      title: 'no application',
      profile: { ...profile, origins: [] },
      evidence: labAgent(),
      says: ['no-origin'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
