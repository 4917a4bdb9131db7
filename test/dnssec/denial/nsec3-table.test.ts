/** What NSEC3 records prove and what they do not (RFC 5155 §8, RFC 6840 §4), over records that ldns and Knot signed. */
import assert from 'node:assert/strict';
import { formatBase32Hex } from '../../../lib/dns/base32hex.js';
import { rrType } from '../../../lib/dns/codes.js';
import { formatName, parseName } from '../../../lib/dns/name.js';
import type { RRset } from '../../../lib/dns/rrset.js';
import {
  nsec3Hash,
  nsec3ProvesNxDomain,
  Nsec3Set,
  type Nsec3,
  type Nsec3Finding,
  type SomeNsec3s,
} from '../../../lib/dnssec/denial/nsec3.js';
import { Budget, defaultLimits } from '../../../lib/dnssec/limits.js';
import { denialTable, linesOf, signedZone, type DenialCase, type SignedZone } from '../signed-zones.js';

/** Hashes that BIND's nsec3hash computed: name, with salt AABB and five iterations, with none. */
const hashes = linesOf('hashes.txt')
  .filter((line) => !line.startsWith('#'))
  .map((line) => line.split(' ') as [name: string, salted: string, bare: string]);

const ldns = signedZone('nsec3-ldns.zone');
const knot = signedZone('opt-out-knot.zone');

