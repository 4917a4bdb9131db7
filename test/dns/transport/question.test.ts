import assert from 'node:assert/strict';
import { rrType } from '../../../lib/dns/codes.js';
import { buildQuery } from '../../../lib/dns/query.js';
import { answers, isTruncated, readQuestion, withId } from '../../../lib/dns/transport/question.js';
import { ParseError } from '../../../lib/errors.js';

// Type 65: its number is the letter "A", so that a comparison without case would take "a" for it.
const query = buildQuery(
  { name: 'T1c.example', type: rrType.HTTPS },
  { id: 0x0102, udpPayloadSize: undefined },
);
const question = readQuestion(query);
const typeAt = query.length - 4;

type Change = (message: Buffer) => Uint8Array;

/** The query sent back with QR, and then changed. */
const response = (change: Change): Uint8Array => {
  const message = Buffer.from(query);
  message[2] = 0x81;
  return change(message);
};
const set =
  (...pairs: readonly (readonly [offset: number, value: number])[]): Change =>
  (message) => {
    for (const [offset, value] of pairs) message[offset] = value;
    return message;
  };
const longer =
  (bytes: number): Change =>
  (message) =>
    Buffer.concat([message, Buffer.alloc(bytes)]);

describe('dns/transport/question', () => {
  const cases: readonly [what: string, change: Change, answered: boolean, exactCase?: boolean][] = [
    ['the question back', (message) => message, true],
    ['with records behind it', longer(40), true],
    ['with a truncation flag', set([2, 0x83]), true],
    ['with an rcode', set([3, 3]), true],
    ['nothing', (message) => message.subarray(0, 0), false],
    ['eleven bytes', (message) => message.subarray(0, 11), false],
    ['as long as a message may be', longer(65_535 - query.length), true],
    ['a byte longer', longer(65_536 - query.length), false],
    ['the high byte of the id changed', set([0, 2]), false],
    ['the low byte of the id changed', set([1, 3]), false],
    ['a query', set([2, 0x01]), false],
    ['opcode 1', set([2, 0x88]), false],
    ['opcode 8', set([2, 0xc0]), false],
    ['two questions', set([5, 2]), false],
    ['257 questions', set([4, 1]), false],
    ['an error that repeats no question', (message) => set([5, 0], [3, 1])(message).subarray(0, 12), true],
    ['no error and no question', (message) => set([5, 0])(message).subarray(0, 12), false],
    ['AD and CD for an error', (message) => set([5, 0], [3, 0x30])(message).subarray(0, 12), false],
    [
      'an error without question that says more',
      (message) => set([5, 0], [3, 1])(message).subarray(0, 13),
      false,
    ],
    ['a cut question', (message) => message.subarray(0, -1), false],
    ['another name', set([13, 0x55]), false],
    ['another case', set([13, 0x74]), true],
    ['another case where that counts', set([13, 0x74]), false, true],
    ['the same case where that counts', (message) => message, true, true],
    ['a byte that is 32 more and no letter', set([14, 0x51]), false],
    ['another type', set([typeAt, 1]), false],
    ['a type that differs by what makes letters small', set([typeAt + 1, 0x61]), false],
    ['another class', set([typeAt + 3, 3]), false],
  ];
  for (const [what, change, answered, exactCase] of cases)
    it(`${answered ? 'takes' : 'does not take'} ${what}`, () => {
      assert.equal(answers(response(change), 0x0102, question, exactCase), answered);
    });

  it('compares without case no more than letters', () => {
    for (const [asked, got, same] of [
      ['@', '`', false],
      ['A', 'a', true],
      ['Z', 'z', true],
      ['[', '{', false],
    ] as const) {
      const one = buildQuery({ name: `${asked}.example`, type: rrType.A }, { id: 1 });
      const other = buildQuery({ name: `${got}.example`, type: rrType.A }, { id: 1 });
      other[2] = 0x81;
      assert.equal(answers(other, 1, readQuestion(one)), same, asked);
    }
  });

  it('reads id and question of a query', () => {
    assert.equal(question.id, 0x0102);
    assert.deepEqual(Buffer.from(question.bytes), Buffer.from(query.subarray(12)));
    const withEdns = readQuestion(buildQuery({ name: 'T1c.example', type: rrType.HTTPS }, { id: 0x0102 }));
    assert.deepEqual(withEdns, question);
  });

  const named = (...labels: readonly number[]): Change => {
    const name = Buffer.concat([...labels.map((size) => Buffer.alloc(size + 1, size)), Buffer.alloc(5)]);
    return (message) => Buffer.concat([message.subarray(0, 12), name]);
  };
  const refused: readonly [what: string, change: Change, why: string | undefined][] = [
    ['eleven bytes', (message) => message.subarray(0, 11), 'no header'],
    ['more than a message may be', longer(65_536 - query.length), 'no header'],
    ['the longest message', longer(65_535 - query.length), undefined],
    ['a response', set([2, 0x80]), 'response'],
    ['no question', set([5, 0]), 'exactly one'],
    ['two questions', set([5, 2]), 'exactly one'],
    ['a pointer for a name', set([12, 0xc0]), 'does not end'],
    ['a label of 64', named(64), 'does not end'],
    ['a label of 63', named(63), undefined],
    ['a name that does not end', (message) => message.subarray(0, 20), 'does not end'],
    ['a question without its class', (message) => message.subarray(0, -1), 'cut'],
    ['a name of 255 bytes', named(63, 63, 63, 61), undefined],
    ['a name of 256 bytes', named(63, 63, 63, 62), 'cut'],
  ];
  for (const [what, change, why] of refused)
    it(`${why === undefined ? 'sends' : 'does not send'} ${what}`, () => {
      const read = (): unknown => readQuestion(change(Buffer.from(query)));
      if (why === undefined) assert.doesNotThrow(read);
      else
        assert.throws(read, (error) => {
          assert.ok(error instanceof ParseError);
          assert.equal(error.code, 'bad-query');
          assert.match(error.message, new RegExp(why));
          return true;
        });
    });

  it('reads TC, and gives a message another id', () => {
    assert.equal(isTruncated(response(set([2, 0x83]))), true);
    assert.equal(isTruncated(response(set([2, 0xfd]))), false);
    const other = withId(query, 0xfedc);
    assert.deepEqual([...other.subarray(0, 3)], [0xfe, 0xdc, query[2]]);
    assert.equal(query[0], 1);
  });
});
