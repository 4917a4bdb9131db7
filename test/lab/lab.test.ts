import assert from 'node:assert/strict';
import { buildQuery } from '../../lib/dns/query.js';
import {
  formatName,
  formatRdata,
  formatType,
  groupRRsets,
  parseType,
  readMessage,
} from '../../lib/dns/index.js';
import { udp } from '../../lib/dns/transport/udp.js';
import { tcp } from '../../lib/dns/transport/stream.js';
import type { Exchange } from '../../lib/dns/exchange.js';
import { faults, labInMemory, plainWorld, startLab } from '../../lib/lab/index.js';

interface Seen {
  rcode: number;
  answer: string[];
  authority: string[];
  signed: boolean;
}

/** The RRsets of a response in short: `t1c.t1t.io. A 127.0.0.1`; `signed` where every one in answer has an RRSIG. */
async function ask(exchange: Exchange, name: string, type: string, dnssecOk = true): Promise<Seen> {
  const message = readMessage(await exchange(buildQuery({ name, type: parseType(type) }, { dnssecOk })));
  assert.deepEqual(message.faults, []);
  const answer = groupRRsets(message.answer);
  return {
    rcode: message.rcode,
    answer: answer.flatMap((rrset) =>
      rrset.rdata.map(
        (rdata) => `${formatName(rrset.name)} ${formatType(rrset.type)} ${formatRdata(rrset.type, rdata)}`,
      ),
    ),
    authority: groupRRsets(message.authority).map(
      (rrset) => `${formatName(rrset.name)} ${formatType(rrset.type)}`,
    ),
    signed: answer.length > 0 && answer.every((rrset) => rrset.signatures.length > 0),
  };
}

