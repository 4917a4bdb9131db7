// `node .ci/least.cjs RUN COUNTS`: whether a run that `reporter.cjs` wrote down came to its end and had as many tests of
// each kind as `least.json` knows. Prints what failed, what is amiss and what was skipped, then a last line of three
// numbers. A skip says why in its title (`test/skip.ts`); one that does not is as bad as a test that did not run.
const { existsSync, readFileSync } = require('node:fs');

const [run, counts] = process.argv.slice(2);
const least = JSON.parse(readFileSync('.ci/least.json', 'utf8'))[run];
const ends = existsSync(counts) ? readFileSync(counts, 'utf8').trim().split('\n') : [];

if (ends.length !== 1) {
  const said = ends.length === 0 ? 'ended without a summary' : `has ${ends.length} summaries`;
  console.log(`the run of mocha ${said}\n0 1 0`);
  process.exit(1);
}
const { passed, failed, skipped } = JSON.parse(ends[0]);
for (const what of failed) console.log(`failed: ${what}`);
for (const title of skipped) console.log(`skipped: ${title}`);
const mute = skipped.filter((title) => !/\(skipped: .+\)/s.test(title));
for (const title of mute) console.log(`skipped without a reason: ${title}`);
const few = Object.entries(least).filter(([kind, number]) => (passed[kind] ?? 0) < number);
for (const [kind, number] of few)
  console.log(`too few tests: ${passed[kind] ?? 0} of ${kind} passed, and there are ${number} at least`);
const sum = Object.values(passed).reduce((total, number) => total + number, 0);
console.log(`${sum} ${failed.length} ${skipped.length}`);
process.exitCode = few.length + mute.length > 0 ? 1 : 0;
