// mocha's spec reporter, which also writes down what was run: that a run came to its end, how many tests of each kind
// passed, which failed and why in a line, and what was skipped. `.ci/run` reads it: an exit code alone does not tell a
// run that ended early.
const { appendFileSync } = require('node:fs');
const { relative, resolve, sep } = require('node:path');
const Mocha = require('mocha');

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

// Made whole at once: a test may change the working folder while it runs.
const tests = resolve('dist/test');

/** The folder below `dist/test` of a test's file, or the file itself where it lies there. */
const kindOf = ({ file = '' }) =>
  relative(tests, file)
    .split(sep)[0]
    .replace(/\.test\.js$/, '');

module.exports = class Counting extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const run = { passed: {}, failed: [], skipped: [] };
    runner.on(EVENT_TEST_PASS, (test) => {
      const kind = kindOf(test);
      run.passed[kind] = (run.passed[kind] ?? 0) + 1;
    });
    // A hook that fails is a failure too, and mocha counts it as one.
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      const [why] = String(error?.message ?? error).split('\n');
      run.failed.push(`${kindOf(test)}: ${test.fullTitle().replaceAll('\n', ' ')}: ${why.slice(0, 300)}`);
    });
    runner.on(EVENT_TEST_PENDING, (test) => run.skipped.push(test.fullTitle()));
    runner.on(EVENT_RUN_END, () => appendFileSync(process.env.CI_COUNTS, `${JSON.stringify(run)}\n`));
  }
};
