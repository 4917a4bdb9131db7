/** The thread of `main.ts`: runs inputs for so many minutes, and tells of each kind of find once. */
import { parentPort, workerData } from 'node:worker_threads';
import { fuzz, kindOf, smaller, type Find } from './fuzz.js';
import { targets } from './targets/index.js';
import type { Target } from './target.js';

export interface Order {
  readonly id: string;
  readonly minutes: number;
  readonly seed: number;
  readonly from: number;
}

export type FromThread =
  | { readonly kind: 'done'; readonly text: string }
  | {
      readonly kind: 'found';
      readonly index: number;
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly text: string;
    };

const mostKinds = 20;

async function work(
  target: Target,
  { minutes, seed, from, mark }: Order & { mark: SharedArrayBuffer },
): Promise<void> {
  const at = new Int32Array(mark);
  const corpus = await target.corpus();
  const counts = new Map<string, number>();
  const finds = new Map<string, Find>();
  let [slowest, slow, ran] = [0, 0, 0];
  const until = Date.now() + minutes * 60_000;
  await fuzz(
    { target, corpus, seed },
    () => Date.now() > until || finds.size >= mostKinds,
    {
      begun: (index) => {
        Atomics.store(at, 0, index + 1);
        ran += 1;
      },
      told: (outcome, ms) => {
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        if (ms <= slowest) return;
        slowest = ms;
        slow = Atomics.load(at, 0) - 1;
      },
      found: (find) => {
        const kind = kindOf(find.error);
        if (!finds.has(kind)) finds.set(kind, find);
      },
    },
    from,
  );
  Atomics.store(at, 0, 0);
  for (const find of finds.values()) await tell(target, find);
  const outcomes = [...counts].sort(([, one], [, other]) => other - one).slice(0, 12);
  const text = [
    `${ran} inputs in ${minutes} minutes, seed ${seed}, ${corpus.length} in the corpus, ${finds.size} kinds of finds`,
    `the slowest took ${slowest.toFixed(0)} ms (number ${slow})`,
    ...outcomes.map(([outcome, count]) => `  ${count} ${outcome}`),
  ].join('\n');
  parentPort?.postMessage({ kind: 'done', text } satisfies FromThread);
}

async function tell(target: Target, find: Find): Promise<void> {
  const { index, name, error } = find;
  const bytes = await smaller(target, find);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = `${stack.slice(0, 3000)}\n${JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, 1500))}`;
  parentPort?.postMessage({ kind: 'found', index, name, bytes, text } satisfies FromThread);
}

const order = workerData as Order & { mark: SharedArrayBuffer };
const target = targets.find(({ id }) => id === order.id);
if (target === undefined) throw new RangeError(`there is no target ${order.id}`);
await work(target, order);
// Threads of the library that rest do not keep this one.
parentPort?.unref();
