/** The DS that is told to be published, held against the one that BIND makes of the zone's key file. */
import assert from 'node:assert/strict';
import { udp } from '../../lib/dns/index.js';
import { parseAnchors, validate, type Validation } from '../../lib/dnssec/index.js';
import { startNamed, type NameServer } from './support/named.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';
import { bindDs, bindKey, bindSignText } from './support/signers.js';
import { signParent } from './support/tree.js';

describe('dnssec: the DS to publish, by dnssec-dsfromkey', () => {
  let directory = '';
  let anchor = '';
  let server: NameServer;
  const right = new Map<string, readonly string[]>();

  before(async () => {
    directory = await temporaryDirectory();
    const zones = [];
    const delegations = [];
    for (const [apex, algorithm, delegates] of [
      ['none.', 'ECDSAP256SHA256', false],
      ['wrong.', 'RSASHA256', true],
    ] as const) {
      const ksk = await bindKey(directory, apex, algorithm, '-f', 'KSK');
      const zsk = await bindKey(directory, apex, algorithm);
      const text = [
        `${apex} 300 IN SOA ns.${apex} hostmaster.${apex} 1 7200 3600 1209600 60`,
        `${apex} 300 IN NS ns.${apex}`,
        `ns.${apex} 300 IN A 127.0.0.1`,
        '',
      ].join('\n');
      zones.push({ apex, file: await bindSignText(directory, apex, text, { ksks: [ksk], zsks: [zsk] }) });
      right.set(apex, await bindDs(directory, ksk));
      delegations.push(`${apex} 300 IN NS ns.${apex}`, `ns.${apex} 300 IN A 127.0.0.1`);
      const another = await bindKey(directory, apex, algorithm, '-f', 'KSK');
      if (delegates) delegations.push(...(await bindDs(directory, another)));
    }
    const root = await signParent(directory, '.', delegations);
    anchor = root.ds[0] ?? '';
    server = await startNamed(directory, [root, ...zones]);
  });

  after(async () => {
    await server.stop();
    await removeDirectory(directory);
  });

  async function ask(apex: string): Promise<Validation> {
    using exchange = udp(server.address);
    return await validate(
      { name: `ns.${apex}`, type: 'A' },
      { exchange, anchors: parseAnchors(anchor, new Date()), inspect: true },
    );
  }

  for (const [apex, status, code] of [
    ['none.', 'insecure', 'signed-without-ds'],
    ['wrong.', 'bogus', 'ds-mismatch'],
  ] as const)
    it(`${code} at ${apex}`, async () => {
      const validation = await ask(apex);
      assert.equal(validation.status, status, JSON.stringify(validation.reasons));
      const told = validation.reasons.find((reason) => reason.code === code);
      assert.deepEqual(
        told?.records,
        right.get(apex)?.map((line) => line.replace(/\s+/g, ' ').trim()),
      );
    });
});
