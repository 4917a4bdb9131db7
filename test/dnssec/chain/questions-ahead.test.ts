/** Which questions leave before anybody needs their answers: all that a name of six labels may need, and no storm for more. */
import assert from 'node:assert/strict';
import { formatType } from '../../../lib/dns/codes.js';
import { formatName, parseName, type Name } from '../../../lib/dns/name.js';
import type { Asker } from '../../../lib/dnssec/ask.js';
import { createCache, type ValidationCache } from '../../../lib/dnssec/chain/cache.js';
import { QuestionsAhead } from '../../../lib/dnssec/chain/questions-ahead.js';
import type { ZoneState } from '../../../lib/dnssec/chain/zone-state.js';
import { ForgedZone } from '../forge.js';

const root = new ForgedZone('.').anchor;
const example = new ForgedZone('example.').anchor;
const now = 1_000;

function ahead(anchors = [root], cache?: ValidationCache): { questions: QuestionsAhead; sent: string[] } {
  const sent: string[] = [];
  const asker = {
    prefetch: (name: Name, type: number) => sent.push(`${formatName(name)} ${formatType(type)}`),
  } as unknown as Asker;
  return { questions: new QuestionsAhead({ anchors, cache }, asker, now), sent };
}

const first = (name: string, isZone = false, anchors = [root], cache?: ValidationCache): string[] => {
  const { questions, sent } = ahead(anchors, cache);
  questions.first(parseName(name), isZone);
  return sent;
};

async function knowing(...names: readonly string[]): Promise<ValidationCache> {
  const cache = createCache();
  for (const name of names)
    await cache.zone(parseName(name), now, () =>
      Promise.resolve({ state: { status: 'secure' } as ZoneState, untilSeconds: now + 1 }),
    );
  return cache;
}

/** `3.2.1.` for 3. */
const labels = (count: number, end = ''): string =>
  `${Array.from({ length: count }, (_item, index) => `${count - index}.`).join('')}${end}`;
const both = (name: string): string[] => [`${name} DNSKEY`, `${name} DS`];
const down = (from: number, to: number): number[] =>
  Array.from({ length: from - to + 1 }, (_item, index) => from - index);

describe('dnssec/questions-ahead', () => {
  it('asks for DS and DNSKEY of each name down from the anchor, and its DNSKEY', () => {
    assert.deepEqual(first('www.example.'), [...both('www.example.'), ...both('example.'), '. DNSKEY']);
    assert.deepEqual(first('www.example.', false, [example]), [...both('www.example.'), 'example. DNSKEY']);
  });

  it('asks nothing where no anchor stands above', () => {
    assert.deepEqual(first('www.other.', false, [example]), []);
  });

  for (const [what, top, end] of [
    ['the root', root, ''],
    ['an anchor further down', example, 'example.'],
  ] as const) {
    const all = (from: number, keysFrom: number): string[] => [
      ...down(from, 1).flatMap((count) =>
        count <= keysFrom ? both(labels(count, end)) : [`${labels(count, end)} DS`],
      ),
      `${end === '' ? '.' : end} DNSKEY`,
    ];
    it(`asks at once for six labels below ${what}, and no more`, () => {
      assert.deepEqual(first(labels(6, end), false, [top]), all(6, 6));
      assert.deepEqual(first(labels(7, end), false, [top]), all(6, 6));
    });

    it(`asks for a zone that a signature names, and the DS between, of twelve labels below ${what}`, () => {
      assert.deepEqual(first(labels(7, end), true, [top]), [...both(labels(7, end)), ...all(6, 6)]);
      assert.deepEqual(first(labels(14, end), true, [top]), [...both(labels(14, end)), ...all(12, 6)]);
    });
  }

  it('leaves out what the cache knows, and the host below a name that it does not', async () => {
    const cold = await knowing();
    assert.deepEqual(first('www.example.', false, [root], cold), [...both('example.'), '. DNSKEY']);
    const warm = await knowing('.', 'example.');
    assert.deepEqual(first('www.example.', false, [root], warm), both('www.example.'));
    const partly = await knowing('.');
    assert.deepEqual(first('example.', false, [root], partly), both('example.'));
    assert.deepEqual(first('www.example.', true, [root], await knowing('.')), [
      ...both('www.example.'),
      ...both('example.'),
    ]);
    assert.deepEqual(first('.', false, [root], await knowing()), ['. DNSKEY']);
  });

  it('asks once for validations that go on together, until the first has ended', async () => {
    const cache = await knowing();
    const one = ahead([root], cache);
    one.questions.first(parseName('example.'), true);
    assert.deepEqual(one.sent, [...both('example.'), '. DNSKEY']);
    const other = ahead([root], cache);
    other.questions.first(parseName('example.'), true);
    assert.deepEqual(other.sent, []);
    other.questions.close();
    assert.equal(cache.claim(parseName('example.')), false);
    one.questions.close();
    other.questions.first(parseName('example.'), true);
    assert.deepEqual(other.sent, one.sent);
  });

  const further = (at: number, of: number, anchors = [root], end = '', cache?: ValidationCache): string[] => {
    const { questions, sent } = ahead(anchors, cache);
    questions.further(parseName(labels(at, end) || '.'), parseName(labels(of, end)));
    return sent;
  };
  const dsUp = (from: number, to: number, end = ''): string[] =>
    down(to, from)
      .reverse()
      .map((count) => `${labels(count, end)} DS`);

  for (const [what, sent, expected] of [
    ['at the seventh label: the next six', () => further(7, 40), dsUp(7, 12)],
    ['at the thirteenth: the next six', () => further(13, 40), dsUp(13, 18)],
    ['as far as the name goes', () => further(7, 9), dsUp(7, 9)],
    ['its own, at the end', () => further(7, 7), dsUp(7, 7)],
    ['nothing at the first, which has been asked', () => further(1, 40), []],
    ['nothing at the sixth', () => further(6, 40), []],
    ['nothing at the eighth', () => further(8, 40), []],
    ['counted from the anchor', () => further(7, 40, [example], 'example.'), dsUp(7, 12, 'example.')],
    ['not from the root', () => further(6, 40, [example], 'example.'), []],
    ['nothing where no anchor stands above', () => further(7, 9, []), []],
  ] as const)
    it(`sends for further DS ${what}`, () => {
      assert.deepEqual(sent(), expected);
    });

  it('sends for no further DS that the cache knows', async () => {
    assert.deepEqual(further(7, 9, [root], '', await knowing(labels(8))), [
      `${labels(7)} DS`,
      `${labels(9)} DS`,
    ]);
  });
});
