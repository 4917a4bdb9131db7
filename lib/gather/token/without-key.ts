/** Takes the API key out of evidence that others than its exchange gathered: a server that knows the key can put it anywhere. */
import { maxKeyLength, minKeyLength, needlesOf, redact, type Needle } from '../../secrets/index.js';

/** A key of an unusual length is not one that a message would hold by chance. */
export function keyNeedles(secret: string): readonly Needle[] {
  return secret.length >= minKeyLength && secret.length <= maxKeyLength ? needlesOf(secret) : [];
}

/** The same evidence, with the key masked in every text in which it stands in any form. */
export function withoutKey<T>(evidence: T, secret: string | undefined): T {
  if (secret === undefined) return evidence;
  const needles = keyNeedles(secret);
  return JSON.parse(JSON.stringify(evidence), (_name, value: unknown) =>
    typeof value === 'string' ? redact(value, needles) : value,
  ) as T;
}
