import assert from 'node:assert/strict';
import {
  ExchangeError,
  formatName,
  iterate,
  parseName,
  readMessage,
  rrType,
  type Exchange,
} from '../../lib/dns/index.js';
import { writeResponse } from '../../lib/dns/message-writer.js';
import { parseAnchors, validate } from '../../lib/dnssec/index.js';
import { renderWalk } from '../../lib/report/views/walk-text.js';
import { walkZone, type Walked } from '../../lib/gather/walk.js';
import { labAuthorities, labInMemory, plainWorld, type ZonePlan } from '../../lib/lab/index.js';

const at = new Date('2026-11-24T08:00:00Z');
const question = { name: 't1c.t1t.io', type: 'A' };
const addresses: Readonly<Record<string, readonly string[]>> = {
  '.': ['192.0.2.1'],
  'io.': ['192.0.2.2'],
  't1t.io.': ['192.0.2.3', '192.0.2.4'],
  'partner.example.': ['192.0.2.5', '192.0.2.6'],
};
/** Aliases lead from the vendor's zone into the partner's and back. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  't1t.io.': ['there.t1t.io. 300 CNAME back.partner.example.'],
  'partner.example.': ['back.partner.example. 300 CNAME t1c.t1t.io.'],
};
const zones: readonly ZonePlan[] = plainWorld.map((zone) => ({
  ...zone,
  records: [...zone.records, ...(aliases[zone.apex] ?? [])],
  servers: addresses[zone.apex] ?? ['192.0.2.9'],
}));

interface Scene {
  /** Faults of the resolver; it serves the same zones. */
  readonly resolver?: readonly string[];
  /** Faults of the zone itself. */
  readonly zone?: readonly string[];
  /** Replaces a server of the zone. */
  readonly server?: (address: string, exchange: Exchange) => Exchange;
  readonly asked?: { readonly name: string; readonly type: string };
}

async function walk({
  resolver = [],
  zone = [],
  server = (_, exchange) => exchange,
  asked = question,
}: Scene): Promise<Walked> {
  const authorities = labAuthorities({ zones, at, faults: zone });
  const anchors = parseAnchors(authorities.anchors, at);
  // The lab signs afresh each time, so the resolver of the scene validates under its own anchors.
  const lab = labInMemory({ zones, faults: resolver, at });
  const fromResolver = await validate(asked, {
    exchange: lab.exchange,
    anchors: parseAnchors(lab.anchors, at),
    at,
  });
  const walker = iterate({
    hints: authorities.hints,
    exchangeFor: (address) => server(address, authorities.exchangeFor(address)),
  });
  return walkZone(asked, fromResolver, { walker, anchors, at });
}

const unreachable: Exchange = () => Promise.reject(new ExchangeError('timeout', 'test', 'no answer'));
/** A server whose messages have one wrong bit in their middle. */
const corrupted =
  (exchange: Exchange): Exchange =>
  async (query, options) => {
    const response = Uint8Array.from(await exchange(query, options));
    const middle = Math.floor(response.length / 2);
    response[middle] = (response[middle] ?? 0) ^ 1;
    return response;
  };

