import assert from 'node:assert/strict';
import { companyFiles, withAssignments } from '../../lib/lab/company.js';

describe('lab: the company', () => {
  for (const [title, existing, added, result] of [
    ['replaces', 'a=1\nb=2\n', 'b=3\n', 'a=1\nb=3\n'],
    ['appends', 'a=1\n', '# why\nB="3"\n', 'a=1\nB="3"\n'],
    ['keeps the line ends of Windows', '"a"="1"\r\n', '"b"=dword:1\n', '"a"="1"\r\n"b"=dword:1\r\n'],
    ['keeps comments', '# a=1\na=2\n', 'a=3\n', '# a=1\na=3\n'],
  ] as const) {
    it(`putting assignments in ${title}`, () => {
      assert.equal(withAssignments(existing, added), result);
    });
  }

  it('exports its registry as Windows does', () => {
    const registry = companyFiles.find(({ fileName }) => fileName.endsWith('.reg'));
    assert.deepEqual([...(registry?.bytes.subarray(0, 2) ?? [])], [0xff, 0xfe]);
  });
});
