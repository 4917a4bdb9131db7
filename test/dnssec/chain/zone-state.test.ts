/** How a zone on the way down is shown: which keys signed, what its DS led to, and the same link for all names under it. */
import assert from 'node:assert/strict';
import { parseName } from '../../../lib/dns/name.js';
import { linkOf, pathTo, zoneState } from '../../../lib/dnssec/chain/zone-state.js';
import { readDnskey } from '../../../lib/dnssec/records/dnskey.js';
import { readDs } from '../../../lib/dnssec/records/ds.js';
import type { SignatureProof } from '../../../lib/dnssec/types.js';
import { makeKey } from '../../../lib/lab/zone-key.js';

const zone = parseName('example.');
const [one, other] = [makeKey('ECDSAP256SHA256', 'ksk'), makeKey('ED25519', 'zsk')].map(({ rdata }) =>
  readDnskey(rdata),
) as [ReturnType<typeof readDnskey>, ReturnType<typeof readDnskey>];
const by = (signerName: string, { keyTag }: { keyTag: number }): SignatureProof =>
  ({ signerName, keyTag }) as SignatureProof;

describe('dnssec/zone-state', () => {
  it('leaves blank what is not given', () => {
    assert.deepEqual(zoneState({ zone, status: 'bogus', by: 'nothing' }), {
      zone,
      status: 'bogus',
      by: 'nothing',
      parent: undefined,
      ds: [],
      matchedDs: [],
      usableDs: [],
      keys: [],
      requiredAlgorithms: new Set(),
      usedKeys: new Set(),
      proofs: [],
      denial: undefined,
      reasons: [],
      untilSeconds: 0,
      cached: false,
    });
    const given = zoneState({
      zone,
      status: 'secure',
      by: 'ds',
      requiredAlgorithms: new Set([13]),
      untilSeconds: 5,
      cached: true,
    });
    assert.deepEqual([[...given.requiredAlgorithms], given.untilSeconds, given.cached], [[13], 5, true]);
  });

  const top = zoneState({ zone: parseName('.'), status: 'secure', by: 'anchor' });
  const state = zoneState({ zone, status: 'secure', by: 'ds', parent: top, keys: [one, other] });

  it('leads from the anchor down', () => {
    assert.deepEqual(pathTo(state), [top, state]);
    assert.equal(linkOf(state, []).parent, '.');
    assert.equal('parent' in linkOf(top, []), false);
    assert.equal('denial' in linkOf(top, []), false);
    const denial = { mechanism: 'NSEC', conclusion: 'opt-out', optOut: false, records: [] } as const;
    assert.deepEqual(linkOf({ ...state, denial }, []).denial, denial);
  });

  const used = (...link: Parameters<typeof linkOf>): boolean[] => linkOf(...link).keys.map((key) => key.used);
  it('marks the keys that signed: what vouches for the zone itself, and its data', () => {
    assert.deepEqual(used(state, []), [false, false]);
    assert.deepEqual(used({ ...state, usedKeys: new Set([one]) }, []), [true, false]);
    assert.deepEqual(used(state, [by('example.', other)]), [false, true]);
    assert.deepEqual(used({ ...state, usedKeys: new Set([one]) }, [by('example.', other)]), [true, true]);
    // Tags are of a zone: another may have a key of the same tag.
    assert.deepEqual(used(state, [by('other.', other), by('.', one)]), [false, false]);
  });

  it('says of each DS what it led to', () => {
    const ds = [1, 2, 3].map((tag) => readDs(Uint8Array.of(0, tag, 13, 2, 0xab)));
    const link = linkOf({ ...state, ds, usableDs: ds.slice(0, 2), matchedDs: ds.slice(0, 1) }, []);
    assert.deepEqual(
      link.ds.map(({ keyTag, use }) => [keyTag, use]),
      [
        [1, 'matched'],
        [2, 'no-key'],
        [3, 'unused'],
      ],
    );
  });

  it('shows a zone that is kept as before, where the same keys signed, in whatever order', () => {
    const kept = { ...state, cached: true };
    const first = linkOf(kept, [by('example.', one), by('example.', other)]);
    assert.equal(linkOf(kept, [by('example.', other), by('example.', one)]), first);
    const fewer = linkOf(kept, [by('example.', one)]);
    assert.notEqual(fewer, first);
    assert.deepEqual(
      fewer.keys.map((key) => key.used),
      [true, false],
    );
    assert.equal(linkOf(kept, [by('example.', one)]), fewer);
    assert.notEqual(linkOf(kept, []), fewer);
    assert.notEqual(linkOf(state, []), linkOf(state, []));
    assert.equal(first.cached, true);
  });
});
