/**
 * Items through workers, with a bound on how many are anywhere between: a source is read as fast as results leave. In order, a
 * slow item holds up what is behind it, and reading with it, once the window is full.
 */
import PQueue from 'p-queue';

export interface PipelineOptions<Item, Result> {
  readonly items: AsyncIterable<Item>;
  readonly work: (item: Item) => Promise<Result>;
  /** Awaited: one result leaves after the other. */
  readonly emit: (result: Result) => void | Promise<void>;
  readonly concurrency: number;
  /** Results in the order of the items; else as they are done. */
  readonly isOrdered: boolean;
  /** True: no further item is taken. */
  readonly isStopped?: () => boolean;
}

/** How many items may have been read and not have left, for each that is worked on. */
const windowFactor = 8;

/** Resolves once all that was taken has left. Rejects with the first failure, when no more is under way. */
export async function pipeline<Item, Result>(options: PipelineOptions<Item, Result>): Promise<void> {
  const { items, work, emit, concurrency, isOrdered, isStopped = () => false } = options;
  const queue = new PQueue({ concurrency });
  const waiting = new Map<number, Result>();
  let [taken, left] = [0, 0];
  let leaving = Promise.resolve();
  const failures: unknown[] = [];
  const room = new Room();
  const fail = (error: unknown): void => {
    failures.push(error);
    room.open();
  };
  const leave = (result: Result): void => {
    leaving = leaving
      .then(async () => {
        if (failures.length === 0) await emit(result);
        left += 1;
        room.open();
      })
      .catch(fail);
  };
  let next = 0;
  const done = (index: number, result: Result): void => {
    if (!isOrdered) {
      leave(result);
      return;
    }
    waiting.set(index, result);
    while (waiting.has(next)) {
      const ready = waiting.get(next) as Result;
      waiting.delete(next);
      next += 1;
      leave(ready);
    }
  };
  for await (const item of items) {
    if (failures.length > 0 || isStopped()) break;
    const index = taken;
    taken += 1;
    void queue.add(() =>
      work(item).then((result) => {
        done(index, result);
      }, fail),
    );
    while (taken - left >= concurrency * windowFactor && failures.length === 0) await room.opened();
  }
  await queue.onIdle();
  await leaving;
  if (failures.length > 0) throw failures[0];
}

/** Where the reader waits until a result has left. */
class Room {
  #open: (() => void) | undefined;

  open(): void {
    this.#open?.();
    this.#open = undefined;
  }

  opened(): Promise<void> {
    return new Promise((resolve) => {
      this.#open = resolve;
    });
  }
}
