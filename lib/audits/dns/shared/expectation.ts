/** The addresses that a profile expects, and how what was found is held against them. */
import type { Profile } from '../../../profile/types.js';
import { normalAddress, rangeOf, type AddressType } from './answers.js';

export function expectedOf({ expect }: Profile, type: AddressType): readonly string[] {
  return (type === 'A' ? expect.a : expect.aaaa).map(normalAddress);
}

/** An empty list expects nothing, except where the profile fixes only the class of the A records. */
export function expectsNone({ expect }: Profile, type: AddressType): boolean {
  return type === 'AAAA' ? expect.aaaa.length === 0 : expect.a.length === 0 && expect.aaaa.length > 0;
}

/** Whether the profile wants this address: one that it lists or, where it lists none, one of the class. */
export function isWanted(address: string, profile: Profile, type: AddressType): boolean {
  const { a, aaaa } = profile.expect;
  return (
    expectedOf(profile, type).includes(address) ||
    (a.length === 0 && aaaa.length === 0 && inClass(address, profile))
  );
}

function inClass(address: string, { expect }: Profile): boolean {
  const range = rangeOf(address);
  return (
    range === 'loopback' ||
    (expect.addressClass === 'private' && (range === 'private' || range === 'uniqueLocal'))
  );
}

/** The addresses of both families among `found` that are not wanted, and the expected ones that are not there. */
export function differences(
  found: readonly string[],
  profile: Profile,
): { readonly extra: readonly string[]; readonly missing: readonly string[] } {
  const familyOf = (address: string): AddressType => (address.includes(':') ? 'AAAA' : 'A');
  return {
    extra: found.filter((address) => !isWanted(address, profile, familyOf(address))),
    missing: [...expectedOf(profile, 'A'), ...expectedOf(profile, 'AAAA')].filter(
      (address) => !found.includes(address),
    ),
  };
}

/** 127.0.0.2 is this device as much as 127.0.0.1 is: a request stays here, and meets nobody. */
export function isOtherLoopback(address: string, { expect }: Profile): boolean {
  return expect.addressClass === 'loopback' && rangeOf(address) === 'loopback';
}
