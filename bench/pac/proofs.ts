/**
 * `npm run bench -- pac-proof`: what proofs take, as ratios in one run. The measures of a row are taken in turn, each in
 * processes of its own, and the middle one of each counts.
 */
import Table from 'cli-table3';
import { basename } from 'node:path';
import { measuredBy, type EngineMeasure } from './child.js';
import { companyFiles, filesInUse, ownFile } from './files.js';
import { middle } from './middle.js';
import type { ProofMeasure } from './proof.js';

const ROUNDS = 5;
/** So many of a file in one process. */
const PROOFS = '11';
/** The slowest of the files in use that are shown. */
const SHOWN = 5;
const AIMS = { first: 1, company: 2, hosts: 3, warmMs: 10, cpuMs: 2000 };

interface Time {
  readonly ms: number;
  readonly cpuMs: number;
}

type Row = readonly [what: string, took: Time, beside: string, peer: Time | null, aim: string];

const first = ({ firstMs, firstCpuMs }: { firstMs: number; firstCpuMs: number }): Time => ({
  ms: firstMs,
  cpuMs: firstCpuMs,
});
const second = ({ secondMs, secondCpuMs }: ProofMeasure): Time => ({
  ms: secondMs ?? NaN,
  cpuMs: secondCpuMs ?? NaN,
});

const middleOf = (times: readonly Time[]): Time => ({
  ms: middle(times.map(({ ms }) => ms)),
  cpuMs: middle(times.map(({ cpuMs }) => cpuMs)),
});

async function one<T>(script: 'engine' | 'proof', args: readonly string[]): Promise<T> {
  const measure = await measuredBy<T>(script, args);
  if (typeof measure === 'string') throw new Error(`${script} ${args.join(' ')}: ${measure}`);
  return measure;
}

/** Both, in turn. */
async function inTurn<A, B>(
  a: () => Promise<A>,
  b: () => Promise<B>,
): Promise<readonly [readonly A[], readonly B[]]> {
  const left: A[] = [];
  const right: B[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    left.push(await a());
    right.push(await b());
  }
  return [left, right];
}

/** The first proof of a file beside pac-resolver's first answer, and its second proof. */
async function besideResolver(file: string, aim: number): Promise<Row[]> {
  const [proofs, answers] = await inTurn(
    () => one<ProofMeasure>('proof', [file, PROOFS]),
    () => one<EngineMeasure>('engine', ['pac-resolver', file, '0']),
  );
  const name = basename(file);
  const later = proofs.flatMap(({ laterMs }) => laterMs ?? []);
  return [
    [
      `${name}, first proof (${proofs[0]?.verdict ?? ''}, ${proofs[0]?.paths ?? 0} paths)`,
      middleOf(proofs.map(first)),
      'first answer of pac-resolver',
      middleOf(answers.map(first)),
      `≤ ${aim} ×`,
    ],
    [
      `${name}, second proof${later.length === 0 ? '' : ` (then ${middle(later).toFixed(0)} ms each)`}`,
      middleOf(proofs.map(second)),
      '',
      null,
      `≤ ${AIMS.warmMs} ms`,
    ],
  ];
}

async function manyHosts(file: string): Promise<Row[]> {
  const [many, single] = await inTurn(
    () => one<ProofMeasure>('proof', [file, '2', '100']),
    () => one<ProofMeasure>('proof', [file, '2', '1']),
  );
  const name = basename(file);
  return [
    [
      `${name}, 100 hosts`,
      middleOf(many.map(first)),
      'one host',
      middleOf(single.map(first)),
      `≤ ${AIMS.hosts} ×`,
    ],
    [`${name}, 100 hosts again`, middleOf(many.map(second)), 'one host', middleOf(single.map(second)), ''],
  ];
}

async function slowestInUse(): Promise<Row[]> {
  const taken: (readonly [string, ProofMeasure])[] = [];
  for (const file of filesInUse()) taken.push([basename(file), await one<ProofMeasure>('proof', [file])]);
  taken.sort(([, a], [, b]) => b.firstCpuMs - a.firstCpuMs);
  const over = taken.filter(([, { firstCpuMs }]) => firstCpuMs > AIMS.cpuMs).length;
  if (taken.length > 0)
    console.log(
      `${over} of ${taken.length} files in use take more than ${AIMS.cpuMs} ms of the processor to prove`,
    );
  return taken
    .slice(0, SHOWN)
    .map(([name, measure]) => [
      `${name}, first proof (${measure.verdict}, ${measure.paths} paths)`,
      first(measure),
      '',
      null,
      `≤ ${AIMS.cpuMs} ms of the processor`,
    ]);
}

const shown = (time: Time | null): string[] =>
  time === null ? ['', ''] : [time.ms.toFixed(0), time.cpuMs.toFixed(0)];

const ratio = (a: Time, b: Time | null, of: keyof Time): string =>
  b === null ? '' : (a[of] / b[of]).toFixed(2);

/** `folder`: where our own files are to be written. */
export async function proofBench(folder: string): Promise<void> {
  const ordinary = ownFile(folder, '20-lines.pac');
  const rows: Row[] = [
    ...(await besideResolver(ordinary, AIMS.first)),
    ...(await manyHosts(ordinary)),
    ...(await besideResolver(ownFile(folder, 'corporate.pac'), AIMS.company)),
  ];
  for (const file of companyFiles()) rows.push(...(await besideResolver(file, AIMS.company)));
  rows.push(...(await slowestInUse()));
  const table = new Table({
    head: ['proof, all variants', 'ms', 'CPU ms', 'beside', 'ms', 'CPU ms', 'ratio', 'of CPU', 'aim'],
    style: { head: [], border: [], compact: true },
  });
  for (const [what, took, beside, peer, aim] of rows)
    table.push([
      what,
      ...shown(took),
      beside,
      ...shown(peer),
      ratio(took, peer, 'ms'),
      ratio(took, peer, 'cpuMs'),
      aim,
    ]);
  console.log(table.toString());
}
