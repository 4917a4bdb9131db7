/** A reason in the few words that have room beside an arrow. */
import type { ReportChain } from '../../audits/finding.js';
import { dateWords } from '../../date-words.js';
import { nameWords, sentence } from '../html/words.js';
import { lines, short } from './text.js';
import { toneOf, type Callout } from './model.js';

export type ChainReason = ReportChain['reasons'][number];

type Words = (reason: ChainReason, at: string) => string;

const zoneOf = ({ zone = '' }: ChainReason): string => short(nameWords(zone), 30);

const words: Readonly<Record<string, Words>> = {
  'signature-expired': ({ signature }, at) =>
    signature === undefined
      ? 'The signature ended'
      : `Signature ended ${dateWords(signature.expiration)}, ${daysBetween(signature.expiration, at)} before this audit`,
  'signature-not-yet-valid': ({ signature }, at) =>
    signature === undefined
      ? 'The signature has not begun'
      : `Signature begins ${dateWords(signature.inception)}, ${daysBetween(at, signature.inception)} after this audit`,
  'signature-invalid': () => 'The signature does not fit the data',
  'signature-missing': () => 'There is no signature',
  'key-missing': () => 'The key that signed is not in the zone',
  'dnskey-missing': (reason) => `${zoneOf(reason)} gives no keys`,
  'ds-mismatch': (reason) => `No DS fits a key of ${zoneOf(reason)}`,
  'anchor-mismatch': () => 'The trust anchor fits no key of the root',
  'unsigned-delegation': (reason) => `${zoneOf(reason)} is not signed`,
  'opt-out': (reason) => `${zoneOf(reason)} is not signed`,
  'signed-without-ds': (reason) => `${zoneOf(reason)} is signed, and its parent has no DS for it`,
  'denial-missing': () => 'Nothing signed proves that there is none',
  'ds-unproven': () => 'Nothing signed says whether there is a DS',
  'no-response': () => 'No answer came',
  'resolver-without-signatures': () => 'The resolver hands on no signature',
  'resolver-without-dnskey': () => 'The resolver hands on no keys',
  'resolver-without-ds': () => 'The resolver hands on no DS',
  'resolver-without-edns': () => 'The resolver knows no EDNS',
  'unsupported-algorithm': () => 'The algorithm is not known here',
};

export function reasonWords(reason: ChainReason, at: string): string {
  return Object.hasOwn(words, reason.code)
    ? (words[reason.code]?.(reason, at) ?? reason.message)
    : sentence(reason.message).replace(/\.$/, '');
}

const heads = {
  bogus: 'Broken here',
  insecure: 'Unsigned from here',
  indeterminate: 'Could not look',
} as const;

export function calloutOf(reason: ChainReason, status: string, at: string): Callout {
  const tone = toneOf(status);
  const head = tone === 'bogus' || tone === 'insecure' ? heads[tone] : heads.indeterminate;
  return { head, lines: lines(reasonWords(reason, at), 34, 4), tone };
}

function daysBetween(from: string, to: string): string {
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);
  if (!Number.isFinite(days) || days < 1) return 'less than a day';
  return days === 1 ? '1 day' : `${days} days`;
}
