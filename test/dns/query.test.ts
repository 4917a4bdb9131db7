import assert from 'node:assert/strict';
import { decode } from 'dns-packet';
import { buildQuery } from '../../lib/dns/query.js';

const flags = (query: Uint8Array): number => Buffer.from(query).readUInt16BE(2);

describe('dns/query', () => {
  it('asks one question with EDNS 1232 and DO', () => {
    const packet = decode(Buffer.from(buildQuery({ name: 't1c.t1t.io', type: 1 }, { id: 5 })));
    assert.equal(packet.id, 5);
    assert.deepEqual(packet.questions, [{ name: 't1c.t1t.io', type: 'A', class: 'IN' }]);
    const [opt] = packet.additionals ?? [];
    assert.ok(opt?.type === 'OPT' && opt.udpPayloadSize === 1232 && opt.flag_do);
  });

  it('sets the flags it is told to', () => {
    const question = { name: 't1c.t1t.io', type: 1 };
    assert.equal(flags(buildQuery(question)), 0x0100);
    assert.equal(flags(buildQuery(question, { recursionDesired: false })), 0);
    assert.equal(flags(buildQuery(question, { checkingDisabled: true })), 0x0110);
    assert.equal(
      decode(Buffer.from(buildQuery(question, { udpPayloadSize: undefined }))).additionals?.length,
      0,
    );
    const [opt] = decode(Buffer.from(buildQuery(question, { dnssecOk: false }))).additionals ?? [];
    assert.ok(opt?.type === 'OPT' && !opt.flag_do);
  });

  it('draws ids at random', () => {
    const ids = new Set(
      Array.from({ length: 50 }, () => Buffer.from(buildQuery({ name: 'a', type: 1 })).readUInt16BE(0)),
    );
    assert.ok(ids.size > 40);
  });

  const names: readonly (readonly [string | Uint8Array, string])[] = [
    ['.', '00'],
    ['io', '02696f00'],
    ['io.', '02696f00'],
    ['*._tcp.io', '012a045f74637002696f00'],
    [Uint8Array.of(3, 0x61, 0x2e, 0xff, 0), '03612eff00'],
  ];
  for (const [name, wire] of names) {
    it(`writes the name ${String(name)}, any type`, () => {
      const query = Buffer.from(buildQuery({ name, type: 65_280 }));
      assert.equal(query.subarray(12, 12 + wire.length / 2 + 4).toString('hex'), `${wire}ff000001`);
    });
  }

  for (const name of [
    '',
    '..',
    'a..b',
    '.a',
    'a b',
    'é.example',
    'a\\.b',
    'x'.repeat(64),
    'abcdefg.'.repeat(32),
  ]) {
    it(`refuses the name "${name}"`, () => {
      assert.throws(() => buildQuery({ name, type: 1 }), { name: 'ParseError', code: 'bad-name' });
    });
  }
});
