/** The chain in sentences, link by link: what the picture shows, for those who read rather than look. */
import type { ReportZone } from '../../audits/finding.js';
import { dateWords } from '../../date-words.js';
import { listWords, nameWords, sentence } from '../html/words.js';
import type { MergedChain } from './merge.js';
import { toneOf, type Tone } from './model.js';
import { reasonWords } from './reason-words.js';

export interface ChainSentence {
  readonly tone: Tone | 'fix';
  readonly text: string;
}

export function chainSentences(merged: MergedChain, at: string): readonly ChainSentence[] {
  const { chain } = merged;
  const told = new Set<string>();
  const zones = chain.zones.map((zone) => zoneSentence(zone, merged, at, told));
  // That nothing proves what is missing is said with it.
  const isSaid = (code: string): boolean => code.startsWith('denial-') && merged.missing.length > 0;
  const rest = chain.reasons.filter(({ message, code }) => !told.has(message) && !isSaid(code));
  return [
    ...zones,
    ...answerSentences(merged),
    ...rest.map((reason) => ({ tone: toneOf(chain.status), text: sentence(reasonWords(reason, at)) })),
    ...fixes(merged),
  ];
}

function zoneSentence(
  zone: ReportZone,
  { chain }: MergedChain,
  at: string,
  told: Set<string>,
): ChainSentence {
  const name = nameWords(zone.zone);
  const called = name === 'root' ? 'The root' : `The zone ${name}`;
  const own = chain.reasons.filter(
    (reason) => reason.zone === zone.zone || (reason.zone === undefined && zone.status !== 'secure'),
  );
  if (zone.status === 'secure') return { tone: 'secure', text: secureSentence(zone, name) };
  const tone = toneOf(zone.status);
  for (const { message } of own) told.add(message);
  const [reason] = own;
  const why =
    reason === undefined
      ? 'nothing vouches for it'
      : reasonWords(reason, at).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  const end = { bogus: ' The chain breaks here.', insecure: ' From here on nothing is proven.' } as const;
  return {
    tone,
    text: `${called}: ${endOf(why)}${tone === 'bogus' || tone === 'insecure' ? end[tone] : ''}`,
  };
}

function secureSentence(zone: ReportZone, name: string): string {
  const own = name === 'root' ? 'the root' : name;
  const matched = zone.ds.filter(({ use }) => use === 'matched').map(({ keyTag }) => `${keyTag}`);
  const keys = listWords([...new Set(matched)]);
  const proof = zone.proofs.find(({ type, signerName }) => type === 'DNSKEY' && signerName === zone.zone);
  const signs =
    proof === undefined ? '' : `; that key signs the zone’s keys until ${dateWords(proof.expiration)}`;
  if (zone.by === 'anchor' || zone.parent === undefined)
    return sentence(`${own}’s key ${keys} is the trust anchor${signs}`);
  const parent = nameWords(zone.parent);
  return `${parent === 'root' ? 'The root' : `The zone ${parent}`} signs the DS ${keys}, and the key of ${own} fits it${signs}.`;
}

function answerSentences({ chain, missing }: MergedChain): readonly ChainSentence[] {
  const answers = chain.answer.map(({ name, type, data, status, proof }): ChainSentence => {
    const what = `${nameWords(name)} ${type} ${data.slice(0, 4).join(', ')}`;
    if (proof !== undefined)
      return {
        tone: 'secure',
        text: `The zone ${nameWords(proof.signerName)} signs ${what}, until ${dateWords(proof.expiration)}.`,
      };
    if (status === 'insecure') return { tone: 'insecure', text: `${what}: nothing proves it.` };
    if (status === 'bogus' && chain.zones.every((zone) => zone.status === 'secure'))
      return { tone: 'bogus', text: `${what}: its signature does not hold. The chain breaks here.` };
    return { tone: 'unchecked', text: `${what}: not checked, since the link above it is not whole.` };
  });
  const none = missing.map(({ type, rcode, status }): ChainSentence => {
    const what = `${nameWords(chain.name)} ${type}`;
    const isBroken = chain.zones.some((zone) => zone.status === 'bogus');
    if (isBroken)
      return {
        tone: 'unchecked',
        text: `${what}: the answer was ${rcode}; not checked, since the link above it is not whole.`,
      };
    return status === 'secure'
      ? {
          tone: 'secure',
          text: `It is proven that there is no ${what}${chain.denials[0] === undefined ? '' : ` (${chain.denials[0].mechanism})`}.`,
        }
      : { tone: toneOf(status), text: `${what}: the answer was ${rcode}, and nothing proves it.` };
  });
  return [...answers, ...none];
}

function fixes({ chain }: MergedChain): readonly ChainSentence[] {
  const texts = new Map(
    chain.reasons.map(({ fix, reference, ede }) => [
      fix,
      `${fix} (${reference}${ede === undefined ? '' : `, Extended DNS Error ${ede}`})`,
    ]),
  );
  return [...texts.values()].map((text) => ({ tone: 'fix', text }));
}

/** With a full stop; the first letter stays, since it may be a name's. */
function endOf(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
