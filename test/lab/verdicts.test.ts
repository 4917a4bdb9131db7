/** Every fault of the lab as our validator sees it: what is broken has to show in status and reason. */
import assert from 'node:assert/strict';
import { parseAnchors, validate, type Validation } from '../../lib/dnssec/index.js';
import { faults, labInMemory, plainWorld, type AlgorithmName, type ZonePlan } from '../../lib/lab/index.js';

async function verdict(
  name: string,
  type: string,
  options: Parameters<typeof labInMemory>[0] = {},
): Promise<Validation> {
  const at = new Date('2026-06-01T12:00:00Z');
  const { exchange, anchors } = labInMemory({ at, ...options });
  return await validate({ name, type }, { exchange, anchors: parseAnchors(anchors, at), at });
}

/** A resolver that no zone can be judged through. */
const throughout = (code: string): readonly [string, string, string] => {
  const verdict = `indeterminate ${code}`;
  return [verdict, verdict, verdict];
};

/** Status and first reason for `t1c.t1t.io` A and AAAA, and for the partner's A. */
const expected: Readonly<Record<string, readonly [string, string, string]>> = {
  'expired-signature': ['bogus signature-expired', 'bogus signature-expired', 'bogus signature-expired'],
  'not-yet-valid': [
    'bogus signature-not-yet-valid',
    'bogus signature-not-yet-valid',
    'bogus signature-not-yet-valid',
  ],
  'wrong-ds': ['bogus ds-mismatch', 'bogus ds-mismatch', 'bogus ds-mismatch'],
  'missing-dnskey': ['bogus ds-mismatch', 'bogus ds-mismatch', 'bogus ds-mismatch'],
  // io. signs with opt-out, example. does not.
  'unsigned-delegation': ['insecure opt-out', 'insecure opt-out', 'insecure unsigned-delegation'],
  'no-ds': ['insecure signed-without-ds', 'insecure signed-without-ds', 'insecure signed-without-ds'],
  'bad-nsec': ['secure', 'bogus denial-unsound', 'secure'],
  'extra-address': ['secure', 'secure', 'secure'],
  'wrong-address': ['secure', 'secure', 'secure'],
  'other-loopback': ['secure', 'secure', 'secure'],
  'stripped-signatures': throughout('resolver-without-signatures'),
  'no-edns': throughout('resolver-without-edns'),
  'edns-formerr': throughout('resolver-refuses-edns'),
  'edns-dropped': throughout('resolver-refuses-edns'),
  'ad-without-signatures': throughout('resolver-vouches-alone'),
  'ignores-cd': throughout('resolver-ignores-cd'),
  'hides-bogus': throughout('resolver-ignores-cd'),
  'drops-ds': throughout('resolver-without-ds'),
  'drops-dnskey': throughout('resolver-without-dnskey'),
  'empty-dnskey': throughout('resolver-without-dnskey'),
  'denies-ds': throughout('resolver-without-ds'),
  'tcp-closed': throughout('resolver-without-tcp'),
  'flipped-byte': ['bogus signature-invalid', 'secure', 'bogus signature-invalid'],
  'rebinding-filter': ['bogus denial-missing', 'secure', 'bogus denial-missing'],
  nxdomain: ['bogus denial-missing', 'bogus denial-missing', 'bogus denial-missing'],
  nodata: ['bogus denial-missing', 'bogus denial-missing', 'bogus denial-missing'],
  servfail: [
    'indeterminate response-failure',
    'indeterminate response-failure',
    'indeterminate response-failure',
  ],
  'blocklist-address': ['bogus signature-missing', 'secure', 'bogus signature-missing'],
  refused: [
    'indeterminate response-failure',
    'indeterminate response-failure',
    'indeterminate response-failure',
  ],
  timeout: ['indeterminate no-response', 'indeterminate no-response', 'indeterminate no-response'],
  'truncated-always': ['secure', 'secure', 'secure'],
  'rebinding-nxdomain': ['bogus denial-missing', 'secure', 'bogus denial-missing'],
  'rebinding-refused': ['indeterminate response-failure', 'secure', 'indeterminate response-failure'],
  'rebinding-servfail': ['indeterminate response-failure', 'secure', 'indeterminate response-failure'],
  'blocklist-ede': ['bogus denial-missing', 'bogus denial-missing', 'bogus denial-missing'],
  sinkhole: ['bogus signature-missing', 'secure', 'bogus signature-missing'],
  'response-policy-zone': ['bogus denial-missing', 'bogus denial-missing', 'bogus denial-missing'],
  redirected: ['bogus signature-missing', 'secure', 'bogus signature-missing'],
  outage: [
    'indeterminate response-failure',
    'indeterminate response-failure',
    'indeterminate response-failure',
  ],
  'denies-everything': throughout('resolver-denies-root'),
  'drops-name': ['indeterminate no-response', 'indeterminate no-response', 'indeterminate no-response'],
  'no-validation': ['secure', 'secure', 'secure'],
  'vouches-for-bogus': ['bogus signature-missing', 'secure', 'bogus signature-missing'],
  'short-ttl': ['secure', 'secure', 'secure'],
  'long-ttl': ['secure', 'secure', 'secure'],
  'alias-elsewhere': [
    'insecure unsigned-delegation',
    'insecure unsigned-delegation',
    'insecure unsigned-delegation',
  ],
  'caa-forbids': ['secure', 'secure', 'secure'],
  'signatures-end-soon': ['secure', 'secure', 'secure'],
  'cds-differs': ['secure', 'secure', 'secure'],
  'nsec3-iterations': ['secure', 'secure', 'secure'],
  'rebinding-ede': ['bogus denial-missing', 'secure', 'bogus denial-missing'],
  'caa-other-authority': ['secure', 'secure', 'secure'],
};

