/** The graph of `staylocal dnssec --dot`, read by Graphviz itself, with a hostile name in it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { parseAnchors, validate } from '../../lib/dnssec/index.js';
import { labInMemory } from '../../lib/lab/index.js';
import { renderDot } from '../../lib/report/views/dnssec-dot.js';
import { removeDirectory, runOk, temporaryDirectory } from './support/programs.js';

describe('dnssec --dot', () => {
  let folder = '';
  before(async () => {
    folder = await temporaryDirectory();
  });
  after(() => removeDirectory(folder));

  it('is a graph that Graphviz draws', async () => {
    const { exchange, anchors } = labInMemory();
    const validation = await validate(
      { name: 't1c.t1t.io', type: 'A' },
      { exchange, anchors: parseAnchors(anchors, new Date()) },
    );
    const hostile = validation.answer.map((rrset) => ({
      ...rrset,
      data: ['"];x [label="\\', 'line\u0000\nbreak'],
    }));
    const path = join(folder, 'chain.dot');
    await writeFile(path, renderDot({ ...validation, answer: [...validation.answer, ...hostile] }));
    const svg = await runOk('dot', ['-Tsvg', path]);
    assert.match(svg, /t1t\.io\. secure/);
    assert.match(svg, /&quot;\];x \[label=&quot;/);
  });
});
