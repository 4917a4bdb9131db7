/**
 * `npm run fuzz -- NAME MINUTES [--seed N] [--from NUMBER]`: other inputs for a target of `targets/`, or for `all` in turn. What is found is made
 * smaller, kept below `.fuzz/` and told with the seed and number that make it again. The inputs run in a thread: one that
 * does not end is found as well.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { inputOf } from './fuzz.js';
import { targets } from './targets/index.js';
import type { FromThread, Order } from './thread.js';
import type { Target } from './target.js';

/** An input that takes longer hangs (milliseconds). */
const patienceMs = 60_000;
const folder = '.fuzz';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string', default: '0' },
  },
});
const [name = '', minutes = '1'] = positionals;

function keep(id: string, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${id}`;
  writeFileSync(path, bytes);
  return path;
}

/** True where nothing was found. */
async function run(target: Target, order: Order): Promise<boolean> {
  const { id } = target;
  const mark = new SharedArrayBuffer(8);
  const at = new Int32Array(mark);
  const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: { ...order, mark } });
  let isClean = true;
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'done') {
      console.log(`${id}: ${message.text}`);
      return;
    }
    isClean = false;
    const path = keep(`${id}-${order.seed}-${message.index}`, message.bytes);
    console.log(
      `FOUND ${id} --seed ${order.seed} --from ${message.index} (of ${message.name}), ${path}\n${message.text}`,
    );
  });
  const watch = setInterval(
    watchOver(at, async (index) => {
      isClean = false;
      const { bytes } = inputOf({ target, corpus: await target.corpus(), seed: order.seed }, index);
      console.log(
        `HANGS ${id} --seed ${order.seed} --from ${index}, ${keep(`${id}-${order.seed}-${index}`, bytes)}`,
      );
      await worker.terminate();
    }),
    patienceMs / 6,
  );
  await new Promise<void>((resolve, reject) => {
    worker.on('exit', () => {
      resolve();
    });
    worker.on('error', reject);
  });
  clearInterval(watch);
  return isClean;
}

/** Called now and then: tells of an input that was under way at the last six calls. */
function watchOver(at: Int32Array, tell: (index: number) => Promise<void>): () => void {
  let [last, seen] = [-1, 0];
  return () => {
    const now = Atomics.load(at, 0);
    // 0: the corpus is still being made.
    seen = now !== 0 && now === last ? seen + 1 : 0;
    last = now;
    if (seen === 6) void tell(now - 1);
  };
}

const chosen = targets.filter(({ id }) => name === 'all' || id === name);
if (chosen.length === 0) {
  console.error(
    `usage: npm run fuzz -- all|${targets.map(({ id }) => id).join('|')} MINUTES [--seed N] [--from N]`,
  );
  process.exitCode = 2;
} else
  for (const target of chosen) {
    const order = {
      id: target.id,
      minutes: Number(minutes),
      seed: Number(values.seed),
      from: Number(values.from),
    };
    if (!(await run(target, order))) process.exitCode = 1;
  }
