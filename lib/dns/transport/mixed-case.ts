/**
 * 0x20 (draft-vixie-dnsext-dns0x20): each letter of the name asked in a case of its own, which a forger would
 * have to guess with the id. Limits: worth as many bits as the name has letters, and some servers lower names.
 */
import { randomBytes } from 'node:crypto';
import { headerLength, readQuestion } from './question.js';

/** A copy of the query, its question's letters in random case. Throws `ParseError` `bad-query`. */
export function mixCase(query: Uint8Array): Uint8Array {
  const copy = new Uint8Array(query);
  const nameEnd = headerLength + readQuestion(query).bytes.length - 4;
  const chance = randomBytes(nameEnd);
  for (let index = headerLength; index < nameEnd; index++) {
    const octet = copy[index] ?? 0;
    const isLetter = (octet >= 0x41 && octet <= 0x5a) || (octet >= 0x61 && octet <= 0x7a);
    if (isLetter && ((chance[index] ?? 0) & 1) === 1) copy[index] = octet ^ 0x20;
  }
  return copy;
}
