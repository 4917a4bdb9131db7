import assert from 'node:assert/strict';
import { startLab, type Lab } from '../../lib/lab/index.js';
import type { Validation } from '../../lib/dnssec/index.js';
import { now, runCli, type CliResult } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: dnssec', () => {
  const files = scratch();
  const labs: Lab[] = [];
  /** Asks a lab that is broken as told. */
  async function ask(faults: readonly string[], ...argv: string[]): Promise<CliResult> {
    const lab = await startLab({ at: now, faults });
    labs.push(lab);
    const anchors = await files.write(`anchors-${labs.length}`, lab.anchors);
    return runCli(['dnssec', ...argv, '--resolver', lab.resolver, '--anchors', anchors, '--timeout', '2000']);
  }
  after(() => Promise.all(labs.map((lab) => lab.close())));

  it('prints a chain as a tree', async () => {
    const { code, stdout, stderr } = await ask([], 't1c.t1t.io');
    assert.equal(code, 0);
    assert.match(stdout, /^t1c\.t1t\.io\. A: secure \(NOERROR\) as of 2026-11-24T08:00:00\.000Z$/m);
    assert.match(stdout, /^├─ zone \. secure, by the trust anchor$/m);
    assert.match(stdout, /^├─ zone t1t\.io\. secure, by the DS of its parent$/m);
    assert.match(
      stdout,
      /^│ {2}├─ DNSKEY \d+ flags 257 algorithm 13 \(ECDSAP256SHA256, 256 bits\) SEP, used$/m,
    );
    assert.match(stdout, /RRSIG over t1c\.t1t\.io\. A by t1t\.io\. key \d+/);
    assert.match(stderr, /^asking udp:\/\/127\.0\.0\.1:\d+ for t1c\.t1t\.io A\n$/);
  });

  for (const [fault, code, status, reason] of [
    ['expired-signature', 1, 'bogus', 'signature-expired'],
    ['wrong-ds', 1, 'bogus', 'ds-mismatch'],
    ['flipped-byte', 1, 'bogus', 'signature-invalid'],
    ['unsigned-delegation', 1, 'insecure', 'opt-out'],
    ['timeout', 3, 'indeterminate', 'no-response'],
    ['no-edns', 3, 'indeterminate', 'resolver-without-edns'],
    ['tcp-closed', 3, 'indeterminate', 'resolver-without-tcp'],
  ] as const) {
    it(`ends with ${code} for ${fault}, and says why and what to do`, async () => {
      const { code: actual, stdout } = await ask([fault], 't1c.t1t.io', '--json');
      const validation = JSON.parse(stdout) as Validation;
      assert.equal(actual, code, stdout);
      assert.equal(validation.status, status);
      assert.ok(
        validation.reasons.some(
          (one) => one.code === reason && one.fix.length > 10 && one.reference.includes('RFC'),
        ),
        stdout,
      );
    });
  }

  it('proves what is not there', async () => {
    const { code, stdout } = await ask([], 'nowhere.t1t.io', '--type', 'AAAA');
    assert.equal(code, 0);
    assert.match(stdout, /AAAA: secure \(NXDOMAIN\)/);
    assert.match(stdout, /NSEC3? proves: nxdomain/);
  });

  it('shows what the zone asks its parent to publish, and a DS that is to be published', async () => {
    const asks = (await ask(['cds-differs'], 't1c.t1t.io')).stdout;
    assert.match(asks, /zone t1t\.io\. asks its parent to publish\n.*─ CDS \d+ 13 2 [0-9A-F]{64}/);
    assert.match(asks, /warning for t1t\.io\.: t1t\.io\. publishes CDS/);
    const lacks = await ask(['no-ds'], 't1c.t1t.io');
    assert.equal(lacks.code, 1);
    assert.match(lacks.stdout, /─ t1t\.io\. IN DS \d+ 13 2 [0-9A-F]{64}\n/);
  });

  it('writes RDATA in JSON as text and as base64', async () => {
    const { answer } = JSON.parse((await ask([], 't1c.t1t.io', '--json', '--quiet')).stdout) as {
      answer: { data: string[]; rdata: string[] }[];
    };
    assert.deepEqual(
      answer.map(({ data, rdata }) => [data, rdata]),
      [[['127.0.0.1'], ['fwAAAQ==']]],
    );
  });

  it('draws a graph', async () => {
    const { code, stdout } = await ask([], 't1c.t1t.io', '--dot');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^digraph chain \{\n[\s\S]*"zone io\." -> "zone t1t\.io\." \[label="DS"\];[\s\S]*\}\n$/,
    );
  });

  it('trusts no anchor that is out of force at the moment of the question', async () => {
    const lab = await startLab({ at: now });
    labs.push(lab);
    const [, tag, algorithm, type, digest] = /DS (\d+) (\d+) (\d+) (\S+)/.exec(lab.anchors) ?? [];
    const file = await files.write(
      'anchors.xml',
      `<TrustAnchor><Zone>.</Zone><KeyDigest validFrom="2010-07-15T00:00:00+00:00" validUntil="2026-12-01T00:00:00+00:00"><KeyTag>${tag}</KeyTag><Algorithm>${algorithm}</Algorithm><DigestType>${type}</DigestType><Digest>${digest}</Digest></KeyDigest></TrustAnchor>`,
    );
    const argv = ['dnssec', 't1c.t1t.io', '--resolver', lab.resolver, '--anchors', file];
    const before = await runCli(argv);
    assert.match(before.stdout, /: secure/);
    const after = await runCli([...argv, '--at', '2026-12-02T00:00:00Z']);
    assert.deepEqual([after.code, after.stdout], [2, '']);
    assert.match(after.stderr, /was valid until 2026-12-01/);
  });

  it('asks for the A-labels of an international name, and for nothing where it has none', async () => {
    const { stdout, stderr } = await ask([], 'bücher.t1t.io');
    assert.match(stdout, /^xn--bcher-kva\.t1t\.io\. A: secure \(NXDOMAIN\)/m, stderr);
    const { code, stdout: none } = await ask([], 'a\u200db.t1t.io');
    assert.deepEqual([code, none], [2, '']);
  });

  it('knows no type of that name', async () => {
    const { code, stderr } = await ask([], 't1c.t1t.io', '--type', 'ADDRESS');
    assert.equal(code, 2, stderr);
    assert.match(stderr, /ADDRESS/);
  });
});
