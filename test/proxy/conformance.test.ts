import assert from 'node:assert/strict';
import { runTable } from '../conformance/bypass.js';

describe('conformance bypass tables', () => {
  it('passes over header, comments and empty lines, and reports each disagreement', () => {
    const lines: string[] = [];
    const tally = { passed: 0, failed: 0 };
    const table = [
      'client\trules\tURL\texpected',
      '# curl 8',
      '',
      'curl\t.t1t.io\thttps://t1c.t1t.io/\tbypass',
      'curl\t\thttps://t1c.t1t.io/\tproxy',
      'curl\t*.t1t.io\thttps://t1c.t1t.io/\tbypass',
      'nonsense\t\thttps://t1c.t1t.io/\tproxy',
      'curl\tx',
    ];
    runTable(table.join('\n'), 't.tsv', tally, (line) => lines.push(line));
    assert.deepEqual(tally, { passed: 2, failed: 3 });
    assert.match(lines.join('\n'), /t\.tsv:6: curl "\*\.t1t\.io" .*expected bypass, found proxy/);
    assert.match(lines.join('\n'), /t\.tsv:7: No client is called "nonsense"/);
  });
});
