import assert from 'node:assert/strict';
import { XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { chainOf } from '../../../lib/audits/facts/chain.js';
import { parseAnchors, validate, type Validation } from '../../../lib/dnssec/index.js';
import { labInMemory } from '../../../lib/lab/index.js';
import { chainPicture } from '../../../lib/report/html/chain-section.js';
import { writeSvg } from '../../../lib/report/picture/alone.js';
import { pictureOf } from '../../../lib/report/picture/from-chain.js';
import { dotOf, layOut, loadGraphviz } from '../../../lib/report/picture/layout.js';
import { mergedChains } from '../../../lib/report/picture/merge.js';
import { pictureLimits, type Picture, type Tone } from '../../../lib/report/picture/model.js';
import { chainSentences } from '../../../lib/report/picture/sentences.js';
import { attacks } from '../html/attacks.js';
import { sampleReport } from '../html/sample.js';

const at = new Date('2026-11-24T08:00:00Z');

async function validated(faults: readonly string[]): Promise<Validation> {
  const { exchange, anchors } = labInMemory({ faults, at });
  return validate({ name: 't1c.t1t.io', type: 'A' }, { exchange, anchors: parseAnchors(anchors, at), at });
}

async function pictured(...faults: readonly string[]): Promise<Picture> {
  const chains = [chainOf('lab', await validated(faults))];
  return pictureOf(mergedChains(chains)[0]!, at.toISOString());
}

const kindOf = ({ nodes }: Picture, id: string): string => nodes.find((node) => node.id === id)?.shape ?? '';

interface Case {
  readonly fault?: string;
  /** The kinds of the two ends of the arrow that has the reason. */
  readonly ends: string;
  readonly tone: Tone;
  readonly says: RegExp;
  readonly sentence: RegExp;
}

const cases: readonly Case[] = [
  {
    ends: '',
    tone: 'secure',
    says: /^$/,
    sentence: /^The zone t1t\.io signs t1c\.t1t\.io A 127\.0\.0\.1, until \d+ \w+ 2026\.$/m,
  },
  {
    fault: 'expired-signature',
    ends: 'key>key',
    tone: 'bogus',
    says: /^Broken here: Signature ended 22 Nov 2026, 2 days before this audit$/,
    sentence:
      /^The zone t1t\.io: signature ended 22 Nov 2026, 2 days before this audit\. The chain breaks here\.$/m,
  },
  {
    fault: 'not-yet-valid',
    ends: 'key>key',
    tone: 'bogus',
    says: /^Broken here: Signature begins 27 Nov 2026, 3 days after this audit$/,
    sentence: /The chain breaks here\.$/m,
  },
  {
    fault: 'wrong-ds',
    ends: 'ds>key',
    tone: 'bogus',
    says: /^Broken here: No DS fits a key of t1t\.io$/,
    sentence: /^The zone t1t\.io: no DS fits/m,
  },
  {
    fault: 'missing-dnskey',
    ends: 'ds>key',
    tone: 'bogus',
    says: /No DS fits a key of t1t\.io/,
    sentence: /not checked, since the link above it is not whole/,
  },
  {
    fault: 'flipped-byte',
    ends: 'key>answer',
    tone: 'bogus',
    says: /The signature does not fit the data/,
    sentence: /its signature does not hold\. The chain breaks here\./,
  },
  {
    fault: 'no-ds',
    ends: 'ds>key',
    tone: 'insecure',
    says: /^Unsigned from here: t1t\.io is signed, and its parent has no DS for it$/,
    sentence: /From here on nothing is proven\./,
  },
  {
    fault: 'unsigned-delegation',
    ends: 'ds>none',
    tone: 'insecure',
    says: /^Unsigned from here: t1t\.io is not signed$/,
    sentence: /nothing proves it/,
  },
  {
    fault: 'alias-elsewhere',
    ends: 'ds>none',
    tone: 'insecure',
    says: /is not signed/,
    sentence: /signs t1c\.t1t\.io CNAME/,
  },
  {
    fault: 'nxdomain',
    ends: 'key>answer',
    tone: 'bogus',
    says: /Nothing signed proves that there is none/,
    sentence: /the answer was NXDOMAIN, and nothing proves it/,
  },
  {
    fault: 'stripped-signatures',
    ends: 'key>key',
    tone: 'indeterminate',
    says: /^Could not look: The resolver hands on no signature$/,
    sentence: /The root: the resolver hands on no signature\./,
  },
  {
    fault: 'timeout',
    ends: 'anchor>none',
    tone: 'indeterminate',
    says: /^Could not look: No answer came$/,
    sentence: /The root: no answer came\./,
  },
];

describe('report/picture', () => {
  for (const { fault, ends, tone, says, sentence } of cases)
    it(`${fault ?? 'secure'}: the reason stands at ${ends === '' ? 'no arrow' : ends}`, async () => {
      const validation = await validated(fault === undefined ? [] : [fault]);
      const merged = mergedChains([chainOf('lab', validation)])[0]!;
      const picture = pictureOf(merged, at.toISOString());
      const called = picture.edges.filter(({ callout }) => callout !== undefined);
      assert.equal(
        called.map(({ from, to }) => `${kindOf(picture, from)}>${kindOf(picture, to)}`).join(),
        ends,
      );
      assert.match(called.map(({ callout }) => `${callout!.head}: ${callout!.lines.join(' ')}`).join(), says);
      if (ends === '') assert.ok(picture.edges.every((edge) => edge.tone === tone));
      else
        assert.deepEqual(
          called.map((edge) => edge.tone),
          [tone],
        );
      assert.match(
        chainSentences(merged, at.toISOString())
          .map(({ text }) => text)
          .join('\n'),
        sentence,
      );
    });

  it('is laid out: everything has its place, and no two boxes lie on each other', async () => {
    const graphviz = await loadGraphviz();
    for (const fault of ['expired-signature', 'alias-elsewhere', 'nxdomain']) {
      const picture = await pictured(fault);
      const { nodes, width, height } = layOut(picture, graphviz!);
      for (const [index, one] of nodes.entries()) {
        assert.ok(
          one.x > -1 && one.y > -1 && one.x + one.width < width + 1 && one.y + one.height < height + 1,
          fault,
        );
        for (const other of nodes.slice(index + 1))
          assert.ok(
            one.x + one.width <= other.x ||
              other.x + other.width <= one.x ||
              one.y + one.height <= other.y ||
              other.y + other.height <= one.y,
            `${fault}: boxes lie on each other`,
          );
      }
    }
  });

  it('hands Graphviz no text of anybody’s', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...attacks, '"];x [label="\\', '>]; a -> b'),
            fc.string({ unit: 'binary' }),
          ),
          { maxLength: 3 },
        ),
        (parts) => {
          const { chains } = sampleReport((field) => field + parts.join(''));
          const dot = dotOf(pictureOf(mergedChains(chains)[0]!, at.toISOString()));
          const ours =
            /^(?:digraph \{|\}|rankdir=TB;nodesep=[\d.]+;ranksep=[\d.]+;|node \[shape=box,fixedsize=true,label=""\];|subgraph cluster_\d+ \{|label=<<TABLE [A-Z0-9="\s]+><TR><TD><\/TD><\/TR><\/TABLE>>;labeljust=r;labelloc=t;margin=14;|n\d+ \[width=[\d.]+,height=[\d.]+\];|\{rank=same;[n\d;]+\}|n\d+ -> n\d+ \[style=invis,weight=40\];|n\d+ -> n\d+ \[id=e\d+,weight=\d,label=<<TABLE [A-Z0-9="\s]+><TR><TD><\/TD><\/TR><\/TABLE>>\];)$/;
          for (const line of dot.split('\n')) assert.match(line, ours);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is well-formed XML as a file of its own, whatever it is called', async () => {
    const validation = await validated(['expired-signature']);
    for (const attack of attacks) {
      const name = `t1t.io.${attack}`;
      const chain = validation.chain.map((link) =>
        link.zone === 't1t.io.' ? { ...link, zone: name } : link,
      );
      const reasons = validation.reasons.map((reason) => ({ ...reason, zone: name, message: attack }));
      const document = {
        kind: 'dnssec' as const,
        validation: { ...validation, chain, reasons },
        resolvers: [attack],
      };
      const svg = await writeSvg(document);
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is another package, for this one line
      assert.equal(XMLValidator.validate(svg), true, attack);
      assert.doesNotMatch(svg, /<(?:script|img|iframe|foreignObject)/);
    }
  });

  it('draws as much as its bounds allow, and says what it leaves out', () => {
    const { chains } = sampleReport((field) => field);
    const [chain] = chains;
    const [zone] = chain!.zones;
    const many = {
      ...chain!,
      zones: Array.from({ length: 20 }, (_, index) => ({
        ...zone!,
        zone: `z${index}.`,
        keys: Array.from({ length: 30 }, (__, tag) => ({ ...zone!.keys[0]!, keyTag: tag })),
      })),
    };
    const picture = pictureOf(mergedChains([many])[0]!, at.toISOString());
    assert.equal(picture.zones.length, pictureLimits.zones);
    assert.ok(picture.nodes.length < 150);
    assert.ok(picture.leftOut.includes('8 more zones are not drawn.'), picture.leftOut.join());
    assert.ok(picture.leftOut.includes('24 more keys of z0 are not drawn.'), picture.leftOut.join());
  });

  it('has no picture where nothing lays it out', async () => {
    const merged = mergedChains([chainOf('lab', await validated([]))])[0]!;
    assert.equal(chainPicture(merged, at.toISOString(), 'x', undefined).svg, undefined);
    const broken = { layout: () => '{}' };
    assert.equal(chainPicture(merged, at.toISOString(), 'x', broken).svg, undefined);
  });

  it('shows types and places that are the same once, the worst first', async () => {
    const { exchange, anchors } = labInMemory({ at });
    const options = { exchange, anchors: parseAnchors(anchors, at), at };
    const ask = (type: string): Promise<Validation> => validate({ name: 't1c.t1t.io', type }, options);
    const good = [chainOf('one', await ask('A')), chainOf('one', await ask('AAAA'))];
    const same = good.map((chain) => ({ ...chain, by: 'two' }));
    const bad = chainOf('three', await validated(['expired-signature']));
    const merged = mergedChains([...good, ...same, bad]);
    assert.deepEqual(
      merged.map(({ by, types, chain }) => [by, types, chain.status]),
      [
        [['three'], ['A'], 'bogus'],
        [['one', 'two'], ['A', 'AAAA'], 'secure'],
      ],
    );
  });
});
