/** Who acts, by kind of cause. A profile gives each its own name, e.g. a team and its telephone. */
import type { OwnerKind, Profile } from '../profile/types.js';

const owners: Readonly<Record<OwnerKind, string>> = {
  network: 'network team',
  resolver: 'operator of the resolver',
  zone: 'operator of the zone',
  machine: 'helpdesk',
  program: 'vendor of the program',
  web: 'web team',
  service: 'operator of the Distribution Service',
  auditor: 'whoever runs the audit',
};

export function ownerOf(kind: OwnerKind, { owners: own }: Profile): string {
  return own?.[kind] ?? owners[kind];
}
