/**
 * What goes wrong outside: each weather, what has to be said of it, and with which exit code. The command runs in a process of its
 * own, which ends by itself, with no rejection that nobody heard and nothing left that would keep it.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { scratch } from '../cli/scratch.js';
import { certificate } from '../dns/transport/certificate.js';
import { skip } from '../skip.js';
import type { Outcome } from './child.js';
import { disk } from './rows/disk.js';
import { machine } from './rows/machine.js';
import { names } from './rows/names.js';
import type { Rows, Weather } from './rows/row.js';
import { fileServers } from './rows/servers.js';

const files = scratch();
const child = new URL('./child.js', import.meta.url).pathname;

const kinds: readonly (readonly [string, Rows])[] = [
  ['name servers', names],
  ['other servers', fileServers],
  ['disks', disk],
  ['this machine', machine],
];

/** What the shell is to limit before the command is in its place. */
function limits({ descriptors, blocks }: Weather): readonly string[] {
  return [
    ...(descriptors === undefined ? [] : [`ulimit -n ${descriptors}`]),
    ...(blocks === undefined ? [] : [`ulimit -f ${blocks}`]),
  ];
}

async function outcomeOf(argv: readonly string[], weather?: Weather): Promise<Outcome> {
  const limited = weather === undefined ? [] : limits(weather);
  const given = Object.fromEntries(
    Object.entries(weather?.env ?? {}).map(([key, value]) => [
      key,
      value.endsWith('.pem') ? files.path(value) : value,
    ]),
  );
  const command = [process.execPath, child, ...argv];
  const [program = '', ...rest] =
    limited.length === 0 ? command : ['sh', '-c', [...limited, 'exec "$@"'].join('; '), 'sh', ...command];
  const { stdout } = await promisify(execFile)(program, rest, {
    env: { ...process.env, NODE_OPTIONS: '', ...given },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Outcome;
}

describe('weather', () => {
  before(() => files.write('certificate.pem', certificate));
  for (const [kind, rows] of kinds)
    describe(kind, () => {
      for (const weather of rows(files))
        it(weather.what, function () {
          return under(weather, this);
        });
    });
});

async function under(weather: Weather, test: Mocha.Context): Promise<void> {
  if (weather.needs !== undefined && !existsSync(weather.needs)) skip(test, `there is no ${weather.needs}`);
  if (limits(weather).length > 0 && process.platform === 'win32') skip(test, 'ulimit is of POSIX');
  const { argv, close } = await weather.begin();
  try {
    const { code, stdout, stderr, left, rejections } = await outcomeOf(argv, weather);
    assert.match(stdout + stderr, weather.says);
    assert.deepEqual({ code, left, rejections }, { code: weather.code, left: [], rejections: [] }, stderr);
    await weather.then?.(outcomeOf);
  } finally {
    close?.();
  }
}
