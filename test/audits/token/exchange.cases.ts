import { exchange } from '../../../lib/audits/token/exchange.js';
import type { AuditTable } from '../case.js';
import { answered, exchanged, withToken } from './shared/token-evidence.js';

export const exchangeTable: AuditTable = {
  audit: exchange,
  cases: [
    { title: 'a token', evidence: answered(), profile: withToken, says: ['exchanged'] },
    {
      title: 'a token with HTTP 299',
      evidence: answered({ status: 299 }),
      profile: withToken,
      says: ['exchanged'],
    },
    // Each kind of status at its ends; one that is no success is none with a token either.
    ...(
      [
        [199, 'other-status'],
        [300, 'redirected'],
        [302, 'redirected'],
        [399, 'redirected'],
        [400, 'other-status'],
        [401, 'wrong-key'],
        [402, 'other-status'],
        [403, 'wrong-key'],
        [404, 'wrong-path'],
        [405, 'wrong-path'],
        [410, 'wrong-path'],
        [418, 'other-status'],
        [428, 'other-status'],
        [429, 'too-many'],
        [499, 'other-status'],
        [500, 'server-error'],
        [503, 'server-error'],
      ] as const
    ).map(([status, message]) => ({
      title: `HTTP ${status}`,
      evidence: answered({ status }),
      profile: withToken,
      says: [message],
      shows: new RegExp(`HTTP ${status}`),
    })),
    {
      title: 'a page',
      evidence: answered({ body: 'html', data: 'absent' }),
      profile: withToken,
      says: ['html'],
    },
    {
      title: 'words',
      evidence: answered({ body: 'other', data: 'absent' }),
      profile: withToken,
      says: ['not-json'],
    },
    {
      title: 'nothing',
      evidence: answered({ body: 'empty', data: 'absent' }),
      profile: withToken,
      says: ['not-json'],
    },
    {
      title: 'no success',
      evidence: answered({ success: false, data: 'absent' }),
      profile: withToken,
      says: ['not-success'],
    },
    {
      title: 'success without a token',
      evidence: answered({ data: 'absent' }),
      profile: withToken,
      says: ['without-token'],
    },
    {
      title: 'a number for a token',
      evidence: answered({ data: 'other' }),
      profile: withToken,
      says: ['without-token'],
    },
    {
      title: 'a session that is not trusted',
      evidence: exchanged({ ended: { stage: 'http', error: { code: 'not-sent', message: 'm' } } }),
      profile: withToken,
      says: ['not-trusted'],
    },
    {
      title: 'a chain without a pinned key',
      evidence: exchanged({ ended: { stage: 'http', error: { code: 'not-pinned', message: 'm' } } }),
      profile: withToken,
      says: ['not-pinned'],
    },
    {
      title: 'no connection',
      evidence: exchanged({
        ended: { stage: 'connect', error: { code: 'timeout', message: 'no answer within 10 s' } },
      }),
      profile: withToken,
      says: ['unreachable'],
      shows: /connect.*no answer/,
    },
    { title: 'no answer', evidence: exchanged(), profile: withToken, says: ['unreachable'] },
    {
      title: 'a route that is not known',
      evidence: exchanged({ route: { via: 'undecided', reason: 'the PAC was not read' } }),
      profile: withToken,
      says: ['no-route'],
      shows: /PAC was not read/,
    },
  ],
};
