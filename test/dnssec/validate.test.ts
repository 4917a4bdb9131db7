import assert from 'node:assert/strict';
import { labInMemory, plainWorld, type AlgorithmName, type SigningPlan } from '../../lib/lab/index.js';
import { defaultAlgorithms, parseAnchors, validate, type Validation } from '../../lib/dnssec/index.js';

const at = new Date('2026-11-24T12:00:00Z');

interface Setup {
  readonly faults?: readonly string[];
  /** Changes to how t1t.io is signed. */
  readonly signing?: Partial<SigningPlan>;
}

function validateIn(
  name: string,
  type: string,
  { faults = [], signing = {} }: Setup = {},
): Promise<Validation> {
  const zones = plainWorld.map((zone) =>
    zone.apex === 't1t.io.' && zone.signing !== undefined
      ? { ...zone, signing: { ...zone.signing, ...signing } }
      : zone,
  );
  const { exchange, anchors } = labInMemory({ at, faults, zones });
  return validate({ name, type }, { exchange, anchors: parseAnchors(anchors, at), at });
}

describe('dnssec/validate', () => {
  const algorithms: readonly AlgorithmName[] = [
    'RSASHA256',
    'RSASHA512',
    'ECDSAP256SHA256',
    'ECDSAP384SHA384',
    'ED25519',
    'ED448',
  ];
  for (const algorithm of algorithms)
    it(`holds a chain signed with ${algorithm} for secure`, async () => {
      const result = await validateIn('t1c.t1t.io', 'A', { signing: { algorithm } });
      assert.deepEqual(result.reasons, []);
      assert.equal(result.status, 'secure');
      assert.deepEqual(
        result.answer.map((rrset) => rrset.data),
        [['127.0.0.1']],
      );
      assert.deepEqual(
        result.chain.map((link) => link.zone),
        ['.', 'io.', 't1t.io.'],
      );
      assert.equal(result.chain[2]?.ds[0]?.use, 'matched');
      assert.equal(result.answer[0]?.proof?.mnemonic, algorithm);
    });

  const optOut = { kind: 'nsec3', optOut: true, iterations: 0, saltHex: '' } as const;
  const nsec3 = { kind: 'nsec3', optOut: false, iterations: 3, saltHex: 'AABB' } as const;
  const cases: readonly [
    what: string,
    name: string,
    type: string,
    setup: Setup,
    status: string,
    rcode: string,
    codes: readonly string[],
  ][] = [
    ['NODATA by NSEC', 't1c.t1t.io', 'AAAA', {}, 'secure', 'NOERROR', []],
    ['NXDOMAIN by NSEC', 'nope.t1t.io', 'A', {}, 'secure', 'NXDOMAIN', []],
    ['a wildcard by NSEC', 'x.local.t1t.io', 'A', {}, 'secure', 'NOERROR', []],
    ['wildcard NODATA by NSEC', 'x.local.t1t.io', 'TXT', {}, 'secure', 'NOERROR', []],
    ['an empty non-terminal by NSEC', 'local.t1t.io', 'A', {}, 'secure', 'NOERROR', []],
    ['an alias', 'alias.t1t.io', 'A', {}, 'secure', 'NOERROR', []],
    ['an alias to NODATA', 'alias.t1t.io', 'AAAA', {}, 'secure', 'NOERROR', []],
    ['NODATA by NSEC3', 't1c.t1t.io', 'AAAA', { signing: { denial: nsec3 } }, 'secure', 'NOERROR', []],
    ['NXDOMAIN by NSEC3', 'nope.t1t.io', 'A', { signing: { denial: nsec3 } }, 'secure', 'NXDOMAIN', []],
    ['a wildcard by NSEC3', 'x.local.t1t.io', 'A', { signing: { denial: nsec3 } }, 'secure', 'NOERROR', []],
    [
      'wildcard NODATA by NSEC3',
      'x.local.t1t.io',
      'TXT',
      { signing: { denial: nsec3 } },
      'secure',
      'NOERROR',
      [],
    ],
    [
      'an empty non-terminal by NSEC3',
      'local.t1t.io',
      'A',
      { signing: { denial: nsec3 } },
      'secure',
      'NOERROR',
      [],
    ],
    [
      'NXDOMAIN in an opt-out span',
      'nope.t1t.io',
      'A',
      { signing: { denial: optOut } },
      'insecure',
      'NXDOMAIN',
      ['opt-out'],
    ],
    ['a DS', 't1t.io', 'DS', {}, 'secure', 'NOERROR', []],
    ['no DS', 'unsigned.example', 'DS', {}, 'secure', 'NOERROR', []],
    ['the DNSKEY', 't1t.io', 'DNSKEY', {}, 'secure', 'NOERROR', []],
    ['the root', '.', 'SOA', {}, 'secure', 'NOERROR', []],
    [
      'an unsigned delegation by NSEC3',
      'connector.unsigned.example',
      'A',
      {},
      'insecure',
      'NOERROR',
      ['unsigned-delegation'],
    ],
    [
      'an unsigned delegation in an opt-out span',
      't1c.t1t.io',
      'A',
      { faults: ['unsigned-delegation'] },
      'insecure',
      'NOERROR',
      ['opt-out'],
    ],
    [
      'NXDOMAIN in an unsigned zone',
      'nope.unsigned.example',
      'A',
      {},
      'insecure',
      'NXDOMAIN',
      ['unsigned-delegation'],
    ],
    [
      'a wrong signature',
      't1c.t1t.io',
      'A',
      { faults: ['flipped-byte'] },
      'bogus',
      'NOERROR',
      ['signature-invalid'],
    ],
    [
      'an expired signature',
      't1c.t1t.io',
      'A',
      { faults: ['expired-signature'] },
      'bogus',
      'NOERROR',
      ['signature-expired'],
    ],
    [
      'a signature of tomorrow',
      't1c.t1t.io',
      'A',
      { faults: ['not-yet-valid'] },
      'bogus',
      'NOERROR',
      ['signature-not-yet-valid'],
    ],
    [
      'a DS that fits no key',
      't1c.t1t.io',
      'A',
      { faults: ['wrong-ds'] },
      'bogus',
      'NOERROR',
      ['ds-mismatch'],
    ],
    [
      'a key that is gone',
      't1c.t1t.io',
      'A',
      { faults: ['missing-dnskey'] },
      'bogus',
      'NOERROR',
      ['ds-mismatch'],
    ],
    [
      'an NSEC that claims the type',
      't1c.t1t.io',
      'AAAA',
      { faults: ['bad-nsec'] },
      'bogus',
      'NOERROR',
      ['denial-unsound'],
    ],
    [
      'a forged NXDOMAIN',
      't1c.t1t.io',
      'A',
      { faults: ['nxdomain'] },
      'bogus',
      'NXDOMAIN',
      ['denial-missing'],
    ],
    ['a forged NODATA', 't1c.t1t.io', 'A', { faults: ['nodata'] }, 'bogus', 'NOERROR', ['denial-missing']],
    [
      'a forged address',
      't1c.t1t.io',
      'A',
      { faults: ['blocklist-address'] },
      'bogus',
      'NOERROR',
      ['signature-missing'],
    ],
    [
      'a resolver that fails',
      't1c.t1t.io',
      'A',
      { faults: ['servfail'] },
      'indeterminate',
      'SERVFAIL',
      ['response-failure'],
    ],
    [
      'a resolver that is silent',
      't1c.t1t.io',
      'A',
      { faults: ['timeout'] },
      'indeterminate',
      'NO-RESPONSE',
      ['no-response'],
    ],
  ];
  for (const [what, name, type, setup, status, rcode, codes] of cases)
    it(`holds ${what} for ${status}`, async () => {
      const result = await validateIn(name, type, setup);
      const found = result.reasons.map((reason) => reason.code);
      assert.equal(result.status, status, JSON.stringify(result.reasons));
      assert.equal(result.rcode, rcode);
      for (const code of codes)
        assert.ok((found as string[]).includes(code), `${code} among ${found.join(', ')}`);
      if (status === 'secure') assert.deepEqual(found, []);
      else assert.notEqual(found.length, 0);
    });

  it('says that the signature of one address is missing', async () => {
    const result = await validateIn('t1c.t1t.io', 'A', { faults: ['redirected'] });
    assert.equal(result.status, 'bogus');
    assert.ok(result.reasons.some((reason) => reason.ede === 10 && reason.reference.startsWith('RFC 4035')));
  });

  it('is indeterminate without any trust anchor, and bogus under one that fits nothing', async () => {
    const { exchange } = labInMemory({ at });
    const without = await validate({ name: 't1c.t1t.io', type: 'A' }, { exchange, anchors: [], at });
    assert.equal(without.status, 'indeterminate');
    assert.deepEqual(
      without.reasons.map((reason) => reason.code),
      ['no-anchor'],
    );
    const real = await validate({ name: 't1c.t1t.io', type: 'A' }, { exchange, at });
    assert.equal(real.status, 'bogus');
    assert.ok(real.reasons.some((reason) => reason.code === 'anchor-mismatch'));
  });

  it('asks for everything in one flight', async () => {
    const { exchange, anchors } = labInMemory({ at });
    let flights = 0;
    let waiting: (() => void)[] = [];
    const batched: typeof exchange = async (query, options) => {
      await new Promise<void>((resolve) => {
        if (waiting.length === 0)
          setImmediate(() => {
            flights += 1;
            const batch = waiting;
            waiting = [];
            for (const release of batch) release();
          });
        waiting.push(resolve);
      });
      return exchange(query, options);
    };
    const result = await validate(
      { name: 't1c.t1t.io', type: 'A' },
      { exchange: batched, anchors: parseAnchors(anchors, at), at },
    );
    assert.equal(result.status, 'secure');
    assert.equal(flights, 1);
  });

  it('takes a zone for insecure whose algorithm the caller does not trust', async () => {
    const zones = plainWorld.map((zone) =>
      zone.apex === 't1t.io.' && zone.signing !== undefined
        ? { ...zone, signing: { ...zone.signing, algorithm: 'ED25519' as const } }
        : zone,
    );
    const { exchange, anchors } = labInMemory({ at, zones });
    const algorithms = new Map([...defaultAlgorithms].filter(([number]) => number !== 15));
    const result = await validate(
      { name: 't1c.t1t.io', type: 'A' },
      { exchange, anchors: parseAnchors(anchors, at), at, algorithms },
    );
    assert.equal(result.status, 'insecure');
    assert.deepEqual(
      result.reasons.map((reason) => reason.code),
      ['unsupported-algorithm'],
    );
  });
});