/** `=name`: the record at the name's hash; `~name`: the one in whose span it lies. By the text of the hashes alone. */
function pickFrom(zone: SignedZone, column: 1 | 2): (what: string) => RRset {
  const ring = zone.rrsets
    .filter((rrset) => rrset.type === rrType.NSEC3)
    .map((rrset) => ({ rrset, hash: Buffer.from(rrset.name.subarray(1, 33)).toString().toUpperCase() }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
  return (what) => {
    const hash = hashes.find(([name]) => name === what.slice(1))?.[column];
    assert.ok(hash, `no hash for ${what}`);
    const at = ring.findLast((record) => record.hash <= hash) ?? ring.at(-1);
    assert.ok(at);
    assert.equal(at.hash === hash, what.startsWith('='), what);
    return at.rrset;
  };
}

const everywhere: readonly DenialCase[] = [
  // The name is there, the type is not.
  ['NODATA AAAA', 'www.example.', 'nodata', '=www.example.'],
  ['NODATA DS', 'www.example.', 'nodata', '=www.example.'],
  ['NODATA A', 'www.example.', ''],
  ['NODATA ANY', 'www.example.', ''],
  ['NODATA AAAA', 'example.', 'nodata', '=example.'],
  ['NODATA DS', 'example.', ''],
  ['NODATA MX', 'example.', ''],
  ['NODATA A', 'alias.example.', ''],
  ['NODATA DS', 'alias.example.', ''],
  ['NODATA A', 'dname.example.', 'nodata', '=dname.example.'],
  ['NODATA DS', 'secure.example.', ''],
  ['NODATA A', 'secure.example.', ''],
  // Empty non-terminals have a record without types.
  ['NODATA A', 'ent.example.', 'nodata', '=ent.example.'],
  ['NODATA ANY', 'b.ent.example.', 'nodata', '=b.ent.example.'],
  ['NXDOMAIN', 'ent.example.', ''],
  ['NXDOMAIN', '*.wempty.example.', ''],
  // What exists is not denied, by whatever records.
  ['NXDOMAIN', 'example.', ''],
  ['NXDOMAIN', 'www.example.', ''],
  ['NXDOMAIN', 'x.wild.example.', ''],
  ['NXDOMAIN', 'y.wcname.example.', ''],
  ['NXDOMAIN', 'x.wempty.example.', ''],
  ['NXDOMAIN', 'host.dname.example.', ''],
  ['NXDOMAIN', 'nope.test.', ''],
  ['NXDOMAIN', '.', ''],
  // The wildcard has the type, or is an alias.
  ['NODATA TXT', 'x.wild.example.', ''],
  ['NODATA TXT', 'y.wcname.example.', ''],
  ['NODATA A', 'host.dname.example.', ''],
  ['NODATA DS', 'host.dname.example.', ''],
  // A name longer by one label than what the wildcard hangs below is there.
  ['*.wild.example.', 'x.sub.wild.example.', ''],
  ['*.example.', 'x.wild.example.', ''],
  ['*.example.', 'www.example.', ''],
  ['*.ent.example.', 'b.ent.example.', ''],
  // Is there a cut, and is it without DS?
  ['no DS', 'secure.example.', ''],
  ['no DS', 'example.', ''],
  ['no DS', 'www.example.', 'no-delegation', '=www.example.'],
  ['no DS', 'ent.example.', 'no-delegation', '=ent.example.'],
  ['no DS', 'host.dname.example.', ''],
  ['no DS', 'nope.test.', ''],
];

const byLdns: readonly DenialCase[] = [
  ...everywhere,
  ['NODATA DS', 'insecure.example.', 'nodata', '=insecure.example.'],
  ['NODATA A', 'insecure.example.', ''],
  ['NODATA A', 'x.wild.example.', 'wildcard-nodata', '=wild.example. ~x.wild.example. =*.wild.example.'],
  ['NODATA A', 'z.x.wild.example.', 'wildcard-nodata', '=wild.example. ~x.wild.example. =*.wild.example.'],
  [
    'NODATA A',
    'x.wempty.example.',
    'wildcard-nodata',
    '=wempty.example. ~x.wempty.example. =*.wempty.example.',
  ],
  ['NODATA TXT', 'x.sub.wild.example.', ''],
  ['NODATA DS', 'nope.example.', ''],
  ['NODATA A', 'nope.example.', ''],
  ['NXDOMAIN', 'nope.example.', 'nxdomain', '=example. ~nope.example. ~*.example.'],
  ['NXDOMAIN', 'deep.nope.example.', 'nxdomain', '=example. ~nope.example. ~*.example.'],
  ['NXDOMAIN', 'x.ent.example.', 'nxdomain', '=ent.example. ~x.ent.example. ~*.ent.example.'],
  [
    'NXDOMAIN',
    'x.sub.wild.example.',
    'nxdomain',
    '=sub.wild.example. ~x.sub.wild.example. ~*.sub.wild.example.',
  ],
  // A closest encloser that is a cut speaks for another zone.
  ['NXDOMAIN', 'host.insecure.example.', ''],
  ['NODATA DS', 'host.insecure.example.', ''],
  ['no DS', 'host.insecure.example.', ''],
  ['*.wild.example.', 'x.wild.example.', 'no-closer-match', '~x.wild.example.'],
  ['*.wild.example.', 'z.x.wild.example.', 'no-closer-match', '~x.wild.example.'],
  ['*.wcname.example.', 'y.wcname.example.', 'no-closer-match', '~y.wcname.example.'],
  ['no DS', 'insecure.example.', 'unsigned-delegation', '=insecure.example.'],
  ['no DS', 'nope.example.', 'no-delegation', '=example. ~nope.example.'],
  ['no DS', 'x.wild.example.', 'no-delegation', '=wild.example. ~x.wild.example.'],
];

/** Every record has the opt-out flag, and the unsigned delegation has none: in each span one may lie. */
const byKnot: readonly DenialCase[] = [
  ...everywhere,
  ['NODATA DS', 'insecure.example.', 'opt-out', '=example. ~insecure.example.'],
  ['NODATA A', 'insecure.example.', 'opt-out', '=example. ~insecure.example.'],
  // Where a delegation may lie, the wildcard's record adds nothing.
  ['NODATA A', 'x.wild.example.', 'opt-out', '=wild.example. ~x.wild.example.'],
  ['NODATA DS', 'nope.example.', 'opt-out', '=example. ~nope.example.'],
  ['NXDOMAIN', 'insecure.example.', 'opt-out', '=example. ~insecure.example. ~*.example.'],
  ['NXDOMAIN', 'nope.example.', 'opt-out', '=example. ~nope.example. ~*.example.'],
  ['*.wild.example.', 'x.wild.example.', 'opt-out', '~x.wild.example.'],
  ['no DS', 'insecure.example.', 'opt-out', '=example. ~insecure.example.'],
  ['no DS', 'nope.example.', 'opt-out', '=example. ~nope.example.'],
];

describe('dnssec/nsec3: what the records of a zone prove', () => {
  const types = [rrType.NSEC3];
  describe('signed by ldns', () => {
    denialTable(ldns, types, pickFrom(ldns, 1), byLdns);
  });
  describe('with opt-out, signed by Knot', () => {
    denialTable(knot, types, pickFrom(knot, 2), byKnot);
  });

  it('hashes names as BIND does', () => {
    assert.ok(hashes.length > 20);
    for (const [name, salted, bare] of hashes) {
      const hash = (salt: string, iterations: number): string =>
        formatBase32Hex(nsec3Hash(parseName(name), Buffer.from(salt, 'hex'), iterations)).toUpperCase();
      assert.equal(hash('AABB', 5), salted, name);
      assert.equal(hash('', 0), bare, name);
      assert.equal(
        formatBase32Hex(nsec3Hash(parseName(name.toUpperCase()), new Uint8Array(), 0)).toUpperCase(),
        bare,
      );
    }
  });
});

describe('dnssec: the worked zone of RFC 5155', () => {
  const salt = Buffer.from('aabbccdd', 'hex');
  const hashOf = (name: string): string =>
    formatBase32Hex(nsec3Hash(parseName(name), salt, 12)).toLowerCase();
  // Appendix A, in the order of the ring.
  const ring: readonly (readonly [owner: string, hash: string])[] = [
    ['example.', '0p9mhaveqvm6t7vbl5lop2u3t2rp3tom'],
    ['ns1.example.', '2t7b4g4vsa5smi47k61mv5bv1a22bojr'],
    ['x.y.w.example.', '2vptu5timamqttgl4luu9kg21e0aor3s'],
    ['a.example.', '35mthgpgcu1qg68fab165klnsnk3dpvl'],
    ['x.w.example.', 'b4um86eghhds6nea196smvmlo4ors995'],
    ['ai.example.', 'gjeqe526plbf1g8mklp59enfd789njgi'],
    ['y.w.example.', 'ji6neoaepv8b5o6k4ev33abha8ht9fgc'],
    ['w.example.', 'k8udemvp1j2f7eg6jebps17vp3n8i58h'],
    ['ns2.example.', 'q04jkcevqvmu85r014c7dkba38o0ji5r'],
    ['*.w.example.', 'r53bq7cc2uvmubfu5ocmm6pers9tk9en'],
    ['xx.example.', 't644ebqk9bibcna874givr6joj62mlhv'],
  ];
  const records = ring.map(([owner, hash], index) => ({
    owner: parseName(`${hash}.example.`),
    ownerHash: nsec3Hash(parseName(owner), salt, 12),
    nextHash: nsec3Hash(parseName(ring[(index + 1) % ring.length]![0]), salt, 12),
    optOut: false,
    iterations: 12,
    salt,
    types: new Set([rrType.A]),
  }));

  it('hashes its names as the appendix does', () => {
    assert.deepEqual(
      ring.map(([owner]) => hashOf(owner)),
      ring.map(([, hash]) => hash),
    );
  });

  const denied = parseName('a.c.x.w.example.');
  const proofOf = (among: readonly Nsec3[]): Nsec3Finding | undefined =>
    nsec3ProvesNxDomain(
      new Nsec3Set(parseName('example.'), among as SomeNsec3s, new Budget(defaultLimits)),
      denied,
    );
  const taken = [0, 3, 4].map((at) => records[at]!);

  it('denies a.c.x.w.example. by the three records of appendix B.1', () => {
    const { conclusion, used } = proofOf(records)!;
    assert.equal(conclusion, 'nxdomain');
    assert.deepEqual(new Set(used), new Set(taken));
  });

  for (const left of taken)
    it(`and not without the one at ${formatName(left.owner).slice(0, 8)}…`, () => {
      assert.equal(proofOf(taken.filter((record) => record !== left)), undefined);
    });
});
