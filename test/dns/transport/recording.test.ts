import assert from 'node:assert/strict';
import { ExchangeError, type Exchange } from '../../../lib/dns/exchange.js';
import { buildQuery } from '../../../lib/dns/query.js';
import { questionKey, recording, replaying } from '../../../lib/dns/transport/recording.js';
import { addresses, failure } from './outcome.js';
import { query, response } from './scripted-server.js';

const server: Exchange = (asked) => Promise.resolve(response(Buffer.from(asked), '127.0.0.1'));
const silent: Exchange = () => Promise.reject(new ExchangeError('timeout', 'udp://x', 'udp://x: silence'));

describe('dns/transport/recording', () => {
  it('plays back what it recorded, through JSON, whatever the id and the case', async () => {
    const recorded = recording(server);
    await recorded(query('one.example', 1));
    const replay = replaying(
      JSON.parse(JSON.stringify(recorded.records())) as ReturnType<typeof recorded.records>,
    );
    const answer = await replay(query('ONE.example', 2));
    assert.deepEqual(addresses(answer), ['127.0.0.1']);
    assert.equal(Buffer.from(answer).readUInt16BE(0), 2);
  });

  it('plays failures back', async () => {
    const recorded = recording(silent);
    assert.equal(await failure(recorded(query('one.example'))), 'timeout');
    assert.equal(await failure(replaying(recorded.records())(query('one.example'))), 'timeout');
  });

  it('says so when a question was never recorded', async () => {
    const recorded = recording(server);
    await recorded(query('one.example'));
    assert.equal(await failure(replaying(recorded.records())(query('two.example'))), 'not-recorded');
    const withDo = buildQuery({ name: 'one.example', type: 1 });
    assert.equal(await failure(replaying(recorded.records())(withDo)), 'not-recorded');
  });

  it('lists the questions in the order they were asked, not answered', async () => {
    const held: (() => void)[] = [];
    const recorded = recording(async (asked) => {
      await new Promise<void>((resolve) => held.push(resolve));
      return await server(asked);
    });
    const all = Promise.all([recorded(query('one.example')), recorded(query('two.example'))]);
    for (const release of held.reverse()) release();
    await all;
    assert.deepEqual(
      recorded.records().map((record) => record.question),
      ['one.example. IN TYPE1 rd', 'two.example. IN TYPE1 rd'],
    );
  });

  it('keeps the last response, and no failure after one', async () => {
    let turn = 0;
    const recorded = recording(async (asked) => {
      turn++;
      if (turn === 3) return await silent(asked);
      return response(Buffer.from(asked), `127.0.0.${turn}`);
    });
    await recorded(query('one.example'));
    await recorded(query('one.example'));
    await failure(recorded(query('one.example')));
    assert.deepEqual(addresses(await replaying(recorded.records())(query('one.example'))), ['127.0.0.2']);
  });

  const keys: readonly (readonly [Uint8Array, string])[] = [
    [buildQuery({ name: 'T1C.t1t.io', type: 1 }), 't1c.t1t.io. IN TYPE1 rd do'],
    [buildQuery({ name: '.', type: 48 }, { checkingDisabled: true }), '. IN TYPE48 rd do cd'],
    [buildQuery({ name: 'io', type: 43 }, { recursionDesired: false, dnssecOk: false }), 'io. IN TYPE43'],
    [buildQuery({ name: Uint8Array.of(3, 0x61, 0x2e, 0xff, 0), type: 1 }), 'a\\046\\255. IN TYPE1 rd do'],
  ];
  for (const [asked, key] of keys) {
    it(`keys a query as ${key}`, () => {
      assert.equal(questionKey(asked), key);
    });
  }

  it('refuses a record that holds nothing', () => {
    assert.throws(() => replaying([{ question: 'one.example. IN TYPE1' }]), { code: 'bad-recording' });
  });
});
