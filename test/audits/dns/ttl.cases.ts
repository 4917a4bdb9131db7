import { ttl } from '../../../lib/audits/dns/ttl.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const ttlTable: AuditTable = {
  audit: ttl,
  cases: [
    { title: 'a healthy name', evidence: placesEvidence(), says: ['sensible'], shows: /300 s \(as signed/ },
    { title: 'five seconds', evidence: placesEvidence(['short-ttl']), says: ['short'] },
    { title: 'eight days', evidence: placesEvidence(['long-ttl']), says: ['long'] },
    {
      title: 'bounds of the profile',
      evidence: placesEvidence(),
      profile: { dns: { ttlSeconds: { minimum: 3600, maximum: 86400 } } },
      says: ['short'],
    },
    ...(
      [
        ['at both bounds of the profile', { minimum: 300, maximum: 300 }, 'sensible'],
        ['a second below them', { minimum: 301, maximum: 400 }, 'short'],
        ['a second above them', { minimum: 1, maximum: 299 }, 'long'],
      ] as const
    ).map(([title, ttlSeconds, message]) => ({
      title,
      evidence: placesEvidence(),
      profile: { dns: { ttlSeconds } },
      says: [message],
    })),
    {
      title: 'an unsigned zone, asked itself',
      evidence: placesEvidence([], { name: 'connector.unsigned.example' }),
      profile: { name: 'connector.unsigned.example' },
      says: ['sensible'],
    },
    {
      title: 'an unsigned zone, from a cache',
      evidence: placesEvidence([], { alone: true, name: 'connector.unsigned.example' }),
      profile: { name: 'connector.unsigned.example', dns: { ttlSeconds: { minimum: 3600, maximum: 86400 } } },
      says: ['cache-only'],
    },
    { title: 'no address', evidence: placesEvidence(['timeout'], { alone: true }), says: ['no-address'] },
  ],
};
