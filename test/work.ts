/**
 * Work done instead of seconds: what a task costs this process, in multiples of a fixed task that was timed here as well.
 * CPU time, so that a busy machine does not count; a multiple, so that a slow one does not either.
 */

/** CPU time of this process, in µs. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** One unit: a text of a million characters taken apart and searched, as a reader of settings does. */
function fixedTask(): number {
  const words = 'ab cd,'.repeat(170_000).split(',');
  return words.filter((word) => /^\w+ \w+$/.test(word)).length;
}

let unitMicros: number | undefined;

/** The quickest of a few: the first ones wait for the compiler. */
function unit(): number {
  unitMicros ??= Math.min(
    ...Array.from({ length: 5 }, () => {
      const before = spent();
      fixedTask();
      return spent() - before;
    }),
  );
  return Math.max(unitMicros, 1);
}

/** Under coverage the code counts its own steps, which costs some of it far more than the fixed task: nothing is measured. */
const measured = (units: number): number => (process.env['NODE_V8_COVERAGE'] === undefined ? units : 0);

/** What `task` returns, and the units of work that it took. */
export function workOf<T>(task: () => T): { readonly result: T; readonly units: number } {
  const one = unit();
  const before = spent();
  const result = task();
  return { result, units: measured((spent() - before) / one) };
}

/** The same of what ends later; nothing else may run meanwhile. */
export async function workUntil<T>(task: () => Promise<T>): Promise<{ result: T; units: number }> {
  const one = unit();
  const before = spent();
  const result = await task();
  return { result, units: measured((spent() - before) / one) };
}
