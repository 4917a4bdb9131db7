import assert from 'node:assert/strict';
import { evidenceNeeded } from '../../lib/audits/audit.js';
import { registry } from '../../lib/audits/registry.js';
import { selectAudits } from '../../lib/audits/select.js';
import type { Profile } from '../../lib/profile/index.js';
import { testProfile } from './case.js';

describe('audits: what has to be gathered', () => {
  const cases: readonly (readonly [
    title: string,
    options: Parameters<typeof evidenceNeeded>[1],
    needs: readonly string[],
    not: readonly string[],
  ])[] = [
    ['everything', {}, ['dns', 'pac', 'proxySettings'], []],
    ['one folder', { only: ['dns/'] }, ['dns'], ['pac', 'proxySettings', 'distribution', 'token']],
    ['one audit', { only: ['proxy/pac-bypass'] }, ['pac'], ['dns', 'proxySettings']],
    ['all but two folders', { skip: ['dns/', 'dnssec/'] }, ['pac', 'proxySettings'], []],
    ['nothing', { only: ['proxy/'], skip: ['proxy/'] }, [], ['dns', 'pac', 'proxySettings']],
  ];
  for (const [title, options, needs, not] of cases) {
    it(`for ${title}`, () => {
      const needed = evidenceNeeded(testProfile, options);
      for (const key of needs) assert.ok(needed.has(key as 'dns'), key);
      for (const key of not) assert.ok(!needed.has(key as 'dns'), key);
    });
  }

  it('leaves out what the profile does not ask for', () => {
    const only = ['dnssec/chain-secure'];
    assert.ok(evidenceNeeded(testProfile, { only }).has('dns'));
    assert.equal(evidenceNeeded({ ...testProfile, dnssec: 'none' }, { only }).size, 0);
    const distributed = { only: ['distribution/'] };
    assert.ok(evidenceNeeded(testProfile, distributed).has('distribution'));
    assert.equal(evidenceNeeded({ ...testProfile, distributionServices: [] }, distributed).size, 0);
    const audits = Object.fromEntries(registry.map(({ id }) => [id, 'off' as const]));
    assert.equal(evidenceNeeded({ ...testProfile, audits }).size, 0);
  });

  it('knows which audits there are', () => {
    assert.throws(() => evidenceNeeded(testProfile, { only: ['dns/none'] }), /No audit "dns\/none"/);
  });

  it('does not skip the notice of liability until the profile gives a reason', () => {
    const jwt = { required: false, maxLifetimeSeconds: 3600 };
    const skipped = (profile: Profile): boolean =>
      !selectAudits(profile, { skip: ['token/'] }).some(({ id }) => id === 'token/liability');
    assert.ok(!skipped({ ...testProfile, jwt }));
    assert.ok(!skipped(testProfile));
    assert.ok(skipped({ ...testProfile, jwt: { ...jwt, withoutJwtReason: 'Decided by the CISO.' } }));
    assert.ok(skipped({ ...testProfile, jwt: { ...jwt, required: true } }));
  });
});
