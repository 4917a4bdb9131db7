/** What we write held against another reader: dns-packet. */
import assert from 'node:assert/strict';
import { decode } from 'dns-packet';
import { rrType } from '../../lib/dns/codes.js';
import { extendedErrors, readMessage, type Message } from '../../lib/dns/message.js';
import { writeResponse, type Response, type ResponseFlags } from '../../lib/dns/message-writer.js';
import { parseName } from '../../lib/dns/name.js';
import { parseRecord } from '../../lib/dns/rdata-parse.js';
import { groupRRsets, type RRset } from '../../lib/dns/rrset.js';

const rrsets = (...lines: string[]): RRset[] => groupRRsets(lines.map((line) => parseRecord(line)));
const base: Response = {
  id: 0xabcd,
  question: { name: parseName('www.example.'), type: rrType.A, class: 1 },
  rcode: 0,
  flags: {},
  answer: rrsets(
    'www.example. 305419896 A 192.0.2.1',
    'www.example. 305419896 RRSIG A 13 2 60 20300101000000 20260101000000 1 example. AQID',
  ),
  authority: rrsets('example. 60 NS a.example.', 'example. 60 NS b.example.'),
  additional: rrsets('a.example. 60 A 192.0.2.2'),
  dnssecOk: true,
  edns: true,
};

describe('dns/message-writer', () => {
  it('writes what dns-packet reads', () => {
    const packet = decode(Buffer.from(writeResponse(base)));
    assert.equal(packet.id, 0xabcd);
    assert.equal(packet.type, 'response');
    assert.deepEqual(packet.questions, [{ name: 'www.example', type: 'A', class: 'IN' }]);
    assert.deepEqual(
      packet.answers?.map((answer) => [answer.type, 'ttl' in answer && answer.ttl]),
      [
        ['A', 0x1234_5678],
        ['RRSIG', 0x1234_5678],
      ],
    );
    assert.deepEqual(
      packet.authorities?.map((answer) => 'data' in answer && answer.data),
      ['a.example', 'b.example'],
    );
    assert.deepEqual(
      packet.additionals?.map(({ type }) => type),
      ['A', 'OPT'],
    );
    const opt = packet.additionals.find((record) => record.type === 'OPT');
    assert.equal(opt?.type === 'OPT' && opt.udpPayloadSize, 1_232);
    assert.equal(opt?.type === 'OPT' && opt.flag_do, true);
  });

  it('leaves signatures out without DO, and OPT without EDNS', () => {
    const message = readMessage(writeResponse({ ...base, dnssecOk: false }));
    assert.deepEqual(
      message.answer.map(({ type }) => type),
      [rrType.A],
    );
    assert.equal(message.edns?.dnssecOk, false);
    const plain = readMessage(writeResponse({ ...base, edns: false }));
    assert.equal(plain.edns, undefined);
    assert.equal(plain.additional.length, 1);
  });

  const flags = {
    authoritative: 'flag_aa',
    truncated: 'flag_tc',
    recursionDesired: 'flag_rd',
    recursionAvailable: 'flag_ra',
    authenticData: 'flag_ad',
    checkingDisabled: 'flag_cd',
  } as const;
  for (const flag of Object.keys(flags) as (keyof ResponseFlags & keyof Message & keyof typeof flags)[])
    it(`writes and reads ${flag}, and no other flag with it`, () => {
      const bytes = writeResponse({ ...base, flags: { [flag]: true } });
      const packet = decode(Buffer.from(bytes));
      const message = readMessage(bytes);
      for (const [other, theirs] of Object.entries(flags) as [typeof flag, 'flag_aa'][]) {
        assert.equal(packet[theirs], other === flag, other);
        assert.equal(message[other], other === flag, other);
      }
      assert.equal(message.response, true);
      const none = readMessage(writeResponse({ ...base, flags: { [flag]: false } }));
      assert.equal(none[flag], false);
    });

  for (const rcode of [0, 3, 15, 16, 23, 4_095])
    it(`writes and reads rcode ${rcode}`, () => {
      const message = readMessage(writeResponse({ ...base, rcode }));
      assert.equal(message.rcode, rcode);
      assert.equal(message.edns?.version, 0);
      assert.equal(message.edns.dnssecOk, true);
      assert.equal(message.edns.udpPayloadSize, 1_232);
    });

  it('writes and reads Extended DNS Errors', () => {
    const errors = [
      { code: 6, text: 'bogus: é' },
      { code: 300, text: '' },
    ];
    const message = readMessage(writeResponse({ ...base, extendedErrors: errors }));
    assert.deepEqual(extendedErrors(message), errors);
    assert.deepEqual(message.edns?.options.length, 2);
  });
});
