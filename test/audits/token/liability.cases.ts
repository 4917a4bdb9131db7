import { liability } from '../../../lib/audits/token/liability.js';
import type { AuditTable } from '../case.js';

const without = { required: false, maxLifetimeSeconds: 3600 };

export const liabilityTable: AuditTable = {
  audit: liability,
  cases: [
    {
      title: 'with tokens',
      evidence: {},
      profile: { jwt: { ...without, required: true } },
      says: ['with-token'],
    },
    { title: 'without tokens', evidence: {}, profile: { jwt: without }, says: ['without-token'] },
    { title: 'nothing said of tokens', evidence: {}, says: ['without-token'] },
    {
      title: 'switched off without a reason, by a profile that nobody checked',
      evidence: {},
      profile: { jwt: without, audits: { 'token/liability': 'off' } },
      says: ['without-token'],
    },
    {
      title: 'without tokens for a reason',
      evidence: {},
      profile: { jwt: { ...without, withoutJwtReason: 'Decided by the CISO on 2026-03-01.' } },
      says: ['without-token-for-a-reason'],
      shows: /Decided by the CISO/,
    },
    {
      title: 'an example of another program',
      evidence: {},
      profile: { kind: 'example' },
      says: ['no-such-program'],
    },
  ],
};
