/** Zones by three signers, in every algorithm and kind of denial: our verdict against delv's and unbound-host's. */
import { removeDirectory, temporaryDirectory } from './support/programs.js';
import { bind, knot, ldns, type Signer } from './support/signers.js';
import { plantTree, type Tree } from './support/tree.js';
import { validators, type PeerDifference, type Validators } from './support/verdicts.js';
import { apexOf, questions, type DenialKind, type SignedZone } from './support/zones.js';

const signers: Readonly<Record<string, Signer>> = { bind, ldns, knot };
const matrix: readonly (readonly [string, string, DenialKind])[] = [
  ['bind', 'RSASHA256', 'nsec'],
  ['bind', 'RSASHA512', 'nsec'],
  ['bind', 'ECDSAP256SHA256', 'nsec'],
  ['bind', 'ECDSAP384SHA384', 'nsec'],
  ['bind', 'ED25519', 'nsec'],
  ['bind', 'ED448', 'nsec'],
  ['bind', 'RSASHA1', 'nsec'],
  ['bind', 'NSEC3RSASHA1', 'nsec3'],
  ['bind', 'ECDSAP256SHA256', 'nsec3'],
  ['bind', 'ECDSAP256SHA256', 'nsec3-iterated'],
  ['bind', 'ECDSAP256SHA256', 'nsec3-opt-out'],
  ['bind', 'RSASHA256', 'nsec3-opt-out'],
  ['ldns', 'ECDSAP256SHA256', 'nsec'],
  ['ldns', 'ECDSAP256SHA256', 'nsec3'],
  ['ldns', 'ECDSAP256SHA256', 'nsec3-iterated'],
  ['ldns', 'ECDSAP256SHA256', 'nsec3-opt-out'],
  ['ldns', 'RSASHA256', 'nsec'],
  ['ldns', 'ED25519', 'nsec3'],
  ['knot', 'ECDSAP256SHA256', 'nsec'],
  ['knot', 'ECDSAP256SHA256', 'nsec3'],
  ['knot', 'ECDSAP256SHA256', 'nsec3-iterated'],
  ['knot', 'ECDSAP256SHA256', 'nsec3-opt-out'],
  ['knot', 'RSASHA256', 'nsec3'],
  ['knot', 'ED448', 'nsec'],
];

const differences: readonly PeerDifference[] = [
  {
    applies: (name) => name.includes('-ed448-'),
    right: 'delv',
    why: 'Debian’s unbound is built without Ed448',
  },
  {
    applies: (name) => name.includes('opt-out'),
    right: 'unbound-host',
    why: 'RFC 5155 §9.2: a proof that rests on opt-out does not authenticate the absence',
  },
];

const labelOf = (signer: string, algorithm: string, denial: string): string =>
  `${signer}-${algorithm.toLowerCase()}-${denial}`;

describe('dnssec: zones by BIND, ldns and Knot', () => {
  let directory = '';
  let tree: Tree;
  let three: Validators;

  before(async () => {
    directory = await temporaryDirectory();
    const zones: SignedZone[] = [];
    for (const [signer, algorithm, denial] of matrix)
      zones.push(
        await signers[signer]!({ label: labelOf(signer, algorithm, denial), algorithm, denial }, directory),
      );
    tree = await plantTree(directory, zones);
    three = await validators(directory, tree.server.address, tree.anchor, differences);
  });

  after(async () => {
    three.close();
    await tree.server.stop();
    await removeDirectory(directory);
  });

  for (const [signer, algorithm, denial] of matrix) {
    const apex = apexOf(labelOf(signer, algorithm, denial));
    for (const [owner, type] of questions) {
      it(`${signer} ${algorithm} ${denial}: ${owner}${apex} ${type}`, async () => {
        await three.agree(`${owner}${apex}`, type);
      });
    }
  }
});
