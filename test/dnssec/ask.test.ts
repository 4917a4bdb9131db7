/** What one question costs, when it is asked again, and what a message has to be to count as its answer. */
import assert from 'node:assert/strict';
import { rrType } from '../../lib/dns/codes.js';
import { ExchangeError, type Exchange } from '../../lib/dns/exchange.js';
import { readMessage, type Message } from '../../lib/dns/message.js';
import { writeResponse } from '../../lib/dns/message-writer.js';
import { parseName } from '../../lib/dns/name.js';
import type { RRset } from '../../lib/dns/rrset.js';
import { Asker, findRRset, type Response } from '../../lib/dnssec/ask.js';
import { Budget, defaultLimits, LimitError, type Limits } from '../../lib/dnssec/limits.js';
import { ForgedZone, rrsetOf, unsigned } from './forge.js';

const name = parseName('www.example.');
const { A, TXT, RRSIG } = rrType;
const zone = new ForgedZone('example.');
const address = zone.signed('www.example. 300 A 192.0.2.1');
type Parts = Parameters<typeof writeResponse>[0];

/** The response of a server; `changes` is what it does otherwise than it should. */
function respond(query: Uint8Array, changes: Partial<Parts> = {}): Uint8Array {
  const { id, questions } = readMessage(query);
  return writeResponse({
    id,
    question: questions[0]!,
    rcode: 0,
    flags: { recursionDesired: true, recursionAvailable: true },
    answer: [],
    authority: [],
    additional: [],
    dnssecOk: true,
    edns: true,
    ...changes,
  });
}

interface Asked {
  readonly asker: Asker;
  readonly budget: Budget;
  readonly queries: Message[];
  readonly controller: AbortController;
}

function askerOver(answer: Exchange, limits: Partial<Limits> = {}): Asked {
  const queries: Message[] = [];
  const controller = new AbortController();
  const budget = new Budget({ ...defaultLimits, ...limits });
  const exchange: Exchange = (query, options) => {
    queries.push(readMessage(query));
    return answer(query, options);
  };
  return { asker: new Asker(exchange, budget, controller.signal), budget, queries, controller };
}
const always =
  (changes: Partial<Parts> = {}): Exchange =>
  (query) =>
    Promise.resolve(respond(query, changes));
const never: Exchange = () => new Promise(() => undefined);

const said = (response: Response): string =>
  response.answered
    ? `answered ${response.rcode}`
    : `${response.rcode ?? 'nothing'} ${response.reason.code}: ${response.reason.message}`;

