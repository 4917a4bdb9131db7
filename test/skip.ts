/** Skips the test that is running and says why where its result is shown: a skip without a reason looks like a pass. */
export function skip(context: Mocha.Context, reason: string): never {
  const test = context.test ?? context.currentTest;
  if (test !== undefined) test.title += ` (skipped: ${reason})`;
  return context.skip();
}
