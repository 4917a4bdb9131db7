/** What every measurement works on: an authoritative server for all zones, and its trust anchor. */
export interface World {
  readonly directory: string;
  /** `127.0.0.1:PORT` */
  readonly server: string;
  /** A DS line. */
  readonly anchor: string;
  /** One signed A record a zone. */
  readonly names: readonly string[];
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs `work` over the items, so many at once. */
export async function pooled<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
