/** Words and sizes of the picture: fonts differ, so that every text has room for a wide one. */
import { dateWords } from '../../date-words.js';
import { schemes } from '../../dnssec/signatures/scheme.js';
import { nameWords } from '../html/words.js';
import { pictureLimits } from './model.js';

/** Cut in the middle: the ends tell names apart. */
export function short(text: string, most: number = pictureLimits.characters): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}

export function shortName(name: string, most?: number): string {
  return short(nameWords(name), most);
}

/** Pixels that a line takes at most. What is shown by its number takes eight characters, what is not Latin two. */
export function widthOf(text: string, size: number): number {
  let units = 0;
  for (const character of text) {
    if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u.test(character)) units += 8;
    else units += /[\u0020-\u024f]/.test(character) ? (/[A-ZMWmw@%]/.test(character) ? 1.3 : 1) : 1.9;
  }
  return Math.ceil(units * size * 0.56);
}

/** Lines of at most that many characters; a longer word is cut. */
export function lines(text: string, width: number, most: number): readonly string[] {
  const all: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && line.length + word.length + 1 > width) {
      all.push(line);
      line = '';
    }
    line = line === '' ? short(word, width) : `${line} ${short(word, width)}`;
  }
  if (line !== '') all.push(line);
  return all.length <= most ? all : [...all.slice(0, most - 1), `${all[most - 1] ?? ''}…`];
}

export function algorithmWords(algorithm: number): string {
  return schemes.get(algorithm)?.title ?? `algorithm ${algorithm}`;
}

export function until(expiration: string): string {
  return `signs, until ${dateWords(expiration)}`;
}
