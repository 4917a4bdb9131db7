/** The journal: what a killed run leaves, and what is refused. */
import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { Journal, type BatchResult } from '../../lib/batch/index.js';
import { linesOf } from '../../lib/cli/lines.js';
import { scratch } from '../cli/scratch.js';

const result = (line: number): BatchResult => ({
  schemaVersion: 1,
  kind: 'batch-result',
  line,
  task: 'pac',
  subject: 'ünï',
  status: 'pass',
  message: 'm',
});

describe('batch: the journal', () => {
  const files = scratch();
  const open = (name: string, options = 'o'): Promise<Journal> =>
    Journal.open(files.path(name), options, linesOf);

  it('gives each result back, by line and text, in another run as well', async () => {
    const journal = await open('one');
    for (const line of [3, 1, 2]) journal.add(`text ${line}`, result(line));
    assert.deepEqual(journal.get(3, 'text 3'), result(3));
    journal.close();
    const again = await open('one');
    assert.equal(again.size, 3);
    for (const line of [1, 2, 3]) assert.deepEqual(again.get(line, `text ${line}`), result(line));
    assert.equal(again.get(4, 'text 4'), undefined);
    again.close();
  });

  it('takes away a line that was not finished, wherever it was cut', async () => {
    const journal = await open('cut');
    journal.add('a', result(1));
    journal.add('b', result(2));
    journal.close();
    const whole = await readFile(files.path('cut'));
    const first = whole.indexOf(0x0a, whole.indexOf(0x0a) + 1) + 1;
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(files.path('torn'), whole.subarray(0, length));
      const again = await open('torn');
      assert.equal(again.size, length >= first ? 1 : 0);
      again.add('c', result(3));
      again.close();
      const third = await open('torn');
      assert.deepEqual(third.get(3, 'c'), result(3));
      third.close();
    }
  });

  it('is for its owner only', async () => {
    (await open('mode')).close();
    assert.equal((await stat(files.path('mode'))).mode & 0o077, 0);
  });

  const refused: readonly (readonly [title: string, text: string, reason: RegExp])[] = [
    ['a file of somebody else', '{"a":1}\n', /is no journal of a batch/],
    ['a file of somebody else without a line feed', 'precious', /is no journal of a batch/],
    [
      'a journal with other options',
      '{"journal":"staylocal batch","version":1,"options":"p"}\n',
      /other options/,
    ],
    [
      'a journal of another version',
      '{"journal":"staylocal batch","version":2,"options":"o"}\n',
      /is no journal of a batch/,
    ],
    [
      'an entry without its line',
      '{"journal":"staylocal batch","version":1,"options":"o"}\n{"sha256":"a","result":{}}\n',
      /is damaged at byte 56/,
    ],
    [
      'an entry without its digest',
      '{"journal":"staylocal batch","version":1,"options":"o"}\n{"line":1,"result":{"line":1}}\n',
      /is damaged at byte 56/,
    ],
    [
      'a damaged one',
      '{"journal":"staylocal batch","version":1,"options":"o"}\nx\n',
      /is damaged at byte 56/,
    ],
    [
      'one whose result is of another line',
      '{"journal":"staylocal batch","version":1,"options":"o"}\n{"line":1,"sha256":"a","result":{"line":2}}\n',
      /is damaged at byte 56/,
    ],
  ];
  for (const [title, text, reason] of refused)
    it(`refuses ${title}, and leaves it as it is`, async () => {
      await writeFile(files.path('other'), text);
      await assert.rejects(open('other'), reason);
      assert.equal(await readFile(files.path('other'), 'utf8'), text);
    });

  it('refuses a line that says something else than then', async () => {
    const journal = await open('changed');
    journal.add('a', result(1));
    assert.throws(() => journal.get(1, 'b'), /Line 1 of the input is another/);
    journal.close();
  });
});
