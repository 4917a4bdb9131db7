import { ttl } from '../../../lib/audits/dns/ttl.js';
import { buildQuery, formatRdata, recording, rrType } from '../../../lib/dns/index.js';
import { parseAnchors, validate } from '../../../lib/dnssec/index.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import { ForgedZone, tableExchange } from '../../dnssec/forge.js';
import { collectedAt, type AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';
import { saidBy } from './shared/said.js';

/** A signed zone in which the name is an alias; alias and address each have a TTL. */
async function signedAlias(): Promise<Partial<Evidence>> {
  const zone = new ForgedZone('t1t.io.');
  const inner = tableExchange({
    't1t.io. DNSKEY': { answer: [zone.dnskeys] },
    't1c.t1t.io. A': {
      answer: [zone.signed('t1c.t1t.io. 864000 CNAME x.t1t.io.'), zone.signed('x.t1t.io. 300 A 127.0.0.1')],
    },
    't1c.t1t.io. DS': { authority: [zone.signed('t1c.t1t.io. 300 NSEC x.t1t.io. CNAME RRSIG NSEC')] },
    'x.t1t.io. DS': { authority: [zone.signed('x.t1t.io. 300 NSEC t1t.io. A RRSIG NSEC')] },
  });
  const kept = recording(inner);
  const anchors = `t1t.io. IN DNSKEY ${formatRdata(rrType.DNSKEY, zone.key.rdata)}\n`;
  const at = new Date(collectedAt);
  await kept(buildQuery({ name: 't1c.t1t.io', type: rrType.A }, { udpPayloadSize: undefined }));
  await validate(
    { name: 't1c.t1t.io', type: 'A' },
    { exchange: kept, at, anchors: parseAnchors(anchors, at) },
  );
  return { dns: { resolvers: [{ id: 'resolver', records: kept.records() }], system: [], anchors } };
}

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
    // Of caches the longest remainder, and of the address alone.
    {
      title: 'two records, each with its rest',
      evidence: saidBy({
        't1c.t1t.io A': {
          answer: [
            't1c.t1t.io. 90000 CNAME x.example.',
            'x.example. 70 A 127.0.0.1',
            'x.example. 3000 A 127.0.0.2',
            'x.example. 80 A 127.0.0.3',
          ],
        },
      }),
      profile: { dns: { ttlSeconds: { minimum: 3000, maximum: 3000 } } },
      says: ['sensible'],
      shows: /3000 s \(what resolver has left of it\)/,
    },
    {
      title: 'an alias that is signed for ten days, to an address for five minutes',
      evidence: signedAlias,
      says: ['sensible'],
      shows: /A may be kept for 300 s \(as signed/,
    },
    {
      title: 'a cache whose rest is too long',
      evidence: saidBy({ 't1c.t1t.io AAAA': { answer: ['t1c.t1t.io. 90000 AAAA ::1'] } }),
      profile: { dns: { ttlSeconds: { minimum: 1, maximum: 3000 } } },
      says: ['long'],
      shows: /90000 s/,
    },
    {
      title: 'a cache whose rest is a second too short',
      evidence: saidBy({ 't1c.t1t.io A': { answer: ['t1c.t1t.io. 59 A 127.0.0.1'] } }),
      profile: { dns: { ttlSeconds: { minimum: 60, maximum: 3000 } } },
      says: ['cache-only'],
    },
    {
      title: 'an alias alone',
      evidence: saidBy({ 't1c.t1t.io A': { answer: ['t1c.t1t.io. 59 CNAME x.example.'] } }),
      says: ['no-address'],
    },
    { title: 'no address', evidence: placesEvidence(['timeout'], { alone: true }), says: ['no-address'] },
  ],
};
