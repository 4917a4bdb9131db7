/** What is kept of one machine, and where what is told of many begins and ends. */
import assert from 'node:assert/strict';
import type { Cause, Finding, Report } from '../../lib/audits/finding.js';
import { distinctionsOf } from '../../lib/fleet/distinctions.js';
import { planOf } from '../../lib/fleet/plan.js';
import { judged } from '../../lib/fleet/row.js';
import { sampleReport } from '../report/html/sample.js';

const sample = sampleReport(() => 'x');
const summary = { pass: 1, fail: 0, warn: 0, error: 0, 'not-collected': 0, 'not-applicable': 0 };
const verdict: Report['verdict'] = { ...sample.verdict, word: 'NO', but: false, deciding: [], asked: [] };
const report = (more: Partial<Report>): Report => ({
  ...sample,
  label: 'pc',
  summary,
  verdict,
  causes: [],
  findings: [],
  ...more,
});
const [sampleCause] = sample.causes;
const cause = (key: string, status: Cause['status'], more: Partial<Cause> = {}): Cause => {
  assert.ok(sampleCause !== undefined);
  const one = { ...sampleCause, key, title: key, status, ...more };
  if (more.known === undefined) Reflect.deleteProperty(one, 'known');
  return one;
};

describe('fleet: one machine', () => {
  it('is called by its label, that of its evidence, or its file', () => {
    const { inputs } = sample;
    const bare = report({});
    Reflect.deleteProperty(bare, 'label');
    const nameless = { ...inputs };
    Reflect.deleteProperty(nameless, 'label');
    assert.equal(judged(report({ inputs: { ...inputs, label: 'b' } }), 'c').machine, 'pc');
    assert.equal(judged({ ...bare, inputs: { ...inputs, label: 'b' } }, 'c').machine, 'b');
    assert.equal(judged({ ...bare, inputs: nameless }, 'c').machine, 'c');
  });

  for (const [title, counts, word, asked, expected] of [
    ['looked at', {}, 'YES', ['a'], false],
    ['nothing looked at', { pass: 0, 'not-collected': 1 }, 'YES', [], true],
    ['nothing but a warning', { pass: 0, warn: 1, 'not-collected': 1 }, 'YES', [], false],
    ['nothing at all', { pass: 0 }, 'YES', [], false],
    ['UNKNOWN, and asked for', {}, 'UNKNOWN', ['a'], true],
    ['UNKNOWN, and nobody asked', {}, 'UNKNOWN', [], false],
  ] as const)
    it(`${title}: ${expected ? 'an open question' : 'none'}`, () => {
      const one = report({
        summary: { ...summary, ...counts },
        verdict: { ...verdict, word, asked, line: 'x'.repeat(301) },
      });
      const { isOpen, why } = judged(one, 'f');
      assert.deepEqual([isOpen, why?.length], [expected, word === 'UNKNOWN' ? 300 : undefined]);
    });

  it('has the causes that nobody accepted, two of one thing as one, by the worst', () => {
    const causes = [
      cause('list:/home/a/.npmrc', 'warn', { title: 'the list in /home/a/.npmrc' }),
      cause('list:/root/.npmrc', 'fail', { title: 'the list in /root/.npmrc' }),
      cause('accepted', 'fail', { known: 'known since 2026-11-01' }),
      cause('last', 'error'),
    ];
    const one = judged(report({ causes, verdict: { ...verdict, deciding: ['list:/home/a/.npmrc'] } }), 'f');
    assert.deepEqual(
      one.causes.map(({ key, status, decides }) => [key, status, decides]),
      [
        ['list:the list', 'fail', true],
        ['last', 'error', false],
      ],
    );
  });

  it('has what is open of its findings, each once, and none that follows from another or is accepted', () => {
    const [first] = sample.findings;
    assert.ok(first !== undefined);
    const finding = (id: string, status: Finding['status'], more: Partial<Finding> = {}): Finding => {
      const one = { ...first, id, status, ...more };
      if (more.known === undefined) Reflect.deleteProperty(one, 'known');
      if (more.because === undefined) Reflect.deleteProperty(one, 'because');
      return one;
    };
    const findings = [
      finding('a', 'fail'),
      finding('a', 'fail'),
      finding('a', 'warn'),
      finding('b', 'error'),
      finding('c', 'pass'),
      finding('d', 'not-collected'),
      finding('e', 'fail', { because: true }),
      finding('f', 'fail', { known: 'known since 2026-11-01' }),
    ];
    assert.deepEqual(
      judged(report({ findings }), 'f').findings.map(({ id, status }) => `${id} ${status}`),
      ['a fail', 'a warn', 'b error'],
    );
  });
});

describe('fleet: bounds', () => {
  const of = (more: object): readonly string[] =>
    distinctionsOf([{ trait: 'pac', value: 'a', have: 3, all: 3, among: 10, known: 50, ...more }]).map(
      ({ value }) => value,
    );

  it('two machines tell something, and three tenths more', () => {
    assert.deepEqual(of({}), ['a']);
    assert.deepEqual(of({ have: 2, all: 2, among: 4 }), ['a']);
    assert.deepEqual(of({ have: 1, all: 1, among: 2 }), []);
    // Of those without the cause: 40 of 50, and what all have less those with it.
    assert.deepEqual(of({ have: 4, all: 8 }), ['a']);
    assert.deepEqual(of({ have: 4, all: 9 }), []);
    assert.deepEqual(of({ have: 4, all: 18, among: 4, known: 24 }), ['a']);
    const many = ['d', 'c', 'b', 'a'].map((value) => ({
      trait: 'pac' as const,
      value,
      have: 9,
      all: 9,
      among: 10,
      known: 50,
    }));
    assert.deepEqual(
      distinctionsOf(many).map(({ value }) => value),
      ['a', 'b', 'c'],
    );
  });

  it('fifty changes are put in order', () => {
    const keys = Array.from({ length: 51 }, (_, index) => `c${index}`);
    assert.equal(
      planOf(
        keys.map((_, index) => ({ causes: [index] })),
        keys,
      ).length,
      50,
    );
    assert.equal(
      planOf(
        keys.slice(1).map((_, index) => ({ causes: [index] })),
        keys,
      ).length,
      50,
    );
  });
});
