/**
 * Denial of existence held against its strongest forger: one who has every NSEC and NSEC3 that BIND signed for a zone
 * and its parent, and sends all of them, with "no such name" or "no such type", for every question. Whatever is called
 * secure then has to be true.
 */
import assert from 'node:assert/strict';
import {
  buildQuery,
  groupRRsets,
  parseName,
  readMessage,
  rrType,
  udp,
  writeResponse,
  type Exchange,
  type RRset,
} from '../../lib/dns/index.js';
import { parseAnchors, validate, type Validation } from '../../lib/dnssec/index.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';
import { bind } from './support/signers.js';
import { plantTree, type Tree } from './support/tree.js';
import { apexOf, questions, type DenialKind } from './support/zones.js';

const kinds: readonly DenialKind[] = ['nsec', 'nsec3', 'nsec3-iterated'];
const types = ['A', 'AAAA', 'TXT', 'CNAME', 'NS', 'DS', 'ANY'] as const;
const chainTypes: ReadonlySet<number> = new Set([rrType.NSEC, rrType.NSEC3]);
/** A forger is not to be stopped by what he would cost. */
const limits = { nsec3Hashes: 10_000, signatureChecks: 10_000 };

const told = ({ rcode, answer }: Validation): string =>
  [rcode, ...answer.map(({ name, type, data }) => `${name} ${type} ${data.join(' ')}`.toLowerCase())].join(
    '; ',
  );

describe('dnssec: every genuine proof of absence sent for every question', () => {
  let directory = '';
  let tree: Tree;
  let honest: Exchange & { close(): void };
  const proofs = new Map<string, RRset>();

  const collect = async (name: string, type: number): Promise<void> => {
    const message = readMessage(await honest(buildQuery({ name, type }, { checkingDisabled: true })));
    for (const rrset of groupRRsets([...message.answer, ...message.authority]))
      if (chainTypes.has(rrset.type)) proofs.set(Buffer.from(rrset.name).toString('latin1'), rrset);
  };
  const forging =
    (name: string, type: string, rcode: number): Exchange =>
    async (query, options) => {
      const { id, questions: asked } = readMessage(query);
      const [question] = asked;
      assert.ok(question);
      const own =
        Buffer.compare(question.name, parseName(name)) === 0 && question.type === rrType[type as 'A'];
      if (!own) return honest(query, options);
      return writeResponse({
        ...{ id, question, rcode, flags: { recursionAvailable: true }, answer: [] },
        ...{ authority: [...proofs.values()], additional: [], dnssecOk: true, edns: true },
      });
    };

  before(async () => {
    directory = await temporaryDirectory();
    const zones = [];
    for (const denial of kinds)
      zones.push(await bind({ label: denial, algorithm: 'ECDSAP256SHA256', denial }, directory));
    tree = await plantTree(directory, zones);
    honest = udp(tree.server.address);
  });
  after(async () => {
    honest.close();
    await tree.server.stop();
    await removeDirectory(directory);
  });

  for (const kind of kinds)
    it(`${kind}: nothing false is secure, and nothing signed becomes insecure`, async () => {
      proofs.clear();
      const owners = [
        ...new Set(questions.map(([owner]) => owner)),
        'zz.',
        '*.wild.',
        'x.y.wild.',
        'x.new.',
        'ns.',
        'a.ent.',
      ];
      const names = owners.map((owner) => `${owner}${apexOf(kind)}`.toLowerCase());
      for (const name of names)
        for (const type of [rrType.A, rrType.TXT, rrType.DS, rrType.NSEC]) await collect(name, type);
      assert.ok(proofs.size >= 8, `${proofs.size} proofs`);
      const anchors = parseAnchors(tree.anchor, new Date());
      for (const name of names)
        for (const type of types) {
          const truth = await validate({ name, type }, { exchange: honest, anchors });
          for (const rcode of [0, 3]) {
            const exchange = forging(name, type, rcode);
            const result = await validate({ name, type }, { exchange, anchors, limits });
            const label = `${name} ${type} rcode ${rcode}: ${result.status} ${told(result)}, in truth ${truth.status} ${told(truth)}`;
            if (result.status === 'secure')
              assert.equal(`secure ${told(result)}`, `${truth.status} ${told(truth)}`, label);
            if (result.status === 'insecure') assert.equal(truth.status, 'insecure', label);
          }
        }
    });
});
