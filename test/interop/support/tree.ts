/** A root and a `range.` TLD, signed by BIND, above the zones a test brings; all served by one `named`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startNamed, type NameServer, type ServedZone } from './named.js';
import { bindDs, bindKey, bindSignText } from './signers.js';
import { childText, type SignedZone } from './zones.js';

export interface Tree {
  readonly server: NameServer;
  /** The root's trust anchor, a DS line. */
  readonly anchor: string;
}

const algorithm = 'ECDSAP256SHA256';

/** Signs root and TLD over the DS of `zones`, and serves all of them and each one's unsigned child. */
export async function plantTree(directory: string, zones: readonly SignedZone[]): Promise<Tree> {
  const delegations = zones.flatMap(({ apex, ds }) => [
    `${apex} 300 IN NS ns.${apex}`,
    `ns.${apex} 300 IN A 127.0.0.1`,
    ...ds,
  ]);
  const tld = await signParent(directory, 'range.', delegations);
  const root = await signParent(directory, '.', [
    'range. 300 IN NS ns.range.',
    'ns.range. 300 IN A 127.0.0.1',
    ...tld.ds,
  ]);
  const children: ServedZone[] = [];
  for (const { apex } of zones) {
    const file = join(directory, `child.${apex}zone`);
    await writeFile(file, childText(apex));
    children.push({ apex: `child.${apex}`, file });
  }
  const server = await startNamed(directory, [root, tld, ...zones, ...children]);
  return { server, anchor: root.ds[0] ?? '' };
}

/** A zone that delegates, signed; its own server stands at `address`. */
export async function signParent(
  directory: string,
  apex: string,
  records: readonly string[],
  address = '127.0.0.1',
): Promise<SignedZone> {
  const below = apex === '.' ? '' : apex;
  const text = [
    `${apex} 300 IN SOA ns.${below} hostmaster.${below} 1 7200 3600 1209600 60`,
    `${apex} 300 IN NS ns.${below}`,
    `ns.${below} 300 IN A ${address}`,
    ...records,
    '',
  ].join('\n');
  const ksk = await bindKey(directory, apex, algorithm, '-f', 'KSK');
  const zsk = await bindKey(directory, apex, algorithm);
  const file = await bindSignText(directory, apex, text, { ksks: [ksk], zsks: [zsk] });
  return { apex, file, ds: await bindDs(directory, ksk) };
}
