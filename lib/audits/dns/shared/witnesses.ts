/**
 * Whom a resolver is held against: the zone's own servers and the references that the profile names. A witness says what
 * the name has in truth; one whose answer does not validate, or that did not answer, is none.
 */
import type { DnsEvidence } from '../../../evidence/types.js';
import type { Validation } from '../../../dnssec/index.js';
import { normalAddress, validationOf, type AddressType, type Recorded } from './answers.js';

export interface View extends Recorded {
  /** How a report calls it. */
  readonly id: string;
}

/** What one place gave came to, whatever it is worth. */
export interface Opinion {
  readonly id: string;
  readonly validation: Validation;
}

export interface Testimony {
  readonly id: string;
  readonly addresses: readonly string[];
  /** `NOERROR` or `NXDOMAIN`. */
  readonly rcode: string;
  readonly validation: Validation;
}

export const authoritativeId = 'the zone’s own servers';

/** Those that were asked, the zone's own servers first: nobody knows better. */
export function secondOpinions({ authoritative, references }: DnsEvidence): readonly View[] {
  return [
    ...(authoritative === undefined
      ? []
      : [{ id: authoritativeId, source: 'servers' as const, records: authoritative.records }]),
    ...(references ?? []),
  ];
}

/** What each place that was asked beside the resolvers says, whatever it is worth. */
export function opinions(dns: DnsEvidence, name: string, type: AddressType, at: Date): Promise<Opinion[]> {
  return Promise.all(
    secondOpinions(dns).map(async (view) => ({
      id: view.id,
      validation: await validationOf(dns, view, name, type, at),
    })),
  );
}

/** What each witness says of the name. */
export async function testimonies(
  dns: DnsEvidence,
  name: string,
  type: AddressType,
  at: Date,
): Promise<readonly Testimony[]> {
  const heard = await opinions(dns, name, type, at);
  return heard
    .filter(({ validation }) => validation.status === 'secure' || validation.status === 'insecure')
    .map(({ id, validation }) => ({
      id,
      rcode: validation.rcode,
      addresses: addressesIn(validation, type),
      validation,
    }));
}

export function addressesIn({ answer }: Validation, type: AddressType): readonly string[] {
  return answer.filter((rrset) => rrset.type === type).flatMap(({ data }) => data.map(normalAddress));
}
