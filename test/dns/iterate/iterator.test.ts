import assert from 'node:assert/strict';
import { ExchangeError, type Exchange } from '../../../lib/dns/exchange.js';
import { maxServers } from '../../../lib/dns/iterate/delegation.js';
import { iterate, type IterationOptions } from '../../../lib/dns/iterate/iterator.js';
import { rootHints } from '../../../lib/dns/iterate/root-hints.js';
import {
  equalNames,
  formatName,
  formatRdata,
  groupRRsets,
  isSubdomain,
  parseName,
  parseRecord,
  parseType,
  readMessage,
  writeResponse,
  type Message,
} from '../../../lib/dns/index.js';
import { buildQuery } from '../../../lib/dns/query.js';
import { labAuthorities, plainWorld, type ZonePlan } from '../../../lib/lab/index.js';
import { failure } from '../transport/outcome.js';

const addresses: Readonly<Record<string, readonly string[]>> = {
  '.': ['192.0.2.1'],
  'io.': ['192.0.2.2'],
  't1t.io.': ['192.0.2.3', '192.0.2.4'],
  'example.': ['192.0.2.5'],
  'partner.example.': ['192.0.2.6'],
  // Parent and child on one server.
  'unsigned.example.': ['192.0.2.5'],
};
const zones: readonly ZonePlan[] = plainWorld.map((zone) => ({
  ...zone,
  servers: addresses[zone.apex] ?? [],
}));

interface Walked {
  readonly options: IterationOptions;
  /** `address name TYPE` of every question sent. */
  readonly asked: string[];
}

/** The lab's servers, with some of them replaced. */
function walk(replaced: Readonly<Record<string, Exchange>> = {}): Walked {
  const { hints, exchangeFor } = labAuthorities({ zones });
  const asked: string[] = [];
  return {
    asked,
    options: {
      hints,
      exchangeFor: (address) => async (query, options) => {
        const [question] = readMessage(query).questions;
        asked.push(`${address} ${formatName(question!.name)} ${question!.type}`);
        return await (replaced[address] ?? exchangeFor(address))(query, options);
      },
    },
  };
}

async function ask(
  exchange: Exchange,
  name: string,
  type: string,
): Promise<{ rcode: number; answer: string[]; aa: boolean }> {
  const message = readMessage(await exchange(buildQuery({ name, type: parseType(type) }, { id: 99 })));
  assert.equal(message.id, 99);
  const answer = message.answer
    .filter((record) => record.type !== parseType('RRSIG'))
    .map((record) => formatRdata(record.type, record.rdata));
  return { rcode: message.rcode, answer, aa: message.authoritative };
}

const silent: Exchange = () => Promise.reject(new ExchangeError('timeout', 'x', 'silence'));
const rcodeOnly =
  (code: number): Exchange =>
  (query) => {
    const response = Buffer.from(query);
    response[2] = 0x80;
    response[3] = code;
    return Promise.resolve(response);
  };

