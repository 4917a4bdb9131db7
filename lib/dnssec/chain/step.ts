/** What one label further down can bring other than keys: how the way ends there, and in which words. */
import { formatName, type Name } from '../../dns/name.js';
import { distinctReasons, reason } from '../reason.js';
import type { Reason } from '../types.js';
import { zoneState, type ZoneState } from './zone-state.js';

/** A zone's state, and until when it may be kept; where there is no zone cut it is the parent's state. */
export interface Step {
  readonly state: ZoneState;
  readonly untilSeconds: number;
}

export function ended(
  parent: ZoneState,
  zone: Name,
  status: 'bogus' | 'indeterminate',
  reasons: readonly Reason[],
): Step {
  return {
    state: zoneState({ zone, status, by: 'nothing', parent, reasons: distinctReasons(reasons) }),
    untilSeconds: 0,
  };
}

export function unproven(name: Name, parent: ZoneState, some: boolean): Reason {
  return some
    ? reason(
        'ds-unproven',
        `What was sent for ${formatName(name)} neither shows a DS nor proves that there is none`,
        parent.zone,
      )
    : reason(
        'denial-missing',
        `${formatName(name)} has no DS, and nothing signed by ${formatName(parent.zone)} proves it`,
        parent.zone,
      );
}

export function insecureBecause(name: Name, parent: ZoneState, conclusion: string): Reason {
  const zone = formatName(parent.zone);
  if (conclusion === 'too-many-iterations')
    return reason('nsec3-iterations', `${zone} uses more NSEC3 iterations than are followed`, parent.zone);
  if (conclusion === 'opt-out')
    return reason(
      'opt-out',
      `${formatName(name)} lies in an opt-out span of ${zone}: a delegation there is unsigned`,
      name,
    );
  return reason(
    'unsigned-delegation',
    `${zone} proves that ${formatName(name)} is delegated without a DS`,
    name,
  );
}

export function negativeState(zone: Name): ZoneState {
  const why = reason('negative-anchor', `A negative trust anchor stands at ${formatName(zone)}`, zone);
  return zoneState({ zone, status: 'insecure', by: 'negative-anchor', reasons: [why] });
}

export function unanchored(zone: Name): ZoneState {
  return zoneState({
    zone,
    status: 'indeterminate',
    by: 'nothing',
    reasons: [reason('no-anchor', 'No trust anchor stands above the name')],
  });
}
