/**
 * The lab by area: each plays one part of the world, healthy or with one fault, and gathers the evidence that it shows.
 * An area is built from a plan, plain data that says how its world is; a fault is a change of that plan.
 */
import { ParseError } from '../../errors.js';
import type { Evidence } from '../../evidence/types.js';
import type { Profile } from '../../profile/types.js';

export interface Fault<Plan> {
  /** Lower-case words with dashes, unique over all areas. */
  readonly id: string;
  /** One line: what is broken, and by whom. */
  readonly description: string;
  readonly change: (healthy: Plan) => Plan;
}

export interface AreaContext {
  readonly profile: Profile;
  /** The lab's present: certificates and signatures are valid then. */
  readonly at: Date;
}

export interface AreaEvidence {
  readonly evidence: Partial<Evidence>;
  /** What the profile has to say to fit, e.g. the ports that the lab's servers were given. */
  readonly profile?: Partial<Profile>;
}

interface AreaSpec<Plan> {
  readonly id: string;
  readonly healthy: Plan;
  readonly faults: readonly Fault<Plan>[];
  /** Builds the world of the plan, gathers what it shows, and takes it down again, also where gathering throws. */
  readonly gather: (plan: Plan, context: AreaContext) => Promise<AreaEvidence>;
}

/** An area whose plan is hidden, so that one list can hold all of them. */
export interface LabArea {
  readonly id: string;
  readonly faults: readonly { readonly id: string; readonly description: string }[];
  /** Evidence of the healthy area, or with that fault in. Throws `ParseError` `unknown-fault`. */
  readonly gather: (context: AreaContext, faultId?: string) => Promise<AreaEvidence>;
}

export function defineArea<Plan>({ id, healthy, faults, gather }: AreaSpec<Plan>): LabArea {
  return {
    id,
    faults,
    gather: async (context, faultId) => {
      if (faultId === undefined) return gather(healthy, context);
      const fault = faults.find((each) => each.id === faultId);
      if (fault === undefined) throw new ParseError('unknown-fault', `no fault "${faultId}" in area ${id}`);
      return gather(fault.change(healthy), context);
    },
  };
}

/** The profile that fits all of these worlds: what the later one says holds, and services are those of every world. */
export function profileOf(base: Profile, worlds: readonly AreaEvidence[]): Profile {
  const merged = worlds.reduce<Profile>((profile, world) => ({ ...profile, ...world.profile }), base);
  const services = worlds.flatMap(({ profile }) => profile?.distributionServices ?? []);
  return services.length === 0 ? merged : { ...merged, distributionServices: services };
}
