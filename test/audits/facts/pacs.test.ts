import assert from 'node:assert/strict';
import { audit } from '../../../lib/audits/audit.js';
import type { ReportPac } from '../../../lib/audits/finding.js';
import { base64, evidenceWith, testProfile } from '../case.js';

const corporate = [
  'function FindProxyForURL(url, host) {',
  '  if (isPlainHostName(host))',
  '    return "DIRECT";',
  '  if (isInNet(myIpAddress(), "10.20.0.0", "255.255.0.0"))',
  '    return "PROXY north.example:1";',
  '  if (weekdayRange("MON", "FRI") && timeRange(8, 17)) return "PROXY day.example:1";',
  '  return "DIRECT";',
  '}',
  '',
].join('\n');

async function pacOf(text: string): Promise<ReportPac> {
  const { pacs } = await audit(
    testProfile,
    evidenceWith({ pac: [{ source: 'a.pac', namedBy: 'x.reg:2 AutoConfigURL', bytes: base64(text) }] }),
  );
  const [pac] = pacs;
  assert.ok(pac !== undefined);
  return pac;
}

describe('audits: what PAC files answer, in the report', () => {
  it('tells each answer with its place, who gets it and what decides it', async () => {
    const { source, namedBy, proofs } = await pacOf(corporate);
    assert.deepEqual([source, namedBy], ['a.pac', 'x.reg:2 AutoConfigURL']);
    const proof = proofs.find(({ clients }) => clients.some((client) => client.startsWith('chromium')));
    assert.equal(proof?.verdict, 'sometimes');
    const told = proof.answers.map(({ compliance, result, span, regions, conditions }) => ({
      compliance,
      result,
      at: span === undefined ? [] : [span.line, span.column, span.endLine, span.endColumn],
      regions,
      lines: [...new Set(conditions.map(({ line }) => line))],
    }));
    const [north, day, direct] = [5, 6, 7].map((line) => told.find(({ at }) => at[0] === line));
    assert.deepEqual(north?.at, [5, 12, 5, 35]);
    assert.deepEqual(north.regions?.[0]?.client?.ipv4, ['10.20.0.0/16']);
    assert.deepEqual(north.lines, [4]);
    const [region] = day?.regions ?? [];
    assert.deepEqual(region?.client?.ipv4Except, ['10.20.0.0/16']);
    assert.deepEqual(region.local?.weekdays, ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']);
    assert.deepEqual(
      region.local.hours?.map(({ from }) => from),
      ['08:00:00'],
    );
    assert.deepEqual(day?.lines, [4, 6]);
    assert.equal(direct?.compliance, 'direct');
    assert.deepEqual(proof.reached, [
      { line: 2, endLine: 2 },
      { line: 4, endLine: 7 },
    ]);
    assert.deepEqual(proof.unreached, [{ line: 3, endLine: 3 }]);
  });

  it('tells everybody as one region without conditions', async () => {
    const { proofs } = await pacOf('function FindProxyForURL(u, h) { return "PROXY p.example:1"; }\n');
    const [answer] = proofs[0]?.answers ?? [];
    assert.deepEqual([answer?.regions, answer?.conditions], [[{}], []]);
    assert.ok((proofs[0]?.variants.length ?? 0) > 1);
  });

  it('claims nothing of who gets an answer where that is not known', async () => {
    const { proofs } = await pacOf(
      'function FindProxyForURL(u, h) { return alert.name == "x" ? "DIRECT" : "PROXY " + new Date().getTime() + ":1"; }\n',
    );
    for (const { answers, obstacles } of proofs)
      assert.ok(obstacles.length > 0 || answers.every(({ regions }) => regions === undefined));
  });

  it('names a file that could not be read', async () => {
    const { pacs } = await audit(
      testProfile,
      evidenceWith({ pac: [{ source: 'b.pac', error: { code: 'ENOENT', message: 'there is none' } }] }),
    );
    assert.deepEqual(pacs, [{ source: 'b.pac', error: 'there is none', proofs: [], notLookedAt: [] }]);
  });
});
