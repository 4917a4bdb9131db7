/**
 * What Node's own signature verification allows in this process: a cold zone under a known TLD takes three checks
 * (the parent's over DS, the zone's over its keys and over the answer), and the import of its two keys.
 */
import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { ecdsaKey } from '../../lib/dnssec/signatures/public-key.js';
import { timed } from './world.js';

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

export async function measureBound(): Promise<Bound> {
  const keys = Array.from({ length: 2 * zones }, makeKey);
  const threeChecks = (): void => {
    for (let turn = 0; turn < 3 * zones; turn++) check(keys[turn % keys.length]);
  };
  const importKey = ecdsaKey('P-256', 64);
  const withImports = async (): Promise<void> => {
    threeChecks();
    for (const { published } of keys) await importKey(published);
  };
  return { keptKeys: await bestRate(threeChecks), freshKeys: await bestRate(withImports) };
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
async function bestRate(work: () => void | Promise<void>): Promise<number> {
  let best = 0;
  for (let run = 0; run < 3; run++) best = Math.max(best, zones / (await timed(async () => work())));
  return best * 1_000;
}
