/** DNS cookies against `named` that insists on its own (`require-server-cookie`). */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildQuery, readMessage, tcp, udp } from '../../lib/dns/index.js';
import { startNamed, type NameServer } from './support/named.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';

const badCookie = 23;
const apex = 'cookie.range';

describe('dns: cookies with named', () => {
  let directory = '';
  let named: NameServer;

  before(async () => {
    directory = await temporaryDirectory();
    const file = join(directory, 'zone');
    const soa = `${apex}. 60 IN SOA ns.${apex}. host.${apex}. 1 7200 3600 1209600 60`;
    await writeFile(file, `${soa}\n${apex}. 60 IN NS ns.${apex}.\nns.${apex}. 60 IN A 127.0.0.1\n`);
    named = await startNamed(directory, [{ apex, file }], ['require-server-cookie yes;']);
  });

  after(async () => {
    await named.stop();
    await removeDirectory(directory);
  });

  it('is refused with BADCOOKIE where a query has a client cookie alone', async () => {
    const query = buildQuery({ name: `ns.${apex}`, type: 1 });
    const own = Buffer.concat([query, Buffer.from('000a00080102030405060708', 'hex')]);
    own.writeUInt16BE(12, query.length - 2);
    using exchange = udp(named.address);
    assert.equal(readMessage(await exchange(own)).rcode, badCookie);
  });

  for (const [transport, open] of [
    ['UDP', udp],
    ['TCP', tcp],
  ] as const)
    it(`gets its answers over ${transport}`, async () => {
      using exchange = open(named.address);
      for (let turn = 0; turn < 3; turn++) {
        const message = readMessage(await exchange(buildQuery({ name: `ns.${apex}`, type: 1 })));
        assert.equal(message.rcode, 0);
        assert.equal(message.answer.length, 1);
      }
    });
});
