/** Which zone a name is in, read off a validation's chain. */
import { isSubdomain, labelCount, parseName } from '../../../dns/index.js';
import type { Validation } from '../../../dnssec/index.js';

/** Apex of the deepest zone of the chain around the name, absolute; undefined where no chain was built. */
export function zoneOf({ chain }: Validation, name: string): string | undefined {
  const own = parseName(name);
  return chain
    .map(({ zone }) => zone)
    .filter((zone) => isSubdomain(own, parseName(zone)))
    .sort((a, b) => labelCount(parseName(b)) - labelCount(parseName(a)))[0];
}
