/**
 * Skips the test that is running and says why where its result is shown: a skip without a reason looks like a pass, and
 * `.ci/least.cjs` takes it for a failure. In a hook, the reason is told of all that the hook stands before.
 */
export function skip(context: Mocha.Context, reason: string): never {
  const { test, currentTest } = context;
  const isBeforeAll = test?.title.startsWith('"before all" hook') === true;
  const told = isBeforeAll ? test.parent : (currentTest ?? test);
  if (told !== undefined) told.title += ` (skipped: ${reason})`;
  return context.skip();
}
