/** A fleet of any size: every machine has another mixture of causes and traits. */
import { Fleet, fleetData, type FleetData } from '../../lib/fleet/index.js';
import { testProfile } from '../audits/case.js';

const causes = 24;

export function manyMachines(count: number): FleetData {
  const fleet = new Fleet();
  for (let index = 0; index < count; index += 1) {
    const own = Array.from({ length: causes }, (_, cause) => cause).filter(
      (cause) => (index * (cause + 3)) % 5 === 1,
    );
    fleet.add({
      machine: `ANT-LT-${String(index).padStart(4, '0')}`,
      source: `evidence/ANT-LT-${index}.json`,
      at: `2026-11-${String((index % 28) + 1).padStart(2, '0')}T08:00:00.000Z`,
      verdict: own.length > 3 ? 'NO' : 'YES',
      but: own.length > 0,
      isOpen: false,
      causes: own.map((cause) => ({
        key: `list:${cause}`,
        title: `The bypass list number ${cause} of this program does not hold t1c.t1t.io`,
        effect: 'leaves',
        owner: 'network team',
        first: 'Add t1c.t1t.io and localhost to the bypass list that this client reads',
        status: cause % 3 === 0 ? 'warn' : 'fail',
        decides: own.length > 3 && cause % 3 !== 0,
      })),
      findings: [],
      traits: {
        system: `Windows 11 Pro ${index % 4}H2`,
        resolver: `udp://10.20.${index % 30}.53:53`,
        pac: `proxy.pac 35e3746${index % 10}`,
        policy: 'chrome LoopbackNetworkAllowedForUrls=https://app.example',
        browser: `chrome ${140 + (index % 9)}, edge 150`,
        program: `3.8.${index % 6}`,
      },
    });
  }
  return fleetData(fleet, testProfile, undefined);
}
