import assert from 'node:assert/strict';
import { parseProfile } from '../../lib/profile/index.js';
import { testProfile } from '../audits/case.js';

const withDns = (dns: unknown): string => JSON.stringify({ ...testProfile, dns });

describe('profile: dns', () => {
  it('takes references, the walk and bounds of the TTL', () => {
    const dns = {
      references: ['https://dns.example/dns-query', 'tls://192.0.2.1:853'],
      authoritative: true,
      ttlSeconds: { minimum: 60, maximum: 86_400 },
    };
    assert.equal(JSON.stringify(parseProfile(withDns(dns)).dns), JSON.stringify(dns));
  });

  const mistakes: readonly (readonly [string, unknown, RegExp])[] = [
    ['a reference without a scheme', { references: ['192.0.2.1'] }, /references/],
    ['a reference with a password', { references: ['https://ann:x@dns.example/'] }, /references/],
    ['a reference that names no server', { references: ['tls://:853'] }, /names no server/],
    ['bounds the wrong way round', { ttlSeconds: { minimum: 10, maximum: 5 } }, /no TTL fits/],
    ['a field that there is not', { resolvers: [] }, /resolvers/],
  ];
  for (const [title, dns, expected] of mistakes) {
    it(`refuses ${title}`, () => {
      assert.throws(() => parseProfile(withDns(dns)), expected);
    });
  }
});
