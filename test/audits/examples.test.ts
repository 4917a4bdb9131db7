/** The profiles that show the reach: names of other programs, in unsigned zones, with private and loopback addresses. */
import assert from 'node:assert/strict';
import { audit } from '../../lib/audits/audit.js';
import type { Report } from '../../lib/audits/finding.js';
import { gather } from '../../lib/gather/index.js';
import { labInMemory, plainWorld, type ZonePlan } from '../../lib/lab/index.js';
import { loadProfile, type Profile } from '../../lib/profile/index.js';
import { collectedAt } from './case.js';

const at = new Date(collectedAt);

function unsigned(apex: string, records: readonly string[]): ZonePlan {
  return { apex, isTarget: false, records, signing: undefined };
}

async function reportOn(profile: Profile, address: string): Promise<Report> {
  const topLevel = profile.name.split('.').at(-1) ?? '';
  const zones = [
    ...plainWorld.slice(0, 1),
    unsigned(`${topLevel}.`, []),
    unsigned(`${profile.name.split('.').slice(-2).join('.')}.`, [`${profile.name}. 300 A ${address}`]),
  ];
  const { exchange, anchors } = labInMemory({ at, zones });
  const evidence = await gather(profile, {
    resolvers: [{ id: 'lab', exchange }],
    anchors,
    env: {},
    parts: new Set(['dns', 'proxySettings']),
    at,
  });
  return audit(profile, evidence);
}

for (const [id, elsewhere, chain] of [
  ['plex-direct', '192.168.1.99', 'not-applicable'],
  ['localtest-me', '192.0.2.7', 'not-applicable'],
  // Advised by its profile, so that a zone which nobody signed is warned of.
  ['localstack-cloud', '192.0.2.7', 'warn'],
] as const) {
  describe(`audits: the example profile ${id}`, () => {
    it('has nothing else open where its name is as documented, and asks for no service', async () => {
      const profile = await loadProfile(id);
      const { summary, findings } = await reportOn(profile, profile.expect.a[0] ?? '');
      assert.deepEqual(
        findings.filter(
          (finding) =>
            ['fail', 'warn', 'error'].includes(finding.status) && finding.audit !== 'dnssec/chain-secure',
        ),
        [],
      );
      assert.ok(summary.pass > 3);
      const statusOf = (name: string): string | undefined =>
        findings.find((finding) => finding.audit === name)?.status;
      assert.equal(statusOf('dns/address-expected'), 'pass');
      assert.equal(statusOf('dnssec/chain-secure'), chain);
      assert.equal(statusOf('distribution/reachable'), 'not-applicable');
    });

    it('finds an address that is not the one expected', async () => {
      const { findings } = await reportOn(await loadProfile(id), elsewhere);
      const open = findings.filter(({ status }) => status === 'fail').map((finding) => finding.audit);
      assert.ok(open.includes('dns/address-expected'), open.join(' '));
    });
  });
}
