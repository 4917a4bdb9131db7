/**
 * One PAC file proven in a process of its own: prints what it took from the process's start of work to the first proof
 * (the library's loading included), what the second proof takes, and what later ones do. `proofs.ts` starts it.
 */
import { readFileSync } from 'node:fs';
import { middle } from './middle.js';

/** How many proofs, in all, and for how many hosts beside the name; without, for those that a proof takes unasked. */
const [file = '', proofs = '1', hostCount = ''] = process.argv.slice(2);
/** Where one takes longer, there is no third. */
const LONG_MS = 1000;

export interface ProofMeasure {
  /** Elapsed, and of the processor in all threads. */
  readonly firstMs: number;
  readonly firstCpuMs: number;
  /** `null`: there was none. */
  readonly secondMs: number | null;
  readonly secondCpuMs: number | null;
  /** The middle one of those after the second. */
  readonly laterMs: number | null;
  readonly verdict: string;
  readonly paths: number;
}

interface Taken {
  readonly ms: number;
  readonly cpuMs: number;
}

async function taken(work: () => Promise<void>): Promise<Taken> {
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

let prove: (() => Promise<{ readonly verdict: string; readonly paths: number }>) | undefined;
let verdict = '';
let paths = 0;
const first = await taken(async () => {
  const { loadPac } = await import('../../lib/pac/index.js');
  const pac = await loadPac(readFileSync(file));
  prove = async () => pac.prove(URL_ASKED, options);
  ({ verdict, paths } = await prove());
});
const again: Taken[] = [];
while (again.length + 1 < Number(proofs) && (again[0]?.ms ?? 0) < LONG_MS)
  again.push(
    await taken(async () => {
      await prove?.();
    }),
  );
const [second, ...later] = again;
const measure: ProofMeasure = {
  firstMs: first.ms,
  firstCpuMs: first.cpuMs,
  secondMs: second?.ms ?? null,
  secondCpuMs: second?.cpuMs ?? null,
  laterMs: later.length === 0 ? null : middle(later.map(({ ms }) => ms)),
  verdict,
  paths,
};
console.log(JSON.stringify(measure));
process.exit();
