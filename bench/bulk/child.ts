/** A command line in a process of its own: how long it took and how much memory it had at most, as JSON. */
import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { run } from '../../lib/cli/run.js';
import { quietIo } from '../../test/quiet-io.js';

export interface Measured {
  readonly code: number;
  readonly ms: number;
  /** Peak of what is resident (kB): with what V8 has not yet collected, of which it leaves more the more is made. */
  readonly peak: number;
  /** The most that its heap held just after a whole collection (kB); 0 where there was none. */
  readonly kept: number;
}

/** Node's own entries have it, and their type does not. */
type Collection = PerformanceEntry & { readonly detail?: { readonly kind?: number } };

let kept = 0;
const collections = new PerformanceObserver((list) => {
  const isWhole = list
    .getEntries()
    .some((entry) => (entry as Collection).detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
  if (isWhole) kept = Math.max(kept, getHeapStatistics().used_heap_size / 1024);
});
collections.observe({ entryTypes: ['gc'] });

const start = performance.now();
const code = await run(process.argv.slice(2), quietIo('bench'));
const ms = performance.now() - start;
console.log(JSON.stringify({ code, ms, peak: process.resourceUsage().maxRSS, kept } satisfies Measured));
