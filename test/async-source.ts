/** A source that has all its items at once and hands them out one by one, as a pipeline takes them. */
// eslint-disable-next-line @typescript-eslint/require-await -- nothing has to be waited for
export async function* asyncSource<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
