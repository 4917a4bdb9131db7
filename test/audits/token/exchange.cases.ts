import { exchange } from '../../../lib/audits/token/exchange.js';
import type { AuditTable } from '../case.js';
import { answered, exchanged, withToken } from './shared/token-evidence.js';

export const exchangeTable: AuditTable = {
  audit: exchange,
  cases: [
    { title: 'a token', evidence: answered(), profile: withToken, says: ['exchanged'] },
    {
      title: 'HTTP 401',
      evidence: answered({ status: 401, data: 'absent' }),
      profile: withToken,
      says: ['wrong-key'],
      shows: /HTTP 401/,
    },
    {
      title: 'HTTP 403',
      evidence: answered({ status: 403, data: 'absent' }),
      profile: withToken,
      says: ['wrong-key'],
      shows: /HTTP 403/,
    },
    {
      title: 'HTTP 404',
      evidence: answered({ status: 404, data: 'absent' }),
      profile: withToken,
      says: ['wrong-path'],
      shows: /HTTP 404/,
    },
    {
      title: 'HTTP 302',
      evidence: answered({ status: 302, data: 'absent' }),
      profile: withToken,
      says: ['redirected'],
      shows: /HTTP 302/,
    },
    {
      title: 'HTTP 429',
      evidence: answered({ status: 429, data: 'absent' }),
      profile: withToken,
      says: ['too-many'],
      shows: /HTTP 429/,
    },
    {
      title: 'HTTP 503',
      evidence: answered({ status: 503, data: 'absent' }),
      profile: withToken,
      says: ['server-error'],
      shows: /HTTP 503/,
    },
    {
      title: 'HTTP 418',
      evidence: answered({ status: 418, data: 'absent' }),
      profile: withToken,
      says: ['other-status'],
      shows: /HTTP 418/,
    },
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
