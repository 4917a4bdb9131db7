/**
 * Every fault of the lab over an otherwise healthy world: it is recognised by exactly the audits that should, with no
 * false alarm elsewhere. The healthy world is gathered and audited once; with a fault in, its area is gathered again and
 * the audits that read any of it run again. An audit sees no part that it does not name, so the others cannot change.
 */
import assert from 'node:assert/strict';
import { audit } from '../../lib/audits/audit.js';
import type { Finding } from '../../lib/audits/finding.js';
import { registry } from '../../lib/audits/registry.js';
import type { EvidenceKey } from '../../lib/evidence/types.js';
import { areas, profileOf, type AreaEvidence, type LabArea } from '../../lib/lab/areas/index.js';
import { loadProfile, type Profile } from '../../lib/profile/index.js';
import { collectedAt, evidenceWith } from '../audits/case.js';
import { expectedAudits } from './expected/index.js';

const at = new Date(collectedAt);

/** Ids of the audits with a finding that somebody has to do something about. */
function openAudits(findings: readonly Finding[]): string[] {
  const open = findings.filter(({ status }) => status === 'fail' || status === 'warn' || status === 'error');
  return [...new Set(open.map((finding) => finding.audit))].sort();
}

async function auditWorld(
  base: Profile,
  parts: ReadonlyMap<LabArea, AreaEvidence>,
  only?: readonly string[],
): Promise<readonly Finding[]> {
  const worlds = [...parts.values()];
  const profile = profileOf(base, worlds);
  const evidence = evidenceWith(
    worlds.reduce((merged, world) => ({ ...merged, ...world.evidence }), {}),
    profile,
  );
  return (await audit(profile, evidence, only === undefined ? {} : { only })).findings;
}

function auditsThatRead(keys: readonly string[]): string[] {
  const read = new Set(keys as EvidenceKey[]);
  return registry
    .filter(({ requires, uses }) => {
      const parts = [...requires, ...uses];
      // What reads no part reads the profile, which an area can change as well.
      return parts.length === 0 || parts.some((key) => read.has(key));
    })
    .map(({ id }) => id);
}

describe('lab: every fault is recognised by exactly the audits that should', () => {
  let profile: Profile;
  const healthy = new Map<LabArea, AreaEvidence>();
  const opened = new Set<string>();

  before(async () => {
    profile = await loadProfile('trust1connector');
    const gathered = await Promise.all(
      areas.map(async (area) => [area, await area.gather({ profile, at })] as const),
    );
    for (const [area, world] of gathered) healthy.set(area, world);
  });

  it('nothing is open where nothing is broken', async () => {
    const findings = await auditWorld(profile, healthy);
    const open = findings.filter(({ audit: id }) => openAudits(findings).includes(id));
    assert.deepEqual(openAudits(findings), [], JSON.stringify(open, undefined, 1));
  });

  for (const area of areas) {
    for (const { id, description } of area.faults) {
      it(`${area.id}: ${id}, ${description}`, async () => {
        const world = await area.gather({ profile, at }, id);
        const keys = [...Object.keys(healthy.get(area)?.evidence ?? {}), ...Object.keys(world.evidence)];
        const findings = await auditWorld(
          profile,
          new Map([...healthy, [area, world]]),
          auditsThatRead(keys),
        );
        const open = openAudits(findings);
        for (const one of open) opened.add(one);
        assert.deepEqual(
          open,
          [...(expectedAudits[id] ?? ['?'])].sort(),
          JSON.stringify(
            findings.filter((finding) => open.includes(finding.audit)),
            undefined,
            1,
          ),
        );
      });
    }
  }

  it('every audit recognises at least one fault', () => {
    assert.deepEqual(
      registry.map(({ id }) => id).filter((id) => !opened.has(id)),
      [],
    );
  });

  it('each fault has an id of its own, a description and a line in the table', () => {
    const faults = areas.flatMap((area) => area.faults);
    const ids = faults.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.length >= 80, `${ids.length} faults`);
    assert.deepEqual(Object.keys(expectedAudits).sort(), [...ids].sort());
    for (const { id, description } of faults) assert.ok(description.length > 20, id);
  });
});
