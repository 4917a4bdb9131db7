import assert from 'node:assert/strict';
import { gatherHosts, hostsPath, parseHosts } from '../../lib/gather/hosts.js';
import { testProfile } from '../audits/case.js';

const names = ['t1c.t1t.io', 'localhost'];

describe('gather: the hosts file', () => {
  const cases: readonly (readonly [
    line: string,
    entry: readonly [address: string, names: readonly string[]] | undefined,
  ])[] = [
    ['127.0.0.1 localhost', ['127.0.0.1', ['localhost']]],
    ['::1\tlocalhost ip6-localhost', ['::1', ['localhost']]],
    ['fe80::1%lo0 localhost', ['fe80::1%lo0', ['localhost']]],
    ['  10.0.0.1   T1C.t1t.io. # old', ['10.0.0.1', ['t1c.t1t.io']]],
    ['10.0.0.1 other t1c.t1t.io t1c.t1t.io', ['10.0.0.1', ['t1c.t1t.io']]],
    ['10.0.0.1 localhost t1c.t1t.io', ['10.0.0.1', ['localhost', 't1c.t1t.io']]],
    ['# 10.0.0.1 t1c.t1t.io', undefined],
    ['10.0.0.1#t1c.t1t.io', undefined],
    ['10.0.0.1', undefined],
    ['t1c.t1t.io 10.0.0.1', undefined],
    ['10.0.0.256 t1c.t1t.io', undefined],
    ['10.0.0.1 xt1c.t1t.io', undefined],
    ['', undefined],
  ];
  for (const [line, entry] of cases) {
    it(JSON.stringify(line), () => {
      const expected = entry === undefined ? [] : [{ line: 1, address: entry[0], names: entry[1] }];
      assert.deepEqual(parseHosts(line, names), expected);
    });
  }

  it('has lines that end in every way, and may begin with a mark of its byte order', () => {
    const text = '\uFEFF127.0.0.1 localhost\r\n#\r10.0.0.1 t1c.t1t.io\n\n10.0.0.2 t1c.t1t.io';
    assert.deepEqual(
      parseHosts(text, names).map(({ line, address }) => [line, address]),
      [
        [1, '127.0.0.1'],
        [3, '10.0.0.1'],
        [5, '10.0.0.2'],
      ],
    );
  });

  it('has its place on each system', () => {
    assert.equal(hostsPath({ platform: 'linux', env: {} }), '/etc/hosts');
    assert.equal(hostsPath({ platform: 'darwin', env: {} }), '/etc/hosts');
    assert.equal(hostsPath({ platform: 'win32', env: {} }), 'C:\\Windows\\System32\\drivers\\etc\\hosts');
    assert.equal(
      hostsPath({ platform: 'win32', env: { SystemRoot: 'D:\\W' } }),
      'D:\\W\\System32\\drivers\\etc\\hosts',
    );
  });

  it('is kept in part, and where it cannot be read the reason is', async () => {
    const text = '10.0.0.1 t1c.t1t.io\n'.repeat(1000);
    const read = () => Promise.resolve({ bytes: Buffer.from(text) });
    assert.equal((await gatherHosts(testProfile, { path: 'h', read })).entries.length, 100);
    const error = { code: 'not-permitted', message: 'm' };
    const found = await gatherHosts(testProfile, { path: 'h', read: () => Promise.resolve(error) });
    assert.deepEqual(found, { source: 'h', entries: [], error });
  });
});
