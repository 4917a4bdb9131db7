/** A fleet as a table: a machine a row, its traits, and a column for each cause. */
import { traitNames, type FleetData, type TraitId } from '../../fleet/types.js';

const traits = Object.keys(traitNames) as TraitId[];

export function fleetTable({ causes, machines, profile }: FleetData): readonly (readonly string[])[] {
  return [
    [
      'at',
      'machine',
      'name',
      'verdict',
      'but',
      'why',
      ...traits,
      ...causes.map(({ title }, index) => `${index + 1}. ${title}`),
      'source',
    ],
    ...machines.map(({ at, machine, verdict, but, why = '', traits: own, causes: has, source }) => [
      at,
      machine,
      profile.name,
      verdict,
      but ? 'yes' : 'no',
      why,
      ...traits.map((trait) => own[trait] ?? ''),
      ...causes.map(({ key }) => (Object.hasOwn(has, key) ? (has[key] ?? '') : '')),
      source,
    ]),
  ];
}
