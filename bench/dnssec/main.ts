/**
 * `npm run bench -- dnssec [ZONES]`: cold validation against delv, unbound-host and unbound, over the same `named`
 * serving zones that BIND signed. Needs Debian's bind9, bind9-dnsutils, unbound and unbound-host.
 */
import { removeDirectory, temporaryDirectory } from '../../test/interop/support/programs.js';
import { plantTree } from '../../test/interop/support/tree.js';
import { measureLatency } from './latency.js';
import { measureThroughput } from './throughput.js';
import type { Row } from '../row.js';
import { signZones } from './zones.js';

const defaultZones = 500;

export async function dnssecBench([zoneCount = String(defaultZones)]: readonly string[]): Promise<Row[]> {
  const directory = await temporaryDirectory();
  try {
    console.error(`signing ${zoneCount} zones with BIND…`);
    const zones = await signZones(directory, Number(zoneCount));
    const tree = await plantTree(directory, zones);
    try {
      const names = zones.map(({ apex }) => `www.${apex}`);
      const world = { directory, server: tree.server.address, anchor: tree.anchor, names };
      return [...(await measureLatency(world)), ...(await measureThroughput(world))];
    } finally {
      await tree.server.stop();
    }
  } finally {
    await removeDirectory(directory);
  }
}
