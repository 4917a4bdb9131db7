/**
 * The forms in which a key stands in a file: as it is, and as encoders write it. Forms that a JavaScript string only
 * takes on in the source (escapes, pieces) are found by reading the string instead.
 */
import type { KeyForm } from './types.js';

export interface Needle {
  readonly text: string;
  readonly form: KeyForm;
}

/** Shorter keys stand in any text by chance (characters). */
export const minKeyLength = 8;
/** Longer than any key in the field (characters). */
export const maxKeyLength = 4096;

/** Throws `RangeError` where the key is too short or too long to look for; the message does not hold it. */
export function needlesOf(key: string): readonly Needle[] {
  if (key.length < minKeyLength || key.length > maxKeyLength)
    throw new RangeError(
      `The API key must have ${minKeyLength} to ${maxKeyLength} characters to be looked for.`,
    );
  const bytes = Buffer.from(key, 'utf8');
  // A lone surrogate has no URL encoding; UTF-8 writes it as U+FFFD too.
  const wellFormed = key.replace(/\p{Surrogate}/gu, '\uFFFD');
  const hex = bytes.toString('hex');
  const every = (prefix: string): string => hex.replace(/../g, (byte) => prefix + byte);
  const units = [...Array(key.length).keys()]
    .map((index) => `\\u${key.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
  const forms: [KeyForm, string][] = [
    ['plain', key],
    ['escaped', JSON.stringify(key).slice(1, -1)],
    ['escaped', every('\\x')],
    ['escaped', units],
    ['escaped', key.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)],
    ['percent-encoded', encodeURIComponent(wellFormed)],
    ['percent-encoded', encodeURI(wellFormed)],
    ['percent-encoded', every('%')],
    ['hex', hex],
    ...[0, 1, 2].flatMap((shift): [KeyForm, string][] => {
      const core = base64Core(bytes, shift);
      return [
        ['base64', core],
        ['base64', core.replaceAll('+', '-').replaceAll('/', '_')],
      ];
    }),
  ];
  const seen = new Set<string>();
  const needles: Needle[] = [];
  for (const [form, written] of forms) {
    const isHexadecimal = form === 'hex' || form === 'escaped' || form === 'percent-encoded';
    for (const text of isHexadecimal ? [written, upperDigits(written, form)] : [written]) {
      if (seen.has(text)) continue;
      seen.add(text);
      needles.push({ text, form });
    }
  }
  return needles;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Hexadecimal digits in upper case, and nothing else of the form. */
function upperDigits(text: string, form: KeyForm): string {
  if (form === 'hex') return text.toUpperCase();
  return text.replace(/(%|\\x|\\u)([0-9a-f]+)/g, (_, prefix: string, digits: string) => {
    return prefix + digits.toUpperCase();
  });
}

/**
 * What base64 of a longer text that holds the key has in common, for the key standing `shift` bytes after a multiple
 * of three: the characters that no neighbouring byte takes part in (RFC 4648 §4).
 */
function base64Core(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const from = Math.ceil((shift * 8) / 6);
  const to = Math.floor(((shift + bytes.length) * 8) / 6);
  return encoded.slice(from, to);
}
