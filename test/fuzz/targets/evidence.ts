/** Evidence that came through other hands. */
import assert from 'node:assert/strict';
import { audit } from '../../../lib/audits/audit.js';
import type { Report } from '../../../lib/audits/finding.js';
import { parseEvidence, serializeEvidence } from '../../../lib/evidence/index.js';
import { fleetData, Fleet, judgeOf } from '../../../lib/fleet/index.js';
import { parseReport } from '../../../lib/cli/report-file.js';
import { testProfile } from '../../audits/case.js';
import { evidenceFiles } from '../corpora.js';
import { once, refused, textOf, type Seed, type Target } from '../target.js';

export const words: readonly string[] = [
  ...[
    '127.0.0.1',
    '::1',
    't1c.t1t.io',
    'https://t1c.t1t.io:51983/',
    'udp://127.0.0.1:53',
    'MIIB',
    '-----BEGIN CERTIFICATE-----',
  ],
  ...[
    '</script><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '\u202e',
    ']]>',
    '\u001b[31m',
    '../../etc/passwd',
  ],
];

export const evidenceCorpus: () => Promise<readonly Seed[]> = once(evidenceFiles);

/** A proof in evidence may take so long (milliseconds): what is held here is that it ends in findings. */
const pacMs = 300;

/** What an audit of it says; a text where it is refused. */
export async function reportOf(bytes: Uint8Array): Promise<Report | string> {
  try {
    const evidence = parseEvidence(textOf(bytes));
    if (evidence.profile.name !== testProfile.name) return 'of another name';
    return await audit(testProfile, evidence, { limits: { pacMs } });
  } catch (error) {
    return refused(error);
  }
}

export const evidence: Target = {
  id: 'evidence',
  title:
    'evidence is refused, or reads the same when written again; what is read is judged, to a report that its schema takes',
  shape: 'json',
  words,
  corpus: evidenceCorpus,
  runs: 150,
  run: async (bytes) => {
    const report = await reportOf(bytes);
    if (typeof report === 'string') return report;
    const read = parseEvidence(textOf(bytes));
    assert.deepEqual(parseEvidence(serializeEvidence(read)), read);
    parseReport(JSON.stringify(report), 'the report');
    const fleet = new Fleet();
    fleet.add(await judgeOf({ profile: testProfile, parseReport })(JSON.stringify(report), 'one'));
    assert.equal(fleetData(fleet, testProfile, undefined).counts.machines, 1);
    return `judged: ${report.verdict.word}`;
  },
};
