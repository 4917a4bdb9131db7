/**
 * What Node's own signature verification allows in this process: a cold zone under a known TLD takes three checks
 * (the parent's over DS, the zone's over its keys and over the answer), and the import of its two keys.
 */
import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { p256Key } from '../../lib/dnssec/signatures/public-key.js';

const zones = 400;

export interface Bound {
  /** Zones a second if a key cost nothing to import. */
  readonly keptKeys: number;
  /** Zones a second with two fresh keys each. */
  readonly freshKeys: number;
}

interface SignedByKey {
  readonly key: KeyObject;
  /** As a DNSKEY holds it: x and y of the point. */
  readonly published: Uint8Array;
  readonly signature: Buffer;
}

const data = Buffer.alloc(200, 1);
const dsaEncoding = 'ieee-p1363';

export function measureBound(): Bound {
  const keys = Array.from({ length: 2 * zones }, makeKey);
  const threeChecks = (): void => {
    for (let turn = 0; turn < 3 * zones; turn++) check(keys[turn % keys.length]);
  };
  const withImports = (): void => {
    threeChecks();
    for (const { published } of keys) p256Key(published);
  };
  return { keptKeys: bestRate(threeChecks), freshKeys: bestRate(withImports) };
}

function makeKey(): SignedByKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const published = publicKey.export({ format: 'der', type: 'spki' }).subarray(-64);
  return { key: publicKey, published, signature: sign('sha256', data, { key: privateKey, dsaEncoding }) };
}

function check(by: SignedByKey | undefined): void {
  if (by === undefined || !verify('sha256', data, { key: by.key, dsaEncoding }, by.signature))
    throw new Error('a good signature failed');
}

/** Zones a second at the best of three runs. */
function bestRate(work: () => void): number {
  const rates = [1, 2, 3].map(() => {
    const start = performance.now();
    work();
    return (zones / (performance.now() - start)) * 1_000;
  });
  return Math.max(...rates);
}
