/** Zones in the middle of a key roll-over, done well and badly: our verdict against delv's and unbound-host's. */
import { removeDirectory, temporaryDirectory } from './support/programs.js';
import { asZone, states } from './support/states.js';
import { plantTree, type Tree } from './support/tree.js';
import { validators, type PeerDifference, type Validators } from './support/verdicts.js';
import { apexOf, type SignedZone } from './support/zones.js';

const questions = [
  ['www.', 'A'],
  ['www.', 'AAAA'],
  ['nope.', 'A'],
  ['', 'DNSKEY'],
] as const;

const differences: readonly PeerDifference[] = [
  {
    applies: (name) => name.includes('ds-downgrade.'),
    right: 'delv',
    why: 'RFC 4509 §3: with a SHA-256 DS there, one by SHA-1 does not count',
  },
];

describe('dnssec: key roll-overs', () => {
  let directory = '';
  let tree: Tree;
  let three: Validators;

  before(async () => {
    directory = await temporaryDirectory();
    const zones: SignedZone[] = [];
    for (const { label, make } of states)
      zones.push(asZone(apexOf(label), await make(directory, apexOf(label))));
    tree = await plantTree(directory, zones);
    three = await validators(directory, tree.server.address, tree.anchor, differences);
  });

  after(async () => {
    three.close();
    await tree.server.stop();
    await removeDirectory(directory);
  });

  for (const { label, what } of states) {
    for (const [owner, type] of questions) {
      it(`${what}: ${owner}${apexOf(label)} ${type}`, async () => {
        await three.agree(`${owner}${apexOf(label)}`, type);
      });
    }
  }
});
