/**
 * What Node's own signature verification allows in this process: a cold zone under a known TLD takes three checks
 * (the parent's over DS, the zone's over its keys and over the answer), and the import of its two keys.
 */
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

const zones = 400;

export interface Bound {
  /** Zones a second if a key cost nothing to import. */
  readonly keptKeys: number;
  /** Zones a second with two fresh keys each. */
  readonly freshKeys: number;
}

export function measureBound(): Bound {
  const data = Buffer.alloc(200, 1);
  const dsaEncoding = 'ieee-p1363';
  const pairs = Array.from({ length: 2 * zones }, () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signature = sign('sha256', data, { key: privateKey, dsaEncoding });
    return { publicKey, jwk: publicKey.export({ format: 'jwk' }), signature };
  });
  const check = (key: (typeof pairs)[number]['publicKey'], signature: Buffer): void => {
    if (!verify('sha256', data, { key, dsaEncoding }, signature)) throw new Error('a good signature failed');
  };
  const rate = (work: () => void): number => {
    const start = performance.now();
    work();
    return (zones / (performance.now() - start)) * 1_000;
  };
  const threeChecks = (): void => {
    for (let turn = 0; turn < 3 * zones; turn++) {
      const pair = pairs[turn % pairs.length];
      if (pair !== undefined) check(pair.publicKey, pair.signature);
    }
  };
  const imports = (): void => {
    for (const { jwk } of pairs) createPublicKey({ key: jwk, format: 'jwk' });
  };
  const withImports = (): void => {
    threeChecks();
    imports();
  };
  return {
    keptKeys: Math.max(rate(threeChecks), rate(threeChecks), rate(threeChecks)),
    freshKeys: Math.max(rate(withImports), rate(withImports), rate(withImports)),
  };
}
