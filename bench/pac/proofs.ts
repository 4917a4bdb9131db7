/**
 * `npm run bench -- pac-proof`: what proofs take, as ratios in one run. The measures of a row are taken in turn, each in
 * processes of its own, and the middle one of each counts.
 */
import { basename } from 'node:path';
import { measuredBy, type EngineMeasure } from './child.js';
import { companyFiles, filesInUse, ownFile } from './files.js';
import { middle } from '../middle.js';
import type { Row } from '../row.js';
import type { ProofMeasure } from './proof.js';

const ROUNDS = 5;
/** So many of a file in one process. */
const PROOFS = '11';
/** The slowest of the files in use that are shown. */
const SHOWN = 5;
const AIMS = { first: 1, company: 2, hosts: 3, warmMs: 10, cpuMs: 2000 };

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

const among = <T>(measures: readonly T[], figure: (measure: T) => number | null): number =>
  middle(measures.map((measure) => figure(measure) ?? NaN));

/** The first proof of a file beside pac-resolver's first answer, and what comes after it. */
async function besideResolver(file: string, most: number): Promise<Row[]> {
  const [proofs, answers] = await inTurn(
    () => one<ProofMeasure>('proof', [file, PROOFS]),
    () => one<EngineMeasure>('engine', ['pac-resolver', file, '0']),
  );
  const [proof] = proofs;
  const name = basename(file);
  const alone = { peer: null, peerFigure: null };
  return [
    {
      what: `${name}, first proof, all forms of the URL (${proof?.verdict ?? ''}, ${proof?.paths ?? 0} paths)`,
      figure: among(proofs, ({ firstMs }) => firstMs),
      unit: 'ms',
      peer: 'first answer of pac-resolver',
      peerFigure: among(answers, ({ firstMs }) => firstMs),
      aim: { of: 'ratio', most },
    },
    {
      what: `${name}, later proofs, all ${proof?.forms ?? 0} forms`,
      figure: among(proofs, ({ laterMs }) => laterMs),
      unit: 'ms',
      ...alone,
      aim: null,
    },
    {
      what: `${name}, later proofs, one form`,
      figure: among(proofs, ({ oneFormMs }) => oneFormMs),
      unit: 'ms',
      ...alone,
      aim: { of: 'figure', most: AIMS.warmMs },
    },
  ];
}

async function manyHosts(file: string): Promise<Row[]> {
  const [many, single] = await inTurn(
    () => one<ProofMeasure>('proof', [file, '1', '100']),
    () => one<ProofMeasure>('proof', [file, '1', '1']),
  );
  return [
    {
      what: `${basename(file)}, 100 hosts`,
      figure: among(many, ({ firstMs }) => firstMs),
      unit: 'ms',
      peer: 'one host',
      peerFigure: among(single, ({ firstMs }) => firstMs),
      aim: { of: 'ratio', most: AIMS.hosts },
    },
  ];
}

async function slowestInUse(): Promise<Row[]> {
  const taken: (readonly [string, ProofMeasure])[] = [];
  for (const file of filesInUse()) taken.push([basename(file), await one<ProofMeasure>('proof', [file])]);
  taken.sort(([, a], [, b]) => b.firstCpuMs - a.firstCpuMs);
  const over = taken.filter(([, { firstCpuMs }]) => firstCpuMs > AIMS.cpuMs).length;
  if (taken.length > 0)
    console.error(`${over} of ${taken.length} files in use take more than ${AIMS.cpuMs} ms of the processor`);
  return taken.slice(0, SHOWN).map(([name, { verdict, paths, firstCpuMs }]) => ({
    what: `${name}, first proof, all forms of the URL (${verdict}, ${paths} paths)`,
    figure: firstCpuMs,
    unit: 'ms of the processor',
    peer: null,
    peerFigure: null,
    aim: { of: 'figure', most: AIMS.cpuMs },
  }));
}

/** `folder`: where our own files are to be written. `isShort`: only what needs no more than a minute. */
export async function proofBench(folder: string, isShort: boolean): Promise<Row[]> {
  const ordinary = ownFile(folder, '20-lines.pac');
  const own = [
    ...(await besideResolver(ordinary, AIMS.first)),
    ...(await manyHosts(ordinary)),
    ...(await besideResolver(ownFile(folder, 'corporate.pac'), AIMS.company)),
  ];
  if (isShort) return own;
  const company: Row[] = [];
  for (const file of companyFiles()) company.push(...(await besideResolver(file, AIMS.company)));
  return [...own, ...company, ...(await slowestInUse())];
}
