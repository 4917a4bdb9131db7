/** Made-up secrets of the tests; none was ever valid anywhere. */
import { needlesOf, scanText, type SecretHit } from '../../lib/secrets/index.js';

export const key = '7f3c9b7e-51d4/4c2b+9d77=aabbccddeeff';
export const plainKey = '0f3c9b7e51d44c2b9d77aabbccddeeff';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const jwt: string = [
  part({ alg: 'RS256', typ: 'JWT' }),
  part({ iss: 'https://ds.example', sub: 'app', exp: 1_790_000_000 }),
  Buffer.alloc(64, 7).toString('base64url'),
].join('.');

export function scan(text: string, name = 'a.js', secret: string = key): readonly SecretHit[] {
  return scanText(text, { name, needles: needlesOf(secret) }).hits;
}

/** `rule@line:column form` of each hit. */
export function shown(hits: readonly SecretHit[]): readonly string[] {
  return hits.map(
    ({ rule, line, column, form }) =>
      `${rule}@${line}:${column}${form === undefined || form === 'plain' ? '' : ` ${form}`}`,
  );
}