describe('lab: verdicts', () => {
  it('expects something of every fault', () => {
    assert.deepEqual(Object.keys(expected).sort(), faults.map(({ id }) => id).sort());
  });

  for (const [id, verdicts] of Object.entries(expected)) {
    it(`shows ${id}`, async () => {
      const questions = [
        ['t1c.t1t.io', 'A'],
        ['t1c.t1t.io', 'AAAA'],
        ['connector.partner.example', 'A'],
      ] as const;
      const seen = await Promise.all(
        questions.map(async ([name, type]) => {
          const { status, reasons } = await verdict(name, type, { faults: [id] });
          return [status, ...reasons.map(({ code }) => code)].slice(0, 2).join(' ');
        }),
      );
      assert.deepEqual(seen, verdicts);
    });
  }

  const names: readonly (readonly [string, string, string, string])[] = [
    ['t1c.t1t.io', 'A', 'secure', 'NOERROR'],
    ['alias.t1t.io', 'A', 'secure', 'NOERROR'],
    ['x.local.t1t.io', 'A', 'secure', 'NOERROR'],
    ['x.local.t1t.io', 'TXT', 'secure', 'NOERROR'],
    ['local.t1t.io', 'A', 'secure', 'NOERROR'],
    ['nope.t1t.io', 'A', 'secure', 'NXDOMAIN'],
    ['a.b.partner.example', 'A', 'secure', 'NXDOMAIN'],
    ['connector.unsigned.example', 'A', 'insecure', 'NOERROR'],
    ['nope.unsigned.example', 'A', 'insecure', 'NXDOMAIN'],
  ];
  for (const [name, type, status, rcode] of names) {
    it(`calls ${name} ${type} ${status}`, async () => {
      const seen = await verdict(name, type);
      assert.deepEqual([seen.status, seen.rcode], [status, rcode], JSON.stringify(seen.reasons));
    });
  }

  const algorithms: readonly AlgorithmName[] = [
    'RSASHA256',
    'RSASHA512',
    'ECDSAP384SHA384',
    'ED25519',
    'ED448',
  ];
  for (const algorithm of algorithms) {
    it(`calls a zone signed with ${algorithm} secure`, async () => {
      const zones: ZonePlan[] = plainWorld.map((zone) =>
        zone.isTarget && zone.signing !== undefined
          ? { ...zone, signing: { ...zone.signing, algorithm } }
          : zone,
      );
      assert.equal((await verdict('t1c.t1t.io', 'A', { zones })).status, 'secure');
      assert.equal((await verdict('nope.t1t.io', 'A', { zones })).status, 'secure');
    });
  }
});
