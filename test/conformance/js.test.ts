import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frontMatter, runFolder } from './js.js';

const HARNESS = {
  'assert.js': `function assert(mustBeTrue, message) {
    if (mustBeTrue === true) return;
    throw new Test262Error(message === undefined ? 'not true' : message);
  }
  assert.sameValue = function (actual, expected, message) {
    if (actual === expected ? actual !== 0 || 1 / actual === 1 / expected : actual !== actual && expected !== expected) return;
    throw new Test262Error((message || '') + ' expected ' + String(expected) + ' found ' + String(actual));
  };
  assert.throws = function (expected, run) {
    try { run(); } catch (thrown) {
      if (thrown.constructor === expected) return;
      throw new Test262Error('another error');
    }
    throw new Test262Error('nothing was thrown');
  };`,
  'sta.js': `function Test262Error(message) { this.message = message || ''; }
  Test262Error.prototype.toString = function () { return 'Test262Error: ' + this.message; };
  function $DONOTEVALUATE() { throw 'this was evaluated'; }`,
  'twice.js': `function twice(value) { return value + value; }`,
};

const matter = (lines: string): string => `// a comment first\n/*---\ndescription: one\n${lines}---*/\n`;

/** Name → script, and the row that it gets (the detail as far as said). */
const SCRIPTS: Readonly<Record<string, readonly [script: string, row: RegExp]>> = {
  'plain.js': ['assert.sameValue([3, 1, 2].sort().join(), "1,2,3");', /^passed$/],
  'throws.js': ['assert.throws(TypeError, function () { null.x; });', /^passed$/],
  'wrong.js': ['assert.sameValue(-0, 0, "zeros");', /^failed.*throws Test262Error: zeros expected 0 found 0/],
  'not-caught.js': ['undeclared;', /^failed.*throws ReferenceError/],
  'included.js': [`${matter('includes: [twice.js]\n')}assert.sameValue(twice(2), 4);`, /^passed$/],
  'included-in-lines.js': [
    `${matter('includes:\n  - twice.js\nfeatures: [generators]\n')}assert.sameValue(twice("a"), "aa");`,
    /^passed$/,
  ],
  'missing-harness.js': [matter('includes: [nowhere.js]\n'), /^failed.*there is no nowhere\.js/],
  'only-strict.js': [
    `${matter('flags: [onlyStrict]\n')}(function () { assert.sameValue(this, undefined); })();`,
    /^passed$/,
  ],
  'not-strict.js': [
    `${matter('flags: [noStrict]\n')}(function () { assert.sameValue(typeof this, "object"); })(); var public = 1;`,
    /^passed$/,
  ],
  'both.js': [
    '(function () { assert.sameValue(typeof this, "undefined"); })();',
    /^failed\t[^(]*expected undefined/,
  ],
  'raw.js': [
    `"use strict"\n${matter('flags: [raw]\n')}if (typeof assert !== "undefined") throw 1;`,
    /^passed$/,
  ],
  'parse.js': [
    `${matter('negative:\n  phase: parse\n  type: SyntaxError\n')}$DONOTEVALUATE();\nvar 1a;`,
    /^passed$/,
  ],
  'parses.js': [`${matter('negative:\n  phase: parse\n  type: SyntaxError\n')}var a;`, /^failed.*parses/],
  'runtime.js': [
    `${matter('negative:\n  phase: runtime\n  type: Test262Error\n')}throw new Test262Error();`,
    /^passed$/,
  ],
  'runtime-other.js': [
    `${matter('negative:\n  phase: runtime\n  type: RangeError\n')}null.x;`,
    /^failed.*throws TypeError/,
  ],
  'runtime-none.js': [
    `${matter('negative:\n  phase: runtime\n  type: Error\n')}1;`,
    /^failed.*does not throw/,
  ],
  'module.js': [`${matter('flags: [module]\n')}export {};`, /^refused.*module/],
  'async.js': [`${matter('flags: [async]\n')}$DONE();`, /^refused.*async/],
  'generator.js': ['function* g() { yield 1; } g();', /^refused.*generator/],
  'proxy.js': ['new Proxy({}, {});', /^refused.*Proxy is not modelled/],
  'inner/deep.js': ['assert(true);', /^passed$/],
  'part_FIXTURE.js': ['this is no script', /^$/],
};

describe('the conformance suite for the language', () => {
  let folder: string;
  const rows = new Map<string, string>();
  let last = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'staylocal-'));
    for (const inner of ['harness', 'test', 'test/inner']) mkdirSync(join(folder, inner));
    for (const [name, text] of Object.entries(HARNESS)) writeFileSync(join(folder, 'harness', name), text);
    for (const [name, [text]] of Object.entries(SCRIPTS)) writeFileSync(join(folder, 'test', name), text);
    runFolder(join(folder, 'test'), (line) => {
      const [verdict = '', name = '', detail] = line.split('\t');
      rows.set(name, detail === undefined ? verdict : `${verdict}\t${detail}`);
      last = line;
    });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const [name, [, row]] of Object.entries(SCRIPTS))
    it(`has the row of ${name}`, () => {
      assert.match(rows.get(name) ?? '', row);
    });

  it('counts them', () => {
    const count = (verdict: string): number =>
      [...rows.values()].filter((row) => row.startsWith(verdict)).length;
    assert.equal(last, `${count('passed')} passed, ${count('failed')} failed, ${count('refused')} refused`);
  });

  it('reads front matter in one line, in several, and not at all', () => {
    const text =
      '/*---\r\nflags: [a, b]\r\nincludes:\r\n  - c.js\r\nnegative:\r\n  phase: parse\r\n  type: E\r\n---*/';
    const read = {
      flags: ['a', 'b'],
      includes: ['c.js'],
      features: [],
      negative: { phase: 'parse', type: 'E' },
    };
    assert.deepEqual(frontMatter(text), read);
    assert.deepEqual(frontMatter('1;'), { flags: [], includes: [], features: [], negative: null });
  });
});