describe('dnssec/ask', () => {
  it('asks each question once, whatever its case, and each type for itself', async () => {
    const { asker, budget, queries } = askerOver(always({ answer: [address] }));
    const first = await asker.ask(name, A);
    assert.equal(await asker.ask(parseName('WWW.example.'), A), first);
    await asker.ask(name, TXT);
    assert.equal(budget.queries, 2);
    assert.equal(queries.length, 2);
  });

  it('asks with EDNS, DO and CD; plainly where it is to know nothing of them', async () => {
    const { asker, queries } = askerOver(always());
    await asker.ask(name, A);
    await asker.askPlain(name, A);
    assert.deepEqual(
      queries.map(({ edns, checkingDisabled }) => [edns?.dnssecOk, checkingDisabled]),
      [
        [true, true],
        [undefined, false],
      ],
    );
  });

  it('takes what was sent ahead, and leaves forty queries for what is asked in earnest', async () => {
    const { asker, budget } = askerOver(always({ answer: [address] }), { queries: 42 });
    asker.prefetch(name, A);
    asker.prefetch(name, A);
    assert.equal(budget.queries, 1);
    assert.equal(said(await asker.ask(name, A)), 'answered 0');
    assert.equal(budget.queries, 1);
    asker.prefetch(name, TXT);
    assert.equal(budget.queries, 2);
    asker.prefetch(name, rrType.AAAA);
    assert.equal(budget.queries, 2);
  });

  it('knows what has arrived, without asking', async () => {
    const { asker, budget } = askerOver(always({ answer: [address] }));
    assert.equal(asker.arrived(name, A), undefined);
    asker.prefetch(name, A);
    assert.equal(asker.arrived(name, A), undefined);
    await asker.observations();
    const arrived = asker.arrived(name, A);
    assert.equal(arrived && said(arrived), 'answered 0');
    assert.equal(asker.arrived(name, TXT), undefined);
    assert.equal(budget.queries, 1);
  });

  it('waits while questions are under way', async () => {
    const { asker } = askerOver(always());
    assert.equal(asker.waits, false);
    const asked = asker.ask(name, A);
    assert.equal(asker.waits, true);
    await asked;
    assert.equal(asker.waits, false);
  });

  const question = { name: parseName('other.example.'), type: A, class: 1 };
  for (const [what, changes, expected] of [
    ['an answer', { answer: [address] }, 'answered 0'],
    ['NXDOMAIN', { rcode: 3 }, 'answered 3'],
    ['YXDOMAIN, of a DNAME that makes too long a name', { rcode: 6 }, 'answered 6'],
    ['SERVFAIL', { rcode: 2 }, '2 response-failure: www.example. A: the server answered SERVFAIL'],
    ['REFUSED', { rcode: 5 }, '5 response-failure: www.example. A: the server answered REFUSED'],
    [
      'SERVFAIL with its reasons (RFC 8914)',
      {
        rcode: 2,
        extendedErrors: [
          { code: 7, text: 'since May' },
          { code: 9, text: '' },
        ],
      },
      '2 response-failure: www.example. A: the server answered SERVFAIL; EDE 7 (signature expired): since May; EDE 9 (dnskey missing)',
    ],
    [
      'the answer to another name',
      { question },
      'nothing response-malformed: www.example. A: the response is to another question',
    ],
    [
      'the answer to another type',
      { question: { name, type: TXT, class: 1 } },
      'nothing response-malformed: www.example. A: the response is to another question',
    ],
    [
      'an answer cut short',
      { flags: { truncated: true } },
      'nothing response-malformed: www.example. A: the response is cut short',
    ],
  ] as const)
    it(`reads ${what}: ${expected}`, async () => {
      const { asker } = askerOver(always(changes));
      assert.equal(said(await asker.ask(name, A)), expected);
    });

  it('takes neither a query nor a message without a question for an answer', async () => {
    const query: Exchange = (bytes) => Promise.resolve(bytes);
    const bare: Exchange = (bytes) =>
      Promise.resolve(Uint8Array.from(respond(bytes).subarray(0, 12), (byte, at) => (at >= 4 ? 0 : byte)));
    for (const exchange of [query, bare])
      assert.equal(
        said(await askerOver(exchange).asker.ask(name, A)),
        'nothing response-malformed: www.example. A: the response is to another question',
      );
    const torn = said(await askerOver(() => Promise.resolve(Uint8Array.of(0, 1, 2))).asker.ask(name, A));
    assert.match(torn, /^nothing response-malformed: www\.example\. A: ./);
  });

  it('puts signatures to their RRsets wherever they stand, of class IN alone', async () => {
    const alone = { ...address, signatures: [] };
    const signatures = rrsetOf(name, RRSIG, address.signatures, 300);
    const chaos = { ...rrsetOf(name, TXT, [Uint8Array.of(1, 0x78)]), class: 3 };
    const asked = async (changes: Partial<Parts>): Promise<readonly RRset[]> => {
      const response = await askerOver(always(changes)).asker.ask(name, A);
      return response.answered ? response.answer : [];
    };
    for (const changes of [
      { answer: [alone, signatures] },
      { answer: [alone], authority: [signatures] },
      { answer: [alone], additional: [signatures] },
    ])
      assert.deepEqual(
        (await asked(changes))[0]?.signatures.map((one) => Buffer.from(one)),
        address.signatures,
      );
    const odd = { ...signatures, class: 3 };
    assert.deepEqual((await asked({ answer: [alone], additional: [odd] }))[0]?.signatures, []);
    // Its first two bytes read as the type that an RRSIG covers would be its own.
    const low = rrsetOf(name, A, [Uint8Array.of(0, A, 2, 3)], 300);
    assert.deepEqual((await asked({ answer: [low] }))[0]?.signatures, []);
    assert.deepEqual(
      (await asked({ answer: [chaos, alone] })).map(({ type }) => type),
      [A],
    );
  });

  it('keeps the sections apart', async () => {
    const text = unsigned('example. 60 TXT x');
    const response = await askerOver(always({ answer: [address], authority: [text] })).asker.ask(name, A);
    assert.ok(response.answered);
    assert.deepEqual([response.answer.length, response.authority.length], [1, 1]);
    assert.ok(findRRset(response.authority, parseName('EXAMPLE.'), TXT));
    assert.equal(findRRset(response.authority, name, TXT), undefined);
    assert.equal(findRRset(response.authority, parseName('example.'), A), undefined);
  });

  it('tells why there was no response', async () => {
    const failed = askerOver(() =>
      Promise.reject(new ExchangeError('timeout', 'udp://192.0.2.1', 'no word')),
    );
    assert.equal(
      said(await failed.asker.ask(name, A)),
      'nothing no-response: No response to www.example. A: no word',
    );
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is not ours may do so
    const odd = askerOver(() => Promise.reject('no error at all'));
    assert.match(said(await odd.asker.ask(name, A)), /: no error at all$/);
    assert.deepEqual(await failed.asker.observe(name, A), { name, type: A, failure: 'timeout' });
    assert.deepEqual(await odd.asker.observe(name, A), { name, type: A });
    assert.equal(failed.asker.arrived(name, A), undefined);
    assert.equal(failed.budget.queries, 1);
  });

  it('observes what came, read or not', async () => {
    const { asker } = askerOver((query) =>
      Promise.resolve(readMessage(query).questions[0]?.type === A ? respond(query) : Uint8Array.of(1)),
    );
    await asker.ask(name, A);
    asker.prefetch(name, TXT);
    const all = await asker.observations();
    assert.deepEqual(
      all.map(({ type, message, failure }) => [type, message?.rcode, failure]),
      [
        [A, 0, undefined],
        [TXT, undefined, 'malformed'],
      ],
    );
  });

  it('says nothing of the resolver where its own budget kept a question from being sent', async () => {
    const { asker } = askerOver(always(), { queries: 1 });
    await asker.ask(name, A);
    await assert.rejects(asker.ask(name, TXT), LimitError);
    assert.equal((await asker.observations()).length, 1);
    const small = askerOver(always(), { responseBytes: 20 });
    await assert.rejects(
      small.asker.ask(name, A),
      (error) => error instanceof LimitError && error.reason.code === 'limit-bytes',
    );
  });

  for (const [what, reason, expected] of [
    ['an error', new Error('enough'), /^Error: enough$/],
    ['anything else', 'enough', /^Error: enough$/],
  ] as const)
    it(`ends with the signal’s reason: ${what}`, async () => {
      const { asker, controller, queries } = askerOver(never);
      const asked = asker.ask(name, A);
      asker.prefetch(name, TXT);
      const observed = asker.observations();
      controller.abort(reason);
      const given = (error: unknown): boolean => error === reason || expected.test(String(error));
      await assert.rejects(asked, given);
      await assert.rejects(observed, given);
      await assert.rejects(asker.ask(name, rrType.AAAA), given);
      assert.equal(queries.length, 2);
    });
});
