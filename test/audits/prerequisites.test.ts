/** docs/prerequisites.md: each sentence has its audit, and a fault that opens it; or a manual item of the profile. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { audit } from '../../lib/audits/audit.js';
import { registry } from '../../lib/audits/registry.js';
import { sections } from '../../lib/audits/sections.js';
import { loadProfile } from '../../lib/profile/index.js';
import { render } from '../../lib/report/index.js';
import { expectedAudits } from '../lab/expected/index.js';
import { collectedAt } from './case.js';

const rows = readFileSync('docs/prerequisites.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| sentence'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

describe('the prerequisites: each sentence is looked at', () => {
  for (const [, sentence = '', by = '', fault = ''] of rows)
    it(`${sentence} → ${by}`, async () => {
      if (by.startsWith('manual ')) {
        const { manual = [] } = await loadProfile('trust1connector');
        const item = manual.find(({ id }) => `manual ${id}` === by);
        assert.ok(item !== undefined, 'a manual item of the profile');
        assert.equal(fault, '');
        return;
      }
      assert.ok(
        registry.some(({ id }) => id === by),
        'an audit',
      );
      assert.ok(expectedAudits[fault]?.includes(by), `a fault that opens it: ${fault}`);
    });

  it('every section has a row, and so has every manual item', async () => {
    const named = new Set(rows.map(([, , by = '']) => by));
    const folders = new Set([...named].map((by) => by.split('/')[0]));
    // What browsers ask is no prerequisite of the vendor’s page.
    const others = sections.filter(({ folder }) => folder !== 'browser' && !folders.has(folder));
    assert.deepEqual(others, []);
    const { manual = [] } = await loadProfile('trust1connector');
    assert.deepEqual(
      manual.filter(({ id }) => !named.has(`manual ${id}`)),
      [],
    );
  });

  it('manual items are shown, and never counted', async () => {
    const profile = await loadProfile('trust1connector');
    const evidence = {
      schemaVersion: 1,
      tool: { name: 'staylocal', version: '1.0.0' },
      collectedAt,
      profile: { id: profile.id, name: profile.name },
    } as const;
    const report = await audit(profile, evidence);
    assert.deepEqual(new Set(report.manual?.map(({ status }) => status)), new Set(['manual']));
    assert.equal(
      Object.values(report.summary).reduce((sum, count) => sum + count, 0),
      report.findings.length,
    );
    const shown = render(report, 'text', { verbose: true });
    assert.match(shown, /^To check by hand \(manual;/m);
    for (const { text } of report.manual ?? []) assert.ok(shown.replace(/\s+/g, ' ').includes(text), text);
    assert.equal((await audit(profile, evidence, { only: ['dns/'] })).manual, undefined);
  });
});
