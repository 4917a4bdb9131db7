/** Every target of `generate`: a fault, its fix, the fix in the original, and the audit is green. One that lacks its row fails by name. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { audit } from '../../lib/audits/audit.js';
import type { Finding } from '../../lib/audits/finding.js';
import { planFixes } from '../../lib/fixes/index.js';
import { generate, targets } from '../../lib/generate/index.js';
import type { Evidence } from '../../lib/evidence/types.js';
import type { Profile } from '../../lib/profile/index.js';
import { evidenceWith, testProfile } from '../audits/case.js';
import { rows, type Row } from './target-rows.js';

function openOf(findings: readonly Finding[], id: string): Finding[] {
  return findings.filter((finding) => finding.id === id);
}

/** The evidence with the fix in it. */
async function fixed(target: string, row: Row, evidence: Evidence, profile: Profile): Promise<Evidence> {
  if (row.apply !== undefined) {
    const artefact = await generate(target, profile);
    return evidenceWith(await row.apply(artefact, evidence), profile);
  }
  const { tried, notHandedOut } = await planFixes(profile, evidence, await audit(profile, evidence));
  const fix = tried.find((one) => one.target === target);
  assert.ok(fix !== undefined, `${target} is not handed out: ${JSON.stringify(notHandedOut)}`);
  return tried.reduce((changed, { apply }) => apply(changed), evidence);
}

function isOpen({ status }: Finding): boolean {
  return status === 'fail' || status === 'error' || status === 'warn';
}

describe('fixes: every target', () => {
  it('has a row, and there is none for another', () => {
    assert.deepEqual(
      Object.keys(rows).sort(),
      targets()
        .map(({ id }) => id)
        .sort(),
    );
  });

  for (const { id: target } of targets()) {
    it(target, async () => {
      const row = rows[target];
      assert.ok(row !== undefined, `${target} lacks its row in target-rows.ts`);
      if ('interop' in row) {
        assert.match(readFileSync(`test/interop/${row.interop}`, 'utf8'), row.holds);
        return;
      }
      const profile = { ...testProfile, ...row.profile };
      const before = evidenceWith(await row.fault(), profile);
      const only = [row.finding.split(':')[0] ?? ''];
      const was = await audit(profile, before, { only });
      const open = openOf(was.findings, row.finding);
      assert.ok(open.length > 0, was.findings.map(({ id, message }) => `${id} ${message}`).join('\n'));
      if (row.unnamed !== true)
        assert.ok(
          open.some(({ fix }) => fix?.targets?.includes(target)),
          'the finding names the target',
        );
      const is = await audit(profile, await fixed(target, row, before, profile), { only });
      const wasOpen = new Set(was.findings.filter(isOpen).map(({ id }) => id));
      const left = is.findings.filter(
        (each) => isOpen(each) && (each.id === row.finding || !wasOpen.has(each.id)),
      );
      assert.deepEqual(
        left.map(({ id, message }) => `${id} ${message}`),
        [],
      );
    }).timeout(30_000);
  }
});
