import assert from 'node:assert/strict';
import { encode } from 'dns-packet';
import fc from 'fast-check';
import { rrType } from '../../lib/dns/codes.js';
import { extendedErrors, readMessage } from '../../lib/dns/message.js';
import { formatName } from '../../lib/dns/name.js';
import { formatRdata } from '../../lib/dns/rdata-text.js';
import { ParseError } from '../../lib/errors.js';

const header = (questions: number, answers: number): number[] => [
  0,
  7,
  0x81,
  0x80,
  0,
  questions,
  0,
  answers,
  0,
  0,
  0,
  0,
];
const question = [3, 0x77, 0x77, 0x77, 2, 0x69, 0x6f, 0, 0, 1, 0, 1];
const record = (owner: number[], type: number, rdata: number[]): number[] => [
  ...owner,
  0,
  type,
  0,
  1,
  0,
  0,
  0,
  60,
  0,
  rdata.length,
  ...rdata,
];

describe('dns/message', () => {
  it('reads what dns-packet writes', () => {
    const bytes = encode({
      type: 'response',
      id: 42,
      flags: 0x0400,
      questions: [{ type: 'MX', name: 'example.com' }],
      answers: [
        { type: 'MX', name: 'example.com', ttl: 300, data: { preference: 10, exchange: 'mail.example.com' } },
      ],
      additionals: [
        { type: 'A', name: 'mail.example.com', ttl: 300, data: '192.0.2.1' },
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: 1232,
          extendedRcode: 1,
          ednsVersion: 0,
          flags: 0x8000,
          flag_do: true,
          // Its types know no code 15; it writes any.
          options: [{ code: 15 as 14, data: Buffer.from([0, 6, 0x6e, 0x6f]) } as never],
        },
      ],
    });
    const message = readMessage(bytes);
    assert.equal(message.id, 42);
    assert.equal(message.authoritative, true);
    assert.equal(message.rcode, 16);
    assert.deepEqual(extendedErrors(message), [{ code: 6, text: 'no' }]);
    const [mx] = message.answer;
    assert.equal(formatRdata(rrType.MX, mx!.rdata), '10 mail.example.com.');
    assert.equal(message.additional.length, 1);
    assert.equal(message.edns?.dnssecOk, true);
  });

  it('lets one bad record cost that record alone', () => {
    const owner = [0xc0, 12];
    const message = readMessage(
      Uint8Array.from([
        ...header(1, 5),
        ...question,
        ...record(owner, rrType.A, [192, 0, 2]), // three bytes of address
        ...record(owner, rrType.A, [192, 0, 2, 1, 9]), // five
        ...record(owner, rrType.CNAME, [2, 0x69]), // a name that crosses the record's end
        ...record([0xc0, 200], rrType.A, [192, 0, 2, 1]), // an owner that points forwards
        ...record(owner, rrType.A, [127, 0, 0, 1]),
      ]),
    );
    assert.deepEqual(
      message.answer.map(({ name, type, rdata }) => `${formatName(name)} ${formatRdata(type, rdata)}`),
      ['www.io. 127.0.0.1'],
    );
    assert.deepEqual(
      message.faults.map(({ index }) => index),
      [0, 1, 2, 3],
    );
  });

  it('keeps a name inside its RDATA even where a pointer would lead out', () => {
    // The label in place may not run past RDLENGTH into the next record (BIND CVE-2026-10822's class of fault).
    const bytes = [
      ...header(1, 1),
      ...question,
      ...record([0xc0, 12], rrType.NS, [5, 0x61]),
      0x62,
      0x63,
      0x64,
      0x65,
      0,
    ];
    const message = readMessage(Uint8Array.from(bytes));
    assert.equal(message.answer.length, 0);
    assert.equal(message.faults[0]?.error.code, 'short');
  });

  for (const [what, bytes] of [
    ['a short header', [0, 1, 2]],
    ['a count without records', header(0, 3)],
    ['a question that loops', [...header(1, 0), 0xc0, 12, 0, 1, 0, 1]],
    ['an RDLENGTH past the end', [...header(0, 1), 0, 0, 1, 0, 1, 0, 0, 0, 1, 0xff, 0xff, 1]],
  ] as const)
    it(`refuses ${what}`, () => {
      assert.throws(() => readMessage(Uint8Array.from(bytes)), ParseError);
    });

  it('reads a TTL whose top bit is set as zero (RFC 2181 §8), and every other as it is', () => {
    const ttls = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff].map((ttl) => {
      const bytes = Uint8Array.from([
        ...header(1, 1),
        ...question,
        ...record([0xc0, 12], rrType.A, [127, 0, 0, 1]),
      ]);
      new DataView(bytes.buffer).setUint32(bytes.length - 10, ttl);
      return readMessage(bytes).answer[0]?.ttlSeconds;
    });
    assert.deepEqual(ttls, [0, 1, 0x7fff_ffff, 0, 0]);
  });

  it('reads opcode and class, and owners by pointer to any place', () => {
    const bytes = Uint8Array.from([
      ...header(1, 2),
      ...question,
      ...record([0xc0, 16], rrType.A, [127, 0, 0, 1]),
      ...record([1, 0x61, 0xc0, 12], rrType.A, [127, 0, 0, 2]),
    ]);
    bytes[2] = 0x81 | (5 << 3);
    bytes[bytes.length - 11] = 4;
    const message = readMessage(bytes);
    assert.equal(message.opcode, 5);
    assert.deepEqual(
      message.answer.map(({ name }) => formatName(name)),
      ['io.', 'a.www.io.'],
    );
    assert.deepEqual(
      message.questions.map(({ type, class: of }) => [type, of]),
      [[1, 1]],
    );
  });

  it('reads as many EDNS options as are whole', () => {
    const options = (data: readonly number[]): number[][] | undefined => {
      const opt = [0, 0, rrType.OPT, 16, 0, 0x12, 3, 0x80, 0, 0, data.length, ...data];
      const bytes = Uint8Array.from([...header(0, 0), ...opt]);
      bytes[11] = 1;
      const { edns, rcode, additional } = readMessage(bytes);
      assert.equal(additional.length, 0);
      assert.equal(rcode, 0x120);
      assert.equal(edns?.version, 3);
      assert.equal(edns.udpPayloadSize, 4_096);
      return edns.options.map(({ code, data: value }) => [code, ...value]);
    };
    assert.deepEqual(options([]), []);
    assert.deepEqual(options([0, 10, 0, 0]), [[10]]);
    assert.deepEqual(options([0, 10, 0, 2, 7, 8, 1, 0, 0, 0]), [[10, 7, 8], [256]]);
    assert.deepEqual(options([0, 10, 0, 1, 7, 0, 3, 0, 9, 1]), [[10, 7]]);
    assert.deepEqual(options([0, 10, 0]), []);
  });

  it('reads no Extended DNS Error without a code', () => {
    for (const [data, errors] of [
      [[0, 15, 0, 1, 9], []],
      [[0, 15, 0, 2, 0, 9], [{ code: 9, text: '' }]],
      [[0, 14, 0, 2, 0, 9], []],
    ] as const) {
      const bytes = Uint8Array.from([...header(0, 0), 0, 0, 41, 0, 0, 0, 0, 0, 0, 0, data.length, ...data]);
      bytes[11] = 1;
      assert.deepEqual(extendedErrors(readMessage(bytes)), errors);
    }
    assert.deepEqual(extendedErrors(readMessage(Uint8Array.from(header(0, 0)))), []);
  });

  it('tells of each fault its section, place and type', () => {
    const bad = record([0], rrType.A, [1]);
    const bytes = Uint8Array.from([
      ...header(0, 1),
      ...bad,
      ...record([0], rrType.A, [127, 0, 0, 1]),
      ...bad,
      ...bad,
    ]);
    bytes.set([0, 1, 0, 2, 0, 1], 6);
    const { faults, authority } = readMessage(bytes);
    assert.equal(authority.length, 1);
    assert.deepEqual(
      faults.map(({ section, index, type, error }) => [section, index, type, error.code]),
      [
        ['answer', 0, 1, 'short'],
        ['authority', 1, 1, 'short'],
        ['additional', 0, 1, 'short'],
      ],
    );
  });

  it('throws nothing but ParseError on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 3 }), (tail, answers) => {
        try {
          const message = readMessage(Uint8Array.from([...header(1, answers), ...question, ...tail]));
          for (const { type, rdata } of message.answer) formatRdata(type, rdata);
        } catch (error) {
          assert.ok(error instanceof ParseError, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});
