/** Lines and columns of evidence count from one, as those of a report do: a report of it could not be read otherwise. */
import assert from 'node:assert/strict';
import { audit } from '../../lib/audits/audit.js';
import { parseReport } from '../../lib/cli/report-file.js';
import { parseEvidence, serializeEvidence } from '../../lib/evidence/index.js';
import type { Evidence } from '../../lib/evidence/types.js';
import { evidenceWith, testProfile } from '../audits/case.js';

interface Place {
  readonly line: number;
  readonly column: number;
}

const withHit = (own: Place, original: Place): Evidence =>
  evidenceWith({
    frontEnd: {
      paths: ['www'],
      lookedForKey: true,
      files: 1,
      hits: [
        {
          file: 'www/a.js',
          rule: 'api-key',
          kind: 'secret',
          ...own,
          original: { source: 'src/a.ts', ...original },
        },
      ],
      isCut: false,
      unread: [],
    },
  });

const first = { line: 1, column: 1 };

describe('evidence, places in files of a front end', () => {
  it('the first place is line 1, column 1, and a report of it is read', async () => {
    const evidence = parseEvidence(serializeEvidence(withHit(first, first)));
    const report = await audit(testProfile, evidence);
    assert.doesNotThrow(() => parseReport(JSON.stringify(report), 'the report'));
  });

  for (const [title, own, original, field] of [
    ['line 0', { ...first, line: 0 }, first, 'frontEnd.hits.0.line'],
    ['column 0', { ...first, column: 0 }, first, 'frontEnd.hits.0.column'],
    ['line 0 before bundling', first, { ...first, line: 0 }, 'frontEnd.hits.0.original.line'],
    ['column 0 before bundling', first, { ...first, column: 0 }, 'frontEnd.hits.0.original.column'],
  ] as const) {
    it(`${title} is refused by its name`, () => {
      assert.throws(
        () => parseEvidence(serializeEvidence(withHit(own, original))),
        (error: Error) => error.message.includes(`field "${field}" must be >= 1`),
      );
    });
  }
});
