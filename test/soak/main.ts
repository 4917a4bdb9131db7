/**
 * `npm run soak -- watch|batch|weather MINUTES`: the same work again and again in one process, and its memory over time. Exit code 1 where what is
 * held after a collection grew past the margin: from a quarter of the time on, when caches are full, to the end.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { run } from '../../lib/cli/run.js';
import { startLab } from '../../lib/lab/index.js';
import { quietIo } from '../quiet-io.js';
import type { BadServers } from './bad-servers.js';

/** What the heap may have grown by, and what a run of noise is (bytes). */
const marginShare = 0.1;
const marginBytes = 4 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const [what = '', minutes = '1'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'staylocal-soak-'));
const pac = join(folder, 'p.pac');
writeFileSync(
  pac,
  'function FindProxyForURL(url, host) { return host === "t1c.t1t.io" ? "DIRECT" : "PROXY p:1"; }\n',
);
const lab = await startLab();
const anchors = join(folder, 'anchors');
writeFileSync(anchors, lab.anchors);
const bad = fork(new URL('./bad-servers-process.js', import.meta.url));
const [badCommands] = (await once(bad, 'message')) as [BadServers['commands']];
const asked = ['--resolver', lab.resolver, '--anchors', anchors, '--quiet'];

/** One go of each: a round, so many items, or each server that is as bad as it may be once. */
const kinds: Readonly<Record<string, () => readonly (readonly string[])[]>> = {
  watch: () => [
    [
      ...[
        'watch',
        '--no-env',
        '--no-label',
        '--only',
        'dns/',
        '--only',
        'dnssec/',
        '--only',
        'proxy/',
        '--pac',
        pac,
      ],
      ...['--no-reference', '--no-authoritative', '--rounds', '5', ...asked],
    ],
  ],
  batch: () => {
    const items = Array.from({ length: 200 }, (_, index) =>
      index % 50 === 0 ? { pac } : { name: index % 2 === 0 ? 't1c.t1t.io' : `n${index}.t1t.io` },
    );
    const path = join(folder, 'items.ndjson');
    writeFileSync(path, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    return [['batch', path, ...asked]];
  },
  weather: () => badCommands,
};

interface Sample {
  readonly minute: number;
  readonly goes: number;
  readonly heap: number;
  readonly resident: number;
}

async function soak(argvsOf: () => readonly (readonly string[])[]): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const start = Date.now();
  const whole = Number(minutes) * 60_000;
  let goes = 0;
  const step = Math.max(5_000, whole / 32);
  for (let next = step; Date.now() - start < whole; goes += 1) {
    for (const argv of argvsOf()) await run(argv, { ...quietIo('soak'), wait: () => Promise.resolve() });
    if (Date.now() - start < next) continue;
    next = Date.now() - start + step;
    collect();
    const { heapUsed: heap, external, rss: resident } = process.memoryUsage();
    const sample = { minute: (Date.now() - start) / 60_000, goes: goes + 1, heap: heap + external, resident };
    samples.push(sample);
    console.log(
      `${sample.minute.toFixed(1)} min, ${sample.goes} goes: held ${mebibytes(sample.heap)}, resident ${mebibytes(resident)}`,
    );
  }
  return samples;
}

const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

/** The least of a few: what is being worked on is not held. */
const least = (samples: readonly Sample[]): number => Math.min(...samples.map(({ heap }) => heap));

const argvsOf = kinds[what];
if (argvsOf === undefined) {
  console.error(`usage: npm run soak -- ${Object.keys(kinds).join('|')} MINUTES`);
  process.exitCode = 2;
} else {
  const samples = await soak(argvsOf);
  const settled = samples.slice(Math.floor(samples.length / 4));
  const few = Math.max(1, Math.floor(settled.length / 4));
  const [before, after] = [least(settled.slice(0, few)), least(settled.slice(-few))];
  const isFlat = after <= before * (1 + marginShare) + marginBytes;
  console.log(
    `${what}: held ${mebibytes(before)} when settled, ${mebibytes(after)} at the end: ${isFlat ? 'flat' : 'GREW'}`,
  );
  if (!isFlat) process.exitCode = 1;
}
await lab.close();
bad.disconnect();
rmSync(folder, { recursive: true, force: true });
