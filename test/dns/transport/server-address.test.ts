import assert from 'node:assert/strict';
import { parseServer, parseServerIp, serverLabel } from '../../../lib/dns/transport/server-address.js';
import { parseResolvConf, systemResolvers } from '../../../lib/dns/transport/system-resolvers.js';

describe('dns/transport/server-address', () => {
  const servers: readonly (readonly [string, string])[] = [
    ['127.0.0.1', 'udp://127.0.0.1:53'],
    ['127.0.0.1:5353', 'udp://127.0.0.1:5353'],
    [' 127.0.0.1 ', 'udp://127.0.0.1:53'],
    ['::1', 'udp://[::1]:53'],
    ['[::1]', 'udp://[::1]:53'],
    ['[::1]:5353', 'udp://[::1]:5353'],
    ['fe80::1%eth0', 'udp://[fe80::1%eth0]:53'],
    ['dns.example', 'udp://dns.example:53'],
    ['dns.example:853', 'udp://dns.example:853'],
    ['dns.bücher.example:853', 'udp://dns.xn--bcher-kva.example:853'],
  ];
  for (const [text, label] of servers) {
    it(`reads ${text}`, () => {
      assert.equal(serverLabel('udp', parseServer(text, 53)), label);
    });
  }

  it('reads the parts', () => {
    assert.deepEqual(parseServer({ host: '::1' }, 53), { host: '::1', port: 53 });
    assert.deepEqual(parseServer({ host: '::1', port: 5 }, 53), { host: '::1', port: 5 });
  });

  for (const text of [
    '',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '127.0.0.1:',
    '127.0.0.256',
    '1.2.3',
    '[::1',
    '::1]:53',
    'a b',
    'a\u200db.example',
    '１２７.1',
    'udp://1.1.1.1',
    '[::1]:x',
    '-',
    '.',
  ]) {
    it(`refuses "${text}"`, () => {
      assert.throws(() => parseServer(text, 53), { name: 'ParseError', code: 'bad-server' });
    });
  }

  it('refuses a host name where the address is needed', () => {
    assert.throws(() => parseServerIp('dns.example', 53), { name: 'ParseError', code: 'bad-server' });
  });
});

describe('dns/transport/system-resolvers', () => {
  const files: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'two servers',
      'search example\nnameserver 192.0.2.1\nnameserver\t2001:db8::1\noptions edns0\n',
      ['192.0.2.1', '2001:db8::1'],
    ],
    [
      'the first three',
      'nameserver 1.1.1.1\nnameserver 1.1.1.2\nnameserver 1.1.1.3\nnameserver 1.1.1.4',
      ['1.1.1.1', '1.1.1.2', '1.1.1.3'],
    ],
    [
      'comments and nonsense',
      '# nameserver 1.1.1.1\n;nameserver 1.1.1.1\nnameserver dns.example\n nameserver 1.1.1.1\nnameserver 1.1.1.2 # home',
      ['1.1.1.2'],
    ],
    ['nothing', '', []],
  ];
  for (const [what, text, hosts] of files) {
    it(`reads a resolv.conf with ${what}`, () => {
      assert.deepEqual(
        parseResolvConf(text),
        hosts.map((host) => ({ host, port: 53 })),
      );
    });
  }

  it('finds resolvers of this system in a form the transports take', () => {
    for (const server of systemResolvers())
      assert.ok(serverLabel('udp', parseServerIp(server, 53)).startsWith('udp://'));
  });
});
