/** The zone that every signer signs, and the questions whose verdicts are compared over it. */

export type DenialKind = 'nsec' | 'nsec3' | 'nsec3-iterated' | 'nsec3-opt-out';

export interface ZoneSpec {
  /** One label: the zone is `<label>.range.` */
  readonly label: string;
  readonly algorithm: string;
  readonly denial: DenialKind;
}

export interface SignedZone {
  readonly apex: string;
  readonly file: string;
  /** DS lines for the parent. */
  readonly ds: readonly string[];
}

export const iterations = 5;
export const saltHex = 'ABCD';

export function apexOf(label: string): string {
  return `${label}.range.`;
}

/** A zone with each thing a validator has to tell apart: wildcard, empty non-terminal, alias, unsigned child. */
export function zoneText(apex: string): string {
  return [
    `${apex} 300 IN SOA ns.${apex} hostmaster.${apex} 1 7200 3600 1209600 60`,
    `${apex} 300 IN NS ns.${apex}`,
    `ns.${apex} 300 IN A 127.0.0.1`,
    `www.${apex} 300 IN A 192.0.2.1`,
    `www.${apex} 300 IN TXT "one" "two"`,
    `MiXed.${apex} 300 IN MX 10 WWW.${apex}`,
    `alias.${apex} 300 IN CNAME www.${apex}`,
    `*.wild.${apex} 300 IN A 192.0.2.2`,
    `a.ent.${apex} 300 IN A 192.0.2.3`,
    `old.${apex} 300 IN DNAME new.${apex}`,
    `x.new.${apex} 300 IN A 192.0.2.4`,
    `child.${apex} 300 IN NS ns.child.${apex}`,
    `ns.child.${apex} 300 IN A 127.0.0.1`,
    '',
  ].join('\n');
}

/** The unsigned zone below it. */
export function childText(apex: string): string {
  return [
    `child.${apex} 300 IN SOA ns.child.${apex} hostmaster.${apex} 1 7200 3600 1209600 60`,
    `child.${apex} 300 IN NS ns.child.${apex}`,
    `ns.child.${apex} 300 IN A 127.0.0.1`,
    `www.child.${apex} 300 IN A 192.0.2.5`,
    '',
  ].join('\n');
}

/** Owner (relative to the zone, empty for its apex) and type. */
export const questions: readonly (readonly [string, string])[] = [
  ['www.', 'A'],
  ['www.', 'AAAA'],
  ['WWW.', 'TXT'],
  ['mixed.', 'MX'],
  ['nope.', 'A'],
  ['a.b.nope.', 'A'],
  ['alias.', 'A'],
  ['alias.', 'AAAA'],
  ['x.wild.', 'A'],
  ['x.wild.', 'AAAA'],
  ['ent.', 'A'],
  ['x.old.', 'A'],
  ['child.', 'DS'],
  ['www.child.', 'A'],
  ['nope.child.', 'A'],
  ['', 'DNSKEY'],
  ['', 'SOA'],
  ['', 'DS'],
];
