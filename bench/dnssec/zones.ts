/** Many small zones, each with a KSK and a ZSK of its own: P-256, as most zones that are signed today. */
import { bindDs, bindKey, bindSignText } from '../../test/interop/support/signers.js';
import { apexOf, type SignedZone } from '../../test/interop/support/zones.js';
import { pooled } from './world.js';

const algorithm = 'ECDSAP256SHA256';
const signersAtOnce = 4;

export async function signZones(directory: string, count: number): Promise<SignedZone[]> {
  const zones: SignedZone[] = [];
  const labels = Array.from({ length: count }, (_, index) => `z${index}`);
  await pooled(labels, signersAtOnce, async (label) => {
    const apex = apexOf(label);
    const text = [
      `${apex} 300 IN SOA ns.${apex} hostmaster.${apex} 1 7200 3600 1209600 60`,
      `${apex} 300 IN NS ns.${apex}`,
      `ns.${apex} 300 IN A 127.0.0.1`,
      `www.${apex} 300 IN A 127.0.0.1`,
      '',
    ].join('\n');
    const ksk = await bindKey(directory, apex, algorithm, '-f', 'KSK');
    const zsk = await bindKey(directory, apex, algorithm);
    const file = await bindSignText(directory, apex, text, { ksks: [ksk], zsks: [zsk] });
    zones.push({ apex, file, ds: await bindDs(directory, ksk) });
  });
  return zones;
}