describe('gather: walk', () => {
  it('agrees where all is well, and asks each server', async () => {
    const walked = await walk({});
    assert.equal(walked.conclusion, 'agree');
    assert.equal(walked.validation.status, 'secure');
    assert.deepEqual(
      walked.servers.map(({ server, validation }) => [server.address, validation.status]),
      [
        ['192.0.2.3', 'secure'],
        ['192.0.2.4', 'secure'],
      ],
    );
  });

  for (const fault of [
    'rebinding-filter',
    'nxdomain',
    'blocklist-address',
    'servfail',
    'stripped-signatures',
  ]) {
    it(`finds the resolver at fault: ${fault}`, async () => {
      assert.equal((await walk({ resolver: [fault] })).conclusion, 'resolver-at-fault');
    });
  }

  for (const fault of ['expired-signature', 'wrong-ds', 'missing-dnskey']) {
    it(`finds the zone broken: ${fault}`, async () => {
      const walked = await walk({ resolver: [fault], zone: [fault] });
      assert.equal(walked.conclusion, 'zone-broken');
      assert.equal(walked.validation.status, 'bogus');
    });
  }

  it('finds the one server that is out of step', async () => {
    const walked = await walk({
      server: (address, exchange) => (address === '192.0.2.4' ? corrupted(exchange) : exchange),
    });
    assert.equal(walked.conclusion, 'servers-differ');
    assert.deepEqual(
      walked.servers.map(({ validation }) => validation.status === 'secure'),
      [true, false],
    );
  });

  it('tells where the parent of a zone and the zone itself name other servers', async () => {
    /** Answers for the zone's own NS with these names. */
    const naming =
      (names: readonly string[]): NonNullable<Scene['server']> =>
      (address, exchange) =>
      (query, options) => {
        const { id, questions } = readMessage(query);
        const [question] = questions;
        const isZone = ['192.0.2.3', '192.0.2.4'].includes(address);
        if (!isZone || question?.type !== rrType.NS || formatName(question.name) !== 't1t.io.')
          return exchange(query, options);
        const rdata = names.map((name) => parseName(name));
        const ns = { name: question.name, type: rrType.NS, class: 1, ttlSeconds: 60, rdata, signatures: [] };
        const rest = { rcode: 0, authority: [], additional: [], dnssecOk: true, edns: true };
        return Promise.resolve(
          writeResponse({ id, question, flags: { authoritative: true }, answer: [ns], ...rest }),
        );
      };
    const [same, fewer, others] = await Promise.all([
      walk({}),
      walk({ server: naming(['NS1.t1t.io.']) }),
      walk({ server: naming(['ns1.t1t.io.', 'ns.elsewhere.example.', 'ns2.t1t.io.']) }),
    ]);
    assert.deepEqual(same.delegations, []);
    const parent = ['ns1.t1t.io.', 'ns2.t1t.io.'];
    assert.deepEqual(fewer.delegations, [{ zone: 't1t.io.', parent, child: ['ns1.t1t.io.'] }]);
    assert.deepEqual(others.delegations, [
      { zone: 't1t.io.', parent, child: ['ns.elsewhere.example.', ...parent] },
    ]);
    assert.equal(fewer.conclusion, 'agree');
    assert.match(
      renderWalk(fewer),
      /^ {2}warning: the parent of t1t\.io\. names the servers ns1\.t1t\.io\., ns2\.t1t\.io\.; the zone itself names ns1\.t1t\.io\. /m,
    );
  });

  const onTheWay = ({ servers }: Walked): string[] =>
    servers.map(({ zone, server, validation }) => `${zone} ${server.address} ${validation.status}`);
  const there = { name: 'there.t1t.io', type: 'A' };

  it('asks each link of an alias of the servers of its own zone', async () => {
    const walked = await walk({ asked: there });
    assert.deepEqual(onTheWay(walked), [
      't1t.io. 192.0.2.3 secure',
      't1t.io. 192.0.2.4 secure',
      'partner.example. 192.0.2.5 secure',
      'partner.example. 192.0.2.6 secure',
    ]);
    assert.equal(walked.conclusion, 'agree');
    assert.equal(walked.unasked, 0);
    const text = renderWalk(walked);
    assert.match(text, /^ {2}through each server of t1t\.io\.\n {4}\S+ 192\.0\.2\.3: secure \(NOERROR\)$/m);
    assert.match(text, /^ {2}through each server of partner\.example\.$/m);
    assert.match(renderWalk({ ...walked, unasked: 7 }), /^ {2}7 more servers were not asked$/m);
  });

  it('finds the server out of step in the zone that an alias leads to', async () => {
    const walked = await walk({
      asked: there,
      server: (address, exchange) => (address === '192.0.2.6' ? corrupted(exchange) : exchange),
    });
    assert.equal(walked.conclusion, 'servers-differ');
    assert.deepEqual(
      onTheWay(walked).filter((line) => !line.endsWith('secure')).length,
      1,
      onTheWay(walked).join('\n'),
    );
  });

  it('follows no alias where it was asked for itself, and asks the parent’s servers for a DS', async () => {
    const zonesOf = async (name: string, type: string): Promise<string[]> => [
      ...new Set((await walk({ asked: { name, type } })).servers.map(({ zone }) => zone)),
    ];
    assert.deepEqual(await zonesOf('there.t1t.io', 'CNAME'), ['t1t.io.']);
    assert.deepEqual(await zonesOf('t1t.io', 'DS'), ['io.']);
  });

  it('gives no second opinion where no server can be reached', async () => {
    assert.equal((await walk({ server: () => unreachable })).conclusion, 'servers-unreachable');
  });
});
