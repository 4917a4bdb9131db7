/**
 * One PAC file proven in a process of its own: prints what it took from the process's start of work to the first proof
 * (the library's loading included), what the second proof takes, and what later ones do. `proofs.ts` starts it.
 */
import { readFileSync } from 'node:fs';
import type { Proof } from 'staylocal/pac';
import { middle } from '../middle.js';

/** How many proofs, in all, and for how many hosts beside the name; without, for those that a proof takes unasked. */
const [file = '', proofs = '1', hostCount = ''] = process.argv.slice(2);
/** Where one takes longer, there is no third. */
const LONG_MS = 1000;

export interface ProofMeasure {
  /** Elapsed, and of the processor in all threads. */
  readonly firstMs: number;
  readonly firstCpuMs: number;
  /** The middle one of those after the first; `null`: there was none. */
  readonly laterMs: number | null;
  /** The same without the other forms of the URL. */
  readonly oneFormMs: number | null;
  readonly forms: number;
  readonly verdict: string;
  readonly paths: number;
}

interface Taken {
  readonly ms: number;
  readonly cpuMs: number;
}

async function taken(work: () => Promise<unknown>): Promise<Taken> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
}

const HOSTS = Array.from({ length: Number(hostCount) }, (_, index) => `device${index}.t1t.io`);
const options = hostCount === '' ? {} : { hosts: HOSTS };
const URL_ASKED = 'https://t1c.t1t.io:51983/';

type Prove = (more?: object) => Promise<Pick<Proof, 'verdict' | 'paths' | 'variants'>>;

let prove: Prove | undefined;
let proven: Awaited<ReturnType<Prove>> | undefined;
const first = await taken(async () => {
  const { loadPac } = await import('staylocal/pac');
  const pac = await loadPac(readFileSync(file));
  prove = async (more = {}) => pac.prove(URL_ASKED, { ...options, ...more });
  proven = await prove();
});

/** More of them in the same process; the middle one. */
async function later(more: object): Promise<number | null> {
  const times: number[] = [];
  while (times.length + 1 < Number(proofs) && (times[0] ?? 0) < LONG_MS)
    times.push((await taken(async () => await prove?.(more))).ms);
  return times.length === 0 ? null : middle(times);
}

const measure: ProofMeasure = {
  firstMs: first.ms,
  firstCpuMs: first.cpuMs,
  laterMs: await later({}),
  oneFormMs: await later({ variants: false }),
  forms: 1 + (proven?.variants.length ?? 0),
  verdict: proven?.verdict ?? '',
  paths: proven?.paths ?? 0,
};
console.log(JSON.stringify(measure));
process.exit();
