/** Disks that are full, or become so in the middle of writing: what was written before is whole, and the rest can be done later. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Scratch } from '../../cli/scratch.js';
import { proxying, type Rows, type Weather } from './row.js';

const items = 40;
/** More than one block, as evidence as well. */
const large = `${proxying}${'// exempt nobody\n'.repeat(200)}`;
const noRoom = /there is no room left|larger than this user may write/;

interface Entry {
  readonly line?: number;
}

const entries = (text: string): readonly Entry[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);

const lineNumbers = Array.from({ length: items }, (_, index) => index + 1);

/** A batch whose journal finds no room, and goes on when there is some. */
function journal(files: Scratch): Weather {
  const path = (): string => files.path('journal');
  const argv = (): string[] => [
    ...['batch', files.path('items.ndjson'), '--journal', path(), '--concurrency', '4'],
  ];
  return {
    what: 'a disk that fills while the journal of a batch is written',
    begin: async () => {
      const pac = await files.write('p.pac', proxying);
      await files.write('items.ndjson', `${JSON.stringify({ pac })}\n`.repeat(items));
      return { argv: argv() };
    },
    blocks: 10,
    code: 3,
    says: /The journal .* could not be written: /,
    then: async (again) => {
      const [head, ...kept] = entries(await readFile(path(), 'utf8'));
      assert.ok(head !== undefined && kept.length > 0 && kept.length < items, `${kept.length} results`);
      const { code, stdout, stderr } = await again(argv());
      assert.equal(code, 1, stderr);
      assert.deepEqual(
        entries(stdout).map(({ line }) => line),
        lineNumbers,
      );
      assert.match(stderr, new RegExp(`${kept.length} of them from the journal`));
      const whole = entries(await readFile(path(), 'utf8')).slice(1);
      assert.deepEqual(
        whole.map(({ line = 0 }) => line).sort((one, other) => one - other),
        lineNumbers,
      );
    },
  };
}

/** A file that was there stays as it was, and nothing lies beside it. */
function whole(files: Scratch, what: string, name: string, argvOf: (pac: string) => string[]): Weather {
  return {
    what,
    begin: async () => {
      await files.write(name, 'the former one');
      return { argv: argvOf(await files.write('large.pac', large)) };
    },
    blocks: 1,
    code: 3,
    says: noRoom,
    then: async () => {
      const path = files.path(name);
      assert.equal(await readFile(path, 'utf8'), 'the former one');
      const beside = (await readdir(dirname(path))).filter((one) => one.startsWith('.'));
      assert.deepEqual(beside, []);
    },
  };
}

export const disk: Rows = (files) => [
  {
    what: 'a disk that is full, for a report',
    begin: async () => ({
      argv: ['pac', await files.write('p.pac', proxying), '--output', 'json=/dev/full'],
    }),
    code: 3,
    says: noRoom,
    needs: '/dev/full',
  },
  {
    what: 'a disk that is full, for evidence',
    begin: async () => ({
      argv: [
        'audit',
        '--offline',
        '--no-env',
        '--pac',
        await files.write('p.pac', proxying),
        '--save',
        '/dev/full',
      ],
    }),
    code: 3,
    says: noRoom,
    needs: '/dev/full',
  },
  {
    what: 'a device as the journal of a batch, which has no end',
    begin: async () => {
      const item = `${JSON.stringify({ pac: await files.write('p.pac', proxying) })}\n`;
      return { argv: ['batch', await files.write('items.ndjson', item), '--journal', '/dev/full'] };
    },
    code: 2,
    says: /\/dev\/full is no file/,
    needs: '/dev/full',
  },
  journal(files),
  whole(files, 'a disk that fills while a report is written', 'report.json', (pac) => [
    ...['pac', pac, '--output', `json=${files.path('report.json')}`],
  ]),
  whole(files, 'a disk that fills while evidence is written', 'evidence.json', (pac) => [
    ...['audit', '--offline', '--no-env', '--pac', pac, '--save', files.path('evidence.json')],
  ]),
];
