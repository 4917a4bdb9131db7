/**
 * A root hook of every run: a `describe` that holds no test fails it. A table of cases that is empty, or a folder of
 * fixtures that was not found, would otherwise be as green as one whose every case passes.
 */
function emptyOnes(suite: Mocha.Suite): string[] {
  if (suite.tests.length === 0 && suite.suites.length === 0 && !suite.root) return [suite.fullTitle()];
  return suite.suites.flatMap(emptyOnes);
}

export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    const root = this.test?.parent;
    const empty = root === undefined ? [] : emptyOnes(root);
    if (empty.length > 0) throw new Error(`no test in: ${empty.join('; ')}`);
  },
};