describe('lab', () => {
  it('answers over UDP and TCP, and gives its trust anchor', async () => {
    const lab = await startLab();
    for (const transport of [udp(lab.resolver), tcp(lab.resolver)]) {
      const seen = await ask(transport, 't1c.t1t.io', 'A');
      assert.deepEqual(seen, { rcode: 0, answer: ['t1c.t1t.io. A 127.0.0.1'], authority: [], signed: true });
      transport.close();
    }
    assert.match(lab.anchors, /^\. IN DS \d+ 13 2 [0-9A-F]{64}$/);
    await lab.close();
  });

  it('sends no DNSSEC records to who does not ask for them', async () => {
    const seen = await ask(labInMemory().exchange, 't1c.t1t.io', 'A', false);
    assert.deepEqual([seen.answer.length, seen.signed], [1, false]);
  });

  it('truncates what a client cannot take over UDP', async () => {
    const rsa = plainWorld.map((zone) =>
      zone.signing === undefined
        ? zone
        : { ...zone, signing: { ...zone.signing, algorithm: 'RSASHA256' as const } },
    );
    const lab = await startLab({ zones: rsa });
    const small =
      (exchange: Exchange): Exchange =>
      (query, options) => {
        const changed = Buffer.from(query);
        changed.writeUInt16BE(512, changed.length - 8);
        return exchange(changed, options);
      };
    using transport = udp(lab.resolver);
    const seen = await ask(small(transport), 't1t.io', 'DNSKEY');
    assert.equal(seen.answer.length, 2);
    await lab.close();
  });

  const answers: readonly (readonly [string, string, number, readonly string[], readonly string[]])[] = [
    ['alias.t1t.io', 'A', 0, ['alias.t1t.io. CNAME t1c.t1t.io.', 't1c.t1t.io. A 127.0.0.1'], []],
    ['alias.t1t.io', 'CNAME', 0, ['alias.t1t.io. CNAME t1c.t1t.io.'], []],
    ['x.local.t1t.io', 'A', 0, ['x.local.t1t.io. A 127.0.0.1'], ['*.local.t1t.io. NSEC']],
    ['t1c.t1t.io', 'AAAA', 0, [], ['t1t.io. SOA', 't1c.t1t.io. NSEC']],
    ['nope.t1t.io', 'A', 3, [], ['t1t.io. SOA', 'loop.t1t.io. NSEC', 't1t.io. NSEC']],
    ['local.t1t.io', 'A', 0, [], ['t1t.io. SOA', 'ds.t1t.io. NSEC']],
    ['x.local.t1t.io', 'TXT', 0, [], ['t1t.io. SOA', '*.local.t1t.io. NSEC']],
    ['connector.unsigned.example', 'A', 0, ['connector.unsigned.example. A 127.0.0.1'], []],
    ['connector.unsigned.example', 'AAAA', 0, [], ['unsigned.example. SOA']],
  ];
  for (const [name, type, rcode, answer, authority] of answers) {
    it(`answers ${name} ${type}`, async () => {
      const seen = await ask(labInMemory().exchange, name, type);
      assert.deepEqual([seen.rcode, seen.answer, seen.authority], [rcode, answer, authority]);
    });
  }

  it('has a DS in the parent for each signed zone, and a proof where there is none', async () => {
    const { exchange } = labInMemory();
    for (const zone of plainWorld.filter(({ apex }) => apex !== '.')) {
      const seen = await ask(exchange, zone.apex, 'DS');
      assert.equal(seen.answer.length, zone.signing === undefined ? 0 : 1, zone.apex);
      assert.ok(seen.answer.length > 0 || seen.authority.some((rrset) => rrset.endsWith('NSEC3')), zone.apex);
    }
  });

  /** What `t1c.t1t.io A` looks like under each fault that shows in the response to it. */
  const broken: Readonly<Record<string, Partial<Seen>>> = {
    'extra-address': { answer: ['t1c.t1t.io. A 127.0.0.1', 't1c.t1t.io. A 192.0.2.66'], signed: true },
    'wrong-address': { answer: ['t1c.t1t.io. A 192.0.2.66'], signed: true },
    'other-loopback': { answer: ['t1c.t1t.io. A 127.0.0.2'], signed: true },
    'unsigned-delegation': { answer: ['t1c.t1t.io. A 127.0.0.1'], signed: false },
    'stripped-signatures': { answer: ['t1c.t1t.io. A 127.0.0.1'], signed: false },
    'rebinding-filter': { rcode: 0, answer: [] },
    nxdomain: { rcode: 3, answer: [] },
    nodata: { rcode: 0, answer: [] },
    servfail: { rcode: 2, answer: [] },
    refused: { rcode: 5, answer: [] },
    'blocklist-address': { answer: ['t1c.t1t.io. A 0.0.0.0'], signed: false },
    'truncated-always': { answer: ['t1c.t1t.io. A 127.0.0.1'], signed: true },
  };
  for (const [id, expected] of Object.entries(broken)) {
    it(`shows ${id} in its answer`, async () => {
      const lab = await startLab({ faults: [id] });
      using transport = udp(lab.resolver);
      const seen = await ask(transport, 't1c.t1t.io', 'A');
      await lab.close();
      assert.deepEqual({ ...seen, ...expected }, seen);
    });
  }

  it('stays silent when told to', async () => {
    const { exchange } = labInMemory({ faults: ['timeout'] });
    await assert.rejects(ask(exchange, 't1c.t1t.io', 'A'), { name: 'ExchangeError', code: 'timeout' });
  });

  it('describes each fault once', () => {
    const ids = faults.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const fault of faults) assert.ok(fault.description.length > 20, fault.id);
  });

  it('names the faults it knows to who asks for another', async () => {
    await assert.rejects(startLab({ faults: ['gremlins'] }), {
      code: 'unknown-fault',
      message: /expired-signature/,
    });
  });

  it('drops what is no query', async () => {
    const lab = await startLab();
    const { createSocket } = await import('node:dgram');
    const socket = createSocket('udp4');
    const [host, port] = lab.resolver.split(':');
    for (const bytes of ['', '00', '0000800000010000000000000000010001'])
      socket.send(Buffer.from(bytes, 'hex'), Number(port), host);
    using transport = udp(lab.resolver);
    assert.equal((await ask(transport, 't1c.t1t.io', 'A')).answer.length, 1);
    socket.close();
    await lab.close();
  });
});
