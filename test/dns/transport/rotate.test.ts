import assert from 'node:assert/strict';
import { ExchangeError, type Exchange } from '../../../lib/dns/exchange.js';
import { rotate } from '../../../lib/dns/transport/rotate.js';
import { failure } from './outcome.js';

describe('dns/transport/rotate', () => {
  const asked: string[] = [];
  const server =
    (name: string, outcome: () => Uint8Array): Exchange =>
    async () => {
      asked.push(name);
      return await Promise.resolve(outcome());
    };
  const broken = (name: string): Exchange =>
    server(name, () => {
      throw new ExchangeError('timeout', name, `${name}: no answer`);
    });
  const answering = (name: string): Exchange => server(name, () => Uint8Array.of(name.length));

  beforeEach(() => {
    asked.length = 0;
  });

  it('asks the next server when one gives no response, and stays with the one that did', async () => {
    const exchange = rotate([broken('a'), broken('b'), answering('c')]);
    await exchange(new Uint8Array(12));
    await exchange(new Uint8Array(12));
    assert.deepEqual(asked, ['a', 'b', 'c', 'c']);
  });

  it('comes round to the first again', async () => {
    let isUp = false;
    const first = server('a', () => {
      if (!isUp) throw new ExchangeError('refused', 'a', 'a: refused');
      return Uint8Array.of(1);
    });
    let turns = 0;
    const second = server('b', () => {
      if (turns++ > 0) throw new ExchangeError('refused', 'b', 'b: refused');
      return Uint8Array.of(2);
    });
    const exchange = rotate([first, second]);
    assert.deepEqual(await exchange(new Uint8Array(12)), Uint8Array.of(2));
    isUp = true;
    assert.deepEqual(await exchange(new Uint8Array(12)), Uint8Array.of(1));
  });

  it('rejects with the last error when none responds', async () => {
    assert.equal(await failure(rotate([broken('a'), broken('b')])(new Uint8Array(12))), 'timeout');
    assert.deepEqual(asked, ['a', 'b']);
  });

  it('does not take a bug or an abort for a silent server', async () => {
    const reason = new Error('enough');
    const stopping: Exchange = () => Promise.reject(reason);
    await assert.rejects(rotate([stopping, answering('b')])(new Uint8Array(12)), reason);
    assert.deepEqual(asked, []);
  });

  it('needs a server', () => {
    assert.throws(() => rotate([]), RangeError);
  });
});