describe('dns/iterate', () => {
  const questions: readonly (readonly [string, string, string, number, readonly string[]])[] = [
    ['an address', 't1c.t1t.io', 'A', 0, ['127.0.0.1']],
    ['a name that is not there', 'nope.t1t.io', 'A', 3, []],
    ['a top-level domain that is not there', 'nope', 'A', 3, []],
    ['an alias, and leaves it at that', 'alias.t1t.io', 'A', 0, ['t1c.t1t.io.']],
    ['a child on its parent’s server', 'connector.unsigned.example', 'A', 0, ['127.0.0.1']],
    ['a name below an empty non-terminal', 'x.local.t1t.io', 'A', 0, ['127.0.0.1']],
  ];
  for (const [what, name, type, rcode, answer] of questions) {
    it(`finds ${what}`, async () => {
      const seen = await ask(iterate(walk().options), name, type);
      assert.deepEqual(seen, { rcode, answer, aa: true });
    });
  }

  it('asks the parent for DS and the child for DNSKEY', async () => {
    const { options, asked } = walk();
    const exchange = iterate(options);
    assert.equal((await ask(exchange, 't1t.io', 'DS')).answer.length, 1);
    assert.equal(asked.at(-1), '192.0.2.2 t1t.io. 43');
    assert.equal((await ask(exchange, 't1t.io', 'DNSKEY')).answer.length, 2);
    assert.equal(asked.at(-1), '192.0.2.3 t1t.io. 48');
    assert.equal((await ask(exchange, 'io', 'DS')).answer.length, 1);
    assert.equal(asked.at(-1), '192.0.2.1 io. 43');
  });

  it('asks for the way once, whatever goes on at the same time', async () => {
    const { options, asked } = walk();
    const exchange = iterate(options);
    await Promise.all(['A', 'AAAA', 'TXT', 'CAA'].map((type) => ask(exchange, 't1c.t1t.io', type)));
    assert.deepEqual(asked.filter((each) => each.endsWith(' 2')).sort(), [
      '192.0.2.1 io. 2',
      '192.0.2.2 t1t.io. 2',
    ]);
  });

  for (const [what, broken] of [
    ['silent', silent],
    ['refusing', rcodeOnly(5)],
    ['failing', rcodeOnly(2)],
    ['babbling', () => Promise.resolve(Uint8Array.of(1, 2, 3))],
  ] as const) {
    it(`goes to the next server when one is ${what}`, async () => {
      const seen = await ask(iterate(walk({ '192.0.2.3': broken }).options), 't1c.t1t.io', 'A');
      assert.deepEqual(seen.answer, ['127.0.0.1']);
    });
  }

  it('says why when no server answers', async () => {
    const all = { '192.0.2.3': silent, '192.0.2.4': silent };
    assert.equal(await failure(ask(iterate(walk(all).options), 't1c.t1t.io', 'A')), 'timeout');
    const refusing = { '192.0.2.3': rcodeOnly(5), '192.0.2.4': silent };
    assert.equal((await ask(iterate(walk(refusing).options), 't1c.t1t.io', 'A')).rcode, 5);
  });

  it('lists a zone’s servers and asks each of them alone', async () => {
    const { options, asked } = walk({ '192.0.2.4': rcodeOnly(5) });
    const exchange = iterate(options);
    const zone = parseName('t1t.io');
    const servers = await exchange.serversOf(zone);
    assert.deepEqual(servers, [
      { name: 'ns1.t1t.io.', address: '192.0.2.3' },
      { name: 'ns2.t1t.io.', address: '192.0.2.4' },
    ]);
    const seen = await Promise.all(
      servers.map((server) => ask(exchange.through(zone, server), 't1c.t1t.io', 'A')),
    );
    assert.deepEqual(
      seen.map(({ rcode }) => rcode),
      [0, 5],
    );
    assert.ok(asked.includes('192.0.2.4 t1c.t1t.io. 1'));
  });

  /** Root servers that hold `delegations` (record lines) and nothing else; glue goes with each referral. */
  function rootWith(delegations: readonly string[], glue: readonly string[]): Exchange {
    const rrsets = groupRRsets(delegations.map((line) => parseRecord(line)));
    return (query) => {
      const message = readMessage(query);
      const question = message.questions[0]!;
      const authority = rrsets.filter((rrset) => isSubdomain(question.name, rrset.name));
      const additional = groupRRsets(glue.map((line) => parseRecord(line)));
      return Promise.resolve(
        writeResponse({ ...reply(message), authority, additional, rcode: authority.length === 0 ? 3 : 0 }),
      );
    };
  }
  const reply = (message: Message) => ({
    id: message.id,
    question: message.questions[0]!,
    flags: {},
    rcode: 0,
    answer: [],
    authority: [],
    additional: [],
    dnssecOk: true,
    edns: true,
  });
  const answering =
    (line: string): Exchange =>
    (query) => {
      const message = readMessage(query);
      const answer = groupRRsets([parseRecord(line)]).filter(
        (rrset) =>
          equalNames(rrset.name, message.questions[0]!.name) && rrset.type === message.questions[0]!.type,
      );
      return Promise.resolve(writeResponse({ ...reply(message), answer, flags: { authoritative: true } }));
    };
  const small = (servers: Readonly<Record<string, Exchange>>): IterationOptions => ({
    hints: [{ name: parseName('.'), addresses: ['192.0.2.1'] }],
    exchangeFor: (address) => servers[address] ?? silent,
  });

  it('looks up servers whose addresses the parent does not send', async () => {
    const root = rootWith(['a. NS ns.b.', 'b. NS ns.b.'], ['ns.b. A 192.0.2.9']);
    const withoutGlue: Exchange = async (query, options) => {
      const response = Buffer.from(await root(query, options));
      // For a. the referral comes without the address.
      if (response.subarray(12, 15).toString('latin1').includes('a')) response.writeUInt16BE(0, 10);
      return response;
    };
    const zoneB: Exchange = async (query, options) => {
      const name = formatName(readMessage(query).questions[0]!.name);
      return await answering(name === 'x.a.' ? 'x.a. A 127.0.0.1' : 'ns.b. A 192.0.2.9')(query, options);
    };
    const seen = await ask(iterate(small({ '192.0.2.1': withoutGlue, '192.0.2.9': zoneB })), 'x.a', 'A');
    assert.deepEqual(seen.answer, ['127.0.0.1']);
  });

  it('does not believe an address for a server outside the zone that answers', async () => {
    const root = rootWith(['a. NS ns.a.'], ['ns.a. A 192.0.2.9']);
    const zoneA: Exchange = async (query, options) =>
      await rootWith(['x.a. NS ns.b.'], ['ns.b. A 192.0.2.66'])(query, options);
    const servers = { '192.0.2.1': root, '192.0.2.9': zoneA, '192.0.2.66': answering('x.a. A 6.6.6.6') };
    assert.equal(await failure(ask(iterate(small(servers)), 'y.x.a', 'A')), 'unreachable');
  });

  it('gives up on servers whose addresses hang on themselves', async () => {
    const root = rootWith(['a. NS ns.b.', 'b. NS ns.a.'], []);
    assert.equal(await failure(ask(iterate(small({ '192.0.2.1': root })), 'x.a', 'A')), 'unreachable');
  });

  it('asks no more than a hundred questions', async () => {
    let asked = 0;
    const many = Array.from({ length: 40 }, (_, index) => `z${index}`);
    const name = `${many.join('.')}.a`;
    const endless: Exchange = (query) => {
      asked++;
      const message = readMessage(query);
      const owner = formatName(message.questions[0]!.name);
      const authority = groupRRsets(
        Array.from({ length: 16 }, (_, index) => parseRecord(`${owner} NS ns${index}.${owner}`)),
      );
      return Promise.resolve(
        writeResponse({ ...reply(message), authority, rcode: owner.startsWith('ns') ? 3 : 0 }),
      );
    };
    await failure(ask(iterate(small({ '192.0.2.1': endless })), name, 'A'));
    assert.ok(asked <= 100, `${asked} questions`);
  });

  it('spends a hundred questions and look-ups, and not one more', async () => {
    let asked = 0;
    // Every name is a zone of its own on one server, whose address comes along: each label costs one question.
    const deep: Exchange = async (query, options) => {
      asked++;
      const owner = formatName(readMessage(query).questions[0]!.name);
      return await rootWith([`${owner} NS ns.${owner}`], [`ns.${owner} A 192.0.2.1`])(query, options);
    };
    const name = (labels: number): string => Array.from({ length: labels }, () => 'a').join('.');
    await failure(ask(iterate(small({ '192.0.2.1': deep })), name(120), 'A'));
    assert.equal(asked, 100);
  });

  it('sends no RD, which some authoritative servers refuse, and else the query as it is', async () => {
    const sent: Uint8Array[] = [];
    const servers = small({
      '192.0.2.1': async (query, options) => {
        sent.push(query);
        return await answering('a. A 127.0.0.1')(query, options);
      },
    });
    const query = buildQuery({ name: 'a', type: 1 }, { id: 7 });
    assert.equal(query[2]! & 1, 1);
    await iterate(servers)(query);
    assert.deepEqual(
      [...sent.at(-1)!],
      [...query].map((byte, at) => (at === 2 ? byte & 0xfe : byte)),
    );
    assert.equal(query[2]! & 1, 1);
    const nothing = Uint8Array.from(query.subarray(0, 12));
    nothing.fill(0, 4);
    assert.equal(await failure(iterate(servers)(nothing)), 'malformed');
  });

  it('asks the servers whose addresses came along before it looks up others', async () => {
    const asked: string[] = [];
    const root = rootWith(['a. NS ns0.b.', 'a. NS ns1.a.', 'a. NS ns2.b.'], ['ns1.a. A 192.0.2.9']);
    const options = small({ '192.0.2.1': root, '192.0.2.9': answering('x.a. A 127.0.0.1') });
    const exchange = iterate({
      ...options,
      exchangeFor: (address) => async (query, given) => {
        asked.push(`${address} ${formatName(readMessage(query).questions[0]!.name)}`);
        return await options.exchangeFor!(address)(query, given);
      },
    });
    assert.deepEqual((await ask(exchange, 'x.a', 'A')).answer, ['127.0.0.1']);
    assert.deepEqual(asked, ['192.0.2.1 a.', '192.0.2.9 x.a.']);
  });

  it('says which zone holds a name, and to whom it is delegated', async () => {
    const exchange = iterate(walk().options);
    const zoneOf = async (name: string): Promise<string> =>
      formatName(await exchange.zoneOf(parseName(name)));
    assert.equal(await zoneOf('t1c.t1t.io'), 't1t.io.');
    assert.equal(await zoneOf('t1t.io'), 't1t.io.');
    assert.equal(await zoneOf('io'), 'io.');
    assert.equal(await zoneOf('nope'), '.');
    const delegatedTo = async (of: typeof exchange, name: string): Promise<readonly string[] | undefined> =>
      (await of.delegatedTo(parseName(name)))?.map(formatName);
    assert.deepEqual(await delegatedTo(exchange, 't1c.t1t.io'), ['ns1.t1t.io.', 'ns2.t1t.io.']);
    assert.equal(await delegatedTo(exchange, 'nope'), undefined, 'the root is delegated by nobody');
    // A list as long as what is kept of it may have been cut.
    for (const [count, known] of [
      [maxServers - 1, true],
      [maxServers, false],
      [maxServers + 1, false],
    ] as const) {
      const lines = Array.from({ length: count }, (_, index) => `a. NS ns${index}.a.`);
      const many = iterate(small({ '192.0.2.1': rootWith(lines, ['ns0.a. A 192.0.2.9']) }));
      assert.equal((await delegatedTo(many, 'a'))?.length, known ? count : undefined);
    }
  });

  it('stops at its signal and at its time', async () => {
    const never: Exchange = () => new Promise(() => undefined);
    const { options } = walk({ '192.0.2.1': never });
    const reason = new Error('enough');
    const query = buildQuery({ name: 't1c.t1t.io', type: 1 });
    await assert.rejects(iterate(options)(query, { signal: AbortSignal.abort(reason) }), reason);
    assert.equal(await failure(iterate({ ...options, timeoutMs: 30 })(query)), 'timeout');
  });

  it('knows the thirteen root servers', () => {
    assert.equal(rootHints.length, 13);
    assert.ok(rootHints.every(({ addresses: each }) => each.length === 2));
  });
});
