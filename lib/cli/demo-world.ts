/**
 * What the demo plays beside its DNS and its company: every other area of the lab, and whatever is to be broken. DNS is
 * asked over real sockets; any other fault comes with its area's evidence.
 */
import type { Evidence } from '../evidence/types.js';
import { areas, profileOf, type LabArea } from '../lab/areas/index.js';
import type { Profile } from '../profile/types.js';
import { didYouMean, nearest } from '../nearest.js';
import { CliError, exitCodes } from './io.js';
import { profileFrom } from './options.js';

/** Areas that the demo plays itself. */
const ownAreas: ReadonlySet<string> = new Set(['dns', 'proxy']);

export interface PlacedFaults {
  /** For the demo's own DNS. */
  readonly inDns: readonly string[];
  /** One an area: its evidence is gathered with it. */
  readonly beside: ReadonlyMap<LabArea, string>;
}

export interface World {
  readonly profile: Profile;
  /** Ids of the areas that were gathered. */
  readonly played: readonly string[];
  /** Takes the place of what the demo gathers itself. */
  readonly evidence: Partial<Evidence>;
}

export function faultOf(id: string): { readonly area: LabArea; readonly description: string } {
  for (const area of areas) {
    const fault = area.faults.find((each) => each.id === id);
    if (fault !== undefined) return { area, description: fault.description };
  }
  const known = areas.flatMap(({ faults }) => faults.map((fault) => fault.id));
  throw new CliError(
    exitCodes.usage,
    `"${id.slice(0, 80)}" is not a fault the lab knows; ${didYouMean(nearest(id, known), 'staylocal demo --faults lists all there are')}.`,
  );
}

/** Throws `CliError` (usage) where there is no such fault, or two of one area whose worlds cannot be joined. */
export function placeFaults(ids: readonly string[]): PlacedFaults {
  const inDns = ids.filter((id) => faultOf(id).area.id === 'dns');
  const beside = new Map<LabArea, string>();
  for (const id of ids.filter((each) => !inDns.includes(each))) {
    const { area } = faultOf(id);
    const other = beside.get(area);
    if (other !== undefined)
      throw new CliError(
        exitCodes.usage,
        `"${other}" and "${id}" cannot both be shown: choose one of the two.`,
      );
    beside.set(area, id);
  }
  return { inDns, beside };
}

/** Gathers all areas but the demo's own, and those too where something in them is broken. */
export async function playAreas(beside: PlacedFaults['beside'], at: Date): Promise<World> {
  const base = await profileFrom('trust1connector');
  const played = areas.filter((area) => !ownAreas.has(area.id) || beside.has(area));
  const parts = await Promise.all(played.map((area) => area.gather({ profile: base, at }, beside.get(area))));
  return {
    played: played.map(({ id }) => id),
    profile: profileOf(base, parts),
    evidence: parts.reduce<Partial<Evidence>>((evidence, part) => ({ ...evidence, ...part.evidence }), {}),
  };
}
