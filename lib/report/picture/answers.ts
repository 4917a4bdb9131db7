/** What was asked for: the records at the end of the chain, the aliases before them, and the proof that there are none. */
import type { ReportChain, ReportZone } from '../../audits/finding.js';
import type { Builder } from './builder.js';
import type { MergedChain } from './merge.js';
import { pictureLimits, toneOf, type PictureEdge } from './model.js';
import { short, shortName, until } from './text.js';

type ChainAnswer = ReportChain['answer'][number];

export function addAnswers(
  merged: MergedChain,
  zones: readonly ReportZone[],
  indices: ReadonlyMap<string, number>,
  builder: Builder,
): void {
  const { answer } = merged.chain;
  const shown = answer.slice(0, pictureLimits.answers);
  if (answer.length > shown.length)
    builder.leftOut.push(`${answer.length - shown.length} more records of the answer are not drawn.`);
  for (const each of shown) addAnswer(each, zones, indices, builder);
  for (const each of shown) addAlias(each, shown, builder);
  addMissing(merged, zones, indices, builder);
}

function addAnswer(
  answer: ChainAnswer,
  zones: readonly ReportZone[],
  indices: ReadonlyMap<string, number>,
  builder: Builder,
): void {
  const signature = answer.proof ?? answer.attempts[0];
  const zone = zones.find(({ zone: name }) => name === signature?.signerName) ?? lastFor(answer.name, zones);
  const index = zone === undefined ? undefined : indices.get(zone.zone);
  if (zone === undefined || index === undefined) return;
  const isUnchecked = answer.status !== 'secure' && zone.status === 'bogus';
  const tone = isUnchecked || answer.status === 'indeterminate' ? 'unchecked' : toneOf(answer.status);
  const id = builder.node(
    {
      shape: 'answer',
      title: `${shortName(answer.name, 26)} ${short(answer.type, 10)}`,
      note: short(
        answer.data.slice(0, 3).join(', ') +
          (answer.data.length > 3 ? ` and ${answer.data.length - 3} more` : ''),
        34,
      ),
      tone: tone === 'bogus' ? 'unchecked' : tone,
      zone: index,
    },
    'answer',
    answer.name,
    answer.type,
  );
  const keys = builder.inZone(index).filter(({ shape }) => shape === 'key' || shape === 'none');
  const signer =
    (signature === undefined ? undefined : builder.find('key', zone.zone, signature.keyTag)) ??
    keys.at(-1)?.id;
  if (signer === undefined) return;
  builder.edge({ from: signer, to: id, ...words(answer, tone, zone) });
}

function words(
  { proof }: ChainAnswer,
  tone: PictureEdge['tone'],
  zone: ReportZone,
): Pick<PictureEdge, 'tone' | 'words'> {
  if (proof !== undefined) return { tone: 'secure', words: until(proof.expiration) };
  if (tone === 'bogus') return { tone, words: 'does not hold' };
  if (tone === 'insecure' || zone.status === 'insecure') return { tone: 'insecure', words: 'not proven' };
  return { tone: 'unchecked', words: 'not checked' };
}

function addAlias(answer: ChainAnswer, all: readonly ChainAnswer[], builder: Builder): void {
  if (answer.type !== 'CNAME') return;
  const from = builder.find('answer', answer.name, answer.type);
  const target = all.find(({ name }) => name === answer.data[0]);
  const to = target === undefined ? undefined : builder.find('answer', target.name, target.type);
  if (from !== undefined && to !== undefined)
    builder.edge({ from, to, tone: 'plain', words: 'is an alias of' });
}

/** Types without a record: proven, or merely said. */
function addMissing(
  { chain, missing }: MergedChain,
  zones: readonly ReportZone[],
  indices: ReadonlyMap<string, number>,
  builder: Builder,
): void {
  const name = chain.answer.findLast(({ type }) => type === 'CNAME')?.data[0] ?? chain.name;
  const zone = lastFor(name, zones) ?? zones.at(-1);
  const index = zone === undefined ? undefined : indices.get(zone.zone);
  if (zone === undefined || index === undefined) return;
  const keys = builder.inZone(index).filter(({ shape }) => shape === 'key' || shape === 'none');
  const signer = keys.findLast(({ shape, tone }) => shape === 'key' && tone === 'secure') ?? keys.at(-1);
  for (const { type, rcode, status } of missing.slice(0, pictureLimits.answers)) {
    const denial = status === 'secure' ? chain.denials[0] : undefined;
    const tone = zone.status === 'bogus' || status === 'indeterminate' ? 'unchecked' : toneOf(status);
    const id = builder.node({
      shape: 'answer',
      title: `No ${shortName(name, 24)} ${short(type, 10)}`,
      note: denial === undefined ? `the answer was ${short(rcode, 16)}` : `${denial.mechanism} proves it`,
      tone: tone === 'bogus' ? 'unchecked' : tone,
      zone: index,
    });
    if (signer === undefined) continue;
    const said = tone === 'secure' ? 'signs the proof' : tone === 'bogus' ? 'proves nothing' : 'not proven';
    builder.edge({ from: signer.id, to: id, tone, words: said });
  }
}

/** The last zone that the name rests on. */
function lastFor(name: string, zones: readonly ReportZone[]): ReportZone | undefined {
  return zones.findLast((zone) => zone.for.includes(name)) ?? zones.at(-1);
}
