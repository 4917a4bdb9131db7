/** The table that each audit is tested by: evidence → message ids that must and that must not come out. */
import type { AuditLimits } from '../../lib/audits/limits.js';
import type { Audit } from '../../lib/audits/define.js';
import type { Evidence } from '../../lib/evidence/types.js';
import { parseProfile, type Profile } from '../../lib/profile/index.js';

export interface AuditCase {
  readonly title: string;
  readonly evidence: Partial<Evidence> | (() => Promise<Partial<Evidence>>);
  /** Changes to the profile of the tests. */
  readonly profile?: Partial<Profile>;
  readonly limits?: Partial<AuditLimits>;
  /** Message ids that must come out, each at least once. */
  readonly says: readonly string[];
  /** Message ids that must not; default: every other one. */
  readonly forbids?: readonly string[];
  /** Must match one finding: message, details and place together. */
  readonly shows?: RegExp;
}

export interface AuditTable {
  readonly audit: Audit;
  readonly cases: readonly AuditCase[];
}

export const testProfile: Profile = parseProfile(
  JSON.stringify({
    schemaVersion: 1,
    id: 'test',
    title: 'Test',
    kind: 'vendor',
    name: 't1c.t1t.io',
    expect: { a: ['127.0.0.1'], addressClass: 'loopback' },
    ports: [51983],
    bypassHosts: ['localhost'],
    dnssec: 'required',
    proxy: { clients: ['chromium', 'firefox', 'wininet'] },
    distributionServices: [{ url: 'https://ds.example', environment: 'test' }],
  }),
);

export const collectedAt = '2026-11-24T08:00:00.000Z';

export function evidenceWith(parts: Partial<Evidence>, profile: Profile = testProfile): Evidence {
  return {
    schemaVersion: 1,
    tool: { name: 'staylocal', version: '0.0.0' },
    collectedAt,
    profile: { id: profile.id, name: profile.name },
    ...parts,
  };
}

export function base64(text: string | Uint8Array): string {
  return Buffer.from(text).toString('base64');
}
