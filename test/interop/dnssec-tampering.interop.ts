/** Sound zones whose responses are changed on the way: our verdict against delv's and unbound-host's. */
import assert from 'node:assert/strict';
import { parseRecord, rrType, groupRRsets, type RRset } from '../../lib/dns/index.js';
import { removeDirectory, temporaryDirectory, type Daemon } from './support/programs.js';
import { bind } from './support/signers.js';
import { tamperingProxy, type Draft, type Tamper } from './support/tampering-proxy.js';
import { plantTree, type Tree } from './support/tree.js';
import { validators, type PeerDifference, type Validators } from './support/verdicts.js';

const algorithm = 'ECDSAP256SHA256';
const zones = ['nsec', 'nsec3'] as const;
const addressTypes: ReadonlySet<number> = new Set([rrType.A, rrType.AAAA]);
const chainTypes: ReadonlySet<number> = new Set([rrType.NSEC, rrType.NSEC3]);
const unsigned = (rrset: RRset): RRset => ({ ...rrset, signatures: [] });
const forged = (line: string): RRset[] => groupRRsets([parseRecord(line)]);

/** Applies to address questions alone, so that the way to the zone stays sound. */
const onAddresses =
  (change: (draft: Draft) => Draft): Tamper =>
  (draft, { type }) =>
    addressTypes.has(type) ? change(draft) : draft;

const tampers: readonly (readonly [string, Tamper])[] = [
  ['nothing changed', (draft) => draft],
  [
    'the answer’s signature removed',
    onAddresses((draft) => ({ ...draft, answer: draft.answer.map(unsigned) })),
  ],
  ['the answer removed', onAddresses((draft) => ({ ...draft, answer: [] }))],
  ['NXDOMAIN in its place', onAddresses(() => ({ rcode: 3, answer: [], authority: [] }))],
  ['NXDOMAIN beside the records', onAddresses((draft) => ({ ...draft, rcode: 3 }))],
  ['NOERROR in place of NXDOMAIN', onAddresses((draft) => ({ ...draft, rcode: 0 }))],
  [
    'the proof of absence removed',
    (draft) => ({ ...draft, authority: draft.authority.filter(({ type }) => !chainTypes.has(type)) }),
  ],
  [
    'one record of the proof removed',
    onAddresses((draft) => {
      const first = draft.authority.find(({ type }) => chainTypes.has(type));
      return { ...draft, authority: draft.authority.filter((rrset) => rrset !== first) };
    }),
  ],
  [
    'the SOA removed',
    onAddresses((draft) => ({
      ...draft,
      authority: draft.authority.filter(({ type }) => type !== rrType.SOA),
    })),
  ],
  [
    'the address doubled by another',
    onAddresses((draft) => ({
      ...draft,
      answer: draft.answer.map((rrset) =>
        rrset.type === rrType.A ? { ...rrset, rdata: [...rrset.rdata, Uint8Array.of(192, 0, 2, 66)] } : rrset,
      ),
    })),
  ],
  [
    'an unsigned record of another zone added',
    onAddresses((draft) => ({
      ...draft,
      authority: [...draft.authority, ...forged('www.other.range. 300 A 192.0.2.66')],
    })),
  ],
  [
    'the order turned round',
    (draft) => ({ ...draft, answer: [...draft.answer].reverse(), authority: [...draft.authority].reverse() }),
  ],
  [
    'the DS denied without proof',
    (draft, { name, type }) =>
      type === rrType.DS && name.includes('nsec') ? { rcode: 0, answer: [], authority: [] } : draft,
  ],
];

const names = [
  ['www.', 'A'],
  ['www.', 'AAAA'],
  ['nope.', 'A'],
  ['x.wild.', 'A'],
  ['alias.', 'A'],
] as const;

/** By what was changed and the start of the name. */
const differences: Readonly<Record<string, readonly PeerDifference[]>> = {
  'NXDOMAIN beside the records': [
    {
      applies: (name) => name.startsWith('alias.'),
      right: 'unbound-host',
      why: 'delv looks at the alias alone, and the rcode is about its target',
    },
    {
      applies: (name) => name === 'www.nsec.range.',
      right: 'unbound-host',
      why: 'old servers say NXDOMAIN for empty non-terminals, and NSEC tells the difference',
    },
  ],
  'the SOA removed': [
    {
      applies: (name) => name.startsWith('www.'),
      right: 'unbound-host',
      why: 'the SOA sets how long a "no" is kept (RFC 2308 §5), and proves nothing',
    },
  ],
  'the address doubled by another': [
    {
      applies: (name) => name.startsWith('alias.'),
      right: 'unbound-host',
      why: 'delv looks at the alias alone',
    },
  ],
};

describe('dnssec: responses changed on the way', () => {
  let directory = '';
  let tree: Tree;

  before(async () => {
    directory = await temporaryDirectory();
    const signed = [];
    for (const denial of zones) signed.push(await bind({ label: denial, algorithm, denial }, directory));
    tree = await plantTree(directory, signed);
  });
  after(async () => {
    await tree.server.stop();
    await removeDirectory(directory);
  });

  for (const [what, tamper] of tampers) {
    describe(what, () => {
      let proxy: Daemon & { readonly address: string };
      let three: Validators;
      before(async () => {
        proxy = await tamperingProxy(tree.server.address, tamper);
        three = await validators(directory, proxy.address, tree.anchor, differences[what]);
      });
      after(async () => {
        three.close();
        await proxy.stop();
      });
      for (const denial of zones)
        for (const [owner, type] of names)
          it(`${owner}${denial}.range. ${type}`, async () => {
            await three.agree(`${owner}${denial}.range.`, type);
          });
    });
  }

  /** What is missing of every zone is the way's fault: the peers call the zone bogus, we blame no zone. */
  const ways: readonly (readonly [string, Tamper, string])[] = [
    [
      'when the keys cannot be had: that is no proof of anything',
      (draft, { type }) => (type === rrType.DNSKEY ? { rcode: 2, answer: [], authority: [] } : draft),
      'indeterminate resolver-without-dnskey',
    ],
    [
      'when every signature was removed',
      (draft) => ({ ...draft, answer: draft.answer.map(unsigned), authority: draft.authority.map(unsigned) }),
      'indeterminate resolver-without-signatures',
    ],
  ];
  for (const [when, tamper, verdict] of ways)
    it(`calls it indeterminate ${when}`, async () => {
      const proxy = await tamperingProxy(tree.server.address, tamper);
      const three = await validators(directory, proxy.address, tree.anchor);
      assert.equal(await three.ours('www.nsec.range.', 'A'), verdict);
      three.close();
      await proxy.stop();
    });
});
