/**
 * Many at once: evidence of many machines on one core and on all, names without end. Limits: the lab that answers for the names has a
 * process of its own on the same machine; cores are given by `taskset` (Linux), without which rows of one core are left out.
 */
import { execFile, spawnSync } from 'node:child_process';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatName, formatType, readMessage } from '../../lib/dns/index.js';
import { serializeEvidence, type Evidence } from '../../lib/evidence/index.js';
import { areas } from '../../lib/lab/areas/index.js';
import { labInMemory } from '../../lib/lab/index.js';
import { loadProfile } from '../../lib/profile/index.js';
import { version } from '../../lib/version.js';
import type { Row } from '../row.js';
import type { Measured } from './child.js';

const child = new URL('./child.js', import.meta.url).pathname;
const hasTaskset = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** `cores`: which; absent: all. */
async function measured(argv: readonly string[], cores?: string): Promise<Measured> {
  const command = [
    ...(cores === undefined ? [] : ['taskset', '-c', cores]),
    process.execPath,
    child,
    ...argv,
  ];
  const { stdout } = await promisify(execFile)(command[0] ?? '', command.slice(1), { maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as Measured;
}

/** A file of one machine: DNS with its signatures, proxies, a PAC. */
async function machineText(): Promise<(index: number) => string> {
  const profile = await loadProfile('trust1connector');
  const at = new Date();
  const parts = await Promise.all(
    areas.filter(({ id }) => id === 'dns' || id === 'proxy').map(({ gather }) => gather({ profile, at })),
  );
  const evidence = {
    schemaVersion: 1 as const,
    tool: { name: 'staylocal' as const, version },
    collectedAt: at.toISOString(),
    profile: { id: profile.id, name: profile.name },
    ...parts.reduce<Partial<Evidence>>((merged, part) => ({ ...merged, ...part.evidence }), {}),
  };
  return (index) => serializeEvidence({ ...evidence, label: `machine-${index}` });
}

const row = (
  what: string,
  figure: number,
  unit: string,
  peer: Pick<Row, 'peer' | 'peerFigure' | 'aim'>,
): Row => ({
  what,
  figure,
  unit,
  ...peer,
});
const alone = { peer: null, peerFigure: null, aim: null } as const;

async function fleetRows(folder: string, count: number): Promise<Row[]> {
  const text = await machineText();
  const some = Math.max(20, Math.floor(count / 10));
  const paths = Array.from({ length: count }, (_, index) => {
    const path = join(folder, `machine-${index}.json`);
    writeFileSync(path, text(index));
    return path;
  });
  const all = await measured(['fleet', ...paths, '--quiet']);
  const few = await measured(['fleet', ...paths.slice(0, some), '--quiet']);
  const rate = (count * 1000) / all.ms;
  const what = `fleet of ${count} files`;
  const rows = [
    row(`${what}: peak memory`, all.peak, 'kB', {
      peer: `fleet of ${some}`,
      peerFigure: few.peak,
      aim: { of: 'ratio', most: 1.5 },
    }),
    row(`${what}: time for each`, all.ms / count, 'ms', {
      peer: `fleet of ${some}`,
      peerFigure: few.ms / some,
      aim: { of: 'ratio', most: 1.1 },
    }),
  ];
  if (!hasTaskset || availableParallelism() < 2) return rows;
  const part = paths.slice(0, Math.ceil(count / 4));
  const one = await measured(['fleet', ...part, '--quiet'], '0');
  const two = await measured(['fleet', ...part, '--quiet'], '0,1');
  rows.push(
    row(`fleet of ${part.length} files: machines on 2 cores`, (part.length * 1000) / two.ms, 'a second', {
      peer: 'on 1 core',
      peerFigure: (part.length * 1000) / one.ms,
      aim: { of: 'ratio', least: 1.5 },
    }),
    row(`${what}: machines on all cores`, rate, 'a second', alone),
  );
  return rows;
}

/** A lab that counts what it is asked. */
async function countingLab(): Promise<{
  at: string;
  anchors: string;
  asked: Map<string, number>;
  close: () => void;
}> {
  const { exchange, anchors } = labInMemory();
  const asked = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (query: Buffer, from: RemoteInfo) => {
    const [question] = readMessage(query).questions;
    const key = question === undefined ? '' : `${formatName(question.name)} ${formatType(question.type)}`;
    asked.set(key, (asked.get(key) ?? 0) + 1);
    void exchange(Uint8Array.from(query)).then((message) => {
      socket.send(message, from.port, from.address);
    });
  });
  await once(socket.bind(0, '127.0.0.1'), 'listening');
  return { at: `127.0.0.1:${socket.address().port}`, anchors, asked, close: () => socket.close() };
}

/** The lab's, of all that its zones hold. */
const ZONE_TTL_MS = 300_000;
/** Names after which a batch's cache holds as much as it may. */
const CACHE_FULL_AT = 1_000;
/** How many names are validated again on one core and on two. */
const COUNT_BY_CORES = 10_000;

/** The lab's process is not bound to a core: on two it takes from what the batch has. */
async function coreRows(argv: readonly string[], count: number): Promise<Row[]> {
  if (!hasTaskset || availableParallelism() < 2) return [];
  const one = await measured(argv, '0');
  const two = await measured(argv, '0,1');
  return [
    row(`batch of ${count} names on 2 cores`, (count * 1000) / two.ms, 'a second', {
      peer: 'on 1 core',
      peerFigure: (count * 1000) / one.ms,
      aim: null,
    }),
  ];
}

async function nameRows(folder: string, counts: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  let before: { count: number; one: Measured } | undefined;
  for (const count of counts) {
    const lab = await countingLab();
    const [items, anchors] = [join(folder, `names-${count}`), join(folder, `anchors-${count}`)];
    writeFileSync(anchors, lab.anchors);
    const lines = Array.from({ length: count }, (_, index) => `{"name":"n${index}.t1t.io"}\n`);
    writeFileSync(items, lines.join(''));
    const argv = ['batch', items, '--resolver', lab.at, '--anchors', anchors, '--quiet'];
    const one = await measured(argv);
    // What a zone's keys were found to be is kept for as long as its TTL.
    const mayAsk = 1 + Math.floor(one.ms / ZONE_TTL_MS);
    const keys = ['. DNSKEY', 'io. DNSKEY', 't1t.io. DNSKEY', 'io. DS', 't1t.io. DS'];
    const most = Math.max(...keys.map((key) => lab.asked.get(key) ?? 0));
    rows.push(
      row(`batch of ${count} names`, (count * 1000) / one.ms, 'a second', {
        peer: before === undefined ? null : `of ${before.count}`,
        peerFigure: before === undefined ? null : (before.count * 1000) / before.one.ms,
        aim: before === undefined ? null : { of: 'ratio', least: 0.9 },
      }),
      row(`batch of ${count} names: heap kept`, one.kept, 'kB', {
        peer: before === undefined ? null : `of ${before.count}`,
        peerFigure: before === undefined ? null : before.one.kept,
        // Below, what is kept of each is still being filled.
        aim: before === undefined || before.count < CACHE_FULL_AT ? null : { of: 'ratio', most: 1.5 },
      }),
      row(`batch of ${count} names: peak of what is resident`, one.peak, 'kB', {
        peer: before === undefined ? null : `of ${before.count}`,
        peerFigure: before === undefined ? null : before.one.peak,
        aim: null,
      }),
      row(`batch of ${count} names: most queries for one DNSKEY or DS of a parent`, most, 'queries', {
        ...alone,
        aim: { of: 'figure', most: mayAsk },
      }),
    );
    if (count === COUNT_BY_CORES) rows.push(...(await coreRows(argv, count)));
    before = { count, one };
    lab.close();
  }
  return rows;
}

/** `npm run bench -- bulk [machines] [most names]` */
export async function bulkBench([machines = '2000', names = '10000']: readonly string[]): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'staylocal-bulk-'));
  try {
    const counts = [100, 1_000, 10_000, 100_000].filter((count) => count <= Number(names));
    return [...(await nameRows(folder, counts)), ...(await fleetRows(folder, Number(machines)))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
