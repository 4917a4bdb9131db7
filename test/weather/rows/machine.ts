/** The machine itself: a clock that jumps, and too few file descriptors. */
import * as servers from '../servers.js';
import { proxying, type Rows } from './row.js';

const inTheLab = '2026-11-24T08:00:00.000Z';

export const machine: Rows = (files) => [
  {
    what: 'a clock that jumps by a day, back and forth',
    begin: async () => ({
      argv: [
        'watch',
        '--offline',
        '--no-env',
        '--no-label',
        '--only',
        'proxy/',
        '--pac',
        await files.write('p.pac', proxying),
        '--rounds',
        '5',
      ],
    }),
    code: 1,
    says: /NO/,
    env: { WEATHER_CLOCK: 'jump' },
  },
  {
    what: 'a clock that jumps, while a batch keeps to a rate',
    begin: async () => {
      const { at, anchors, close } = await servers.twice(new Date(inTheLab));
      const items = Array.from({ length: 8 }, () => `${JSON.stringify({ name: 't1c.t1t.io' })}\n`).join('');
      const argv = ['batch', await files.write('few.ndjson', items), '--resolver', at, '--rate', '500'];
      return { argv: [...argv, '--at', inTheLab, '--anchors', await files.write('anchors', anchors)], close };
    },
    code: 0,
    says: /8 items: 0 failed, 0 could not be looked at/,
    env: { WEATHER_CLOCK: 'jump' },
  },
  {
    what: 'no file descriptor left, and many names at once',
    begin: async () => {
      const { at, anchors, close } = await servers.twice();
      const items = Array.from({ length: 150 }, () => `${JSON.stringify({ name: 't1c.t1t.io' })}\n`).join('');
      const argv = [
        'batch',
        await files.write('many.ndjson', items),
        '--resolver',
        at,
        '--concurrency',
        '100',
      ];
      return { argv: [...argv, '--anchors', await files.write('anchors', anchors), '--retries', '0'], close };
    },
    code: 3,
    says: /ulimit -n/,
    env: { WEATHER_DESCRIPTORS: 'taken' },
    descriptors: 200,
  },
];
