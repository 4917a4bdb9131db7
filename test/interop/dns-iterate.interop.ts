/**
 * The walk from the root through real servers, one `named` for each address that the delegations give, and one zone
 * whose two servers disagree: what "only one of the zone's servers is wrong" looks like.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { iterate, parseName, udp, type IterativeExchange, type Transport } from '../../lib/dns/index.js';
import { parseAnchors, validate } from '../../lib/dnssec/index.js';
import { startNamed, type NameServer } from './support/named.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';
import { bindDs, bindKey, bindSignText } from './support/signers.js';
import { signParent } from './support/tree.js';

const algorithm = 'ECDSAP256SHA256';
const zone = 'two.range.';
const addresses = { root: '192.0.2.1', tld: '192.0.2.2', good: '192.0.2.3', stale: '192.0.2.4' };

describe('dns: a walk over several named', () => {
  let directory = '';
  let anchor = '';
  let exchange: IterativeExchange;
  const servers: NameServer[] = [];
  const transports = new Map<string, Transport>();

  before(async () => {
    directory = await temporaryDirectory();
    const ksk = await bindKey(directory, zone, algorithm, '-f', 'KSK');
    const zsk = await bindKey(directory, zone, algorithm);
    const delegation = [
      `${zone} 300 IN NS ns1.${zone}`,
      `${zone} 300 IN NS ns2.${zone}`,
      `ns1.${zone} 300 IN A ${addresses.good}`,
      `ns2.${zone} 300 IN A ${addresses.stale}`,
    ];
    const text = [
      `${zone} 300 IN SOA ns1.${zone} hostmaster.${zone} 1 7200 3600 1209600 60`,
      ...delegation,
      `www.${zone} 300 IN A 127.0.0.1`,
      '',
    ].join('\n');
    const good = await bindSignText(directory, zone, text, { ksks: [ksk], zsks: [zsk] });
    const stale = `${good}.stale`;
    await writeFile(
      stale,
      (await readFile(good, 'utf8')).replace(/^(www\S*\s+300\s+IN\s+A\s+).*$/m, '$1192.0.2.66'),
    );
    const tld = await signParent(
      directory,
      'range.',
      [...delegation, ...(await bindDs(directory, ksk))],
      addresses.tld,
    );
    const glue = ['range. 300 IN NS ns.range.', `ns.range. 300 IN A ${addresses.tld}`];
    const root = await signParent(directory, '.', [...glue, ...tld.ds], addresses.root);
    anchor = root.ds[0] ?? '';

    for (const [address, served] of [
      [addresses.root, root],
      [addresses.tld, tld],
      [addresses.good, { apex: zone, file: good }],
      [addresses.stale, { apex: zone, file: stale }],
    ] as const) {
      const server = await startNamed(directory, [served]);
      servers.push(server);
      transports.set(address, udp(server.address));
    }
    exchange = iterate({
      hints: [{ name: parseName('ns.'), addresses: [addresses.root] }],
      // Delegations carry no port: each address stands for a server on a loopback port.
      exchangeFor: (address) => transports.get(address)!,
    });
  });

  after(async () => {
    for (const transport of transports.values()) transport.close();
    for (const server of servers) await server.stop();
    await removeDirectory(directory);
  });

  const status = async (through: IterativeExchange, name: string, type: string): Promise<string> =>
    (await validate({ name, type }, { exchange: through, anchors: parseAnchors(anchor, new Date()) })).status;

  it('validates over the walk', async () => {
    assert.equal(await status(exchange, 'range.', 'SOA'), 'secure');
    assert.equal(await status(exchange, `www.${zone}`, 'AAAA'), 'secure');
    assert.equal(await status(exchange, `nope.${zone}`, 'A'), 'secure');
    assert.equal(await status(exchange, 'nope.', 'A'), 'secure');
  });

  it('tells which of the zone’s servers is wrong', async () => {
    const found = await exchange.serversOf(parseName(`www.${zone}`));
    assert.deepEqual(found.map(({ address }) => address).sort(), [addresses.good, addresses.stale]);
    const verdicts = new Map<string, string>();
    for (const server of found)
      verdicts.set(
        server.address,
        await status(exchange.through(parseName(zone), server), `www.${zone}`, 'A'),
      );
    assert.deepEqual([verdicts.get(addresses.good), verdicts.get(addresses.stale)], ['secure', 'bogus']);
  });
});
