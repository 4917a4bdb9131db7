/** A former fleet, as its JSON: what the present one is compared with. */
import { ParseError } from '../errors.js';
import { parseBoundedJson } from '../json-depth.js';
import { schemaOf } from '../json-schema.js';
import type { Former } from './fleet.js';
import type { FleetData } from './types.js';

const fleetSchema = schemaOf<FleetData>('fleet');

/** Throws `ParseError` where the text is no fleet. */
export function parseFleet(text: string, name: string): FleetData {
  const refuse = (why: string): ParseError =>
    new ParseError(
      'fleet-invalid',
      `${name} is no fleet: ${why}; a fleet is what "staylocal fleet --output json=FILE" writes.`,
    );
  let value: unknown;
  try {
    value = parseBoundedJson(text);
  } catch {
    throw refuse('it is not JSON, or nested too deep');
  }
  const isFleet = fleetSchema();
  if (isFleet(value)) return value;
  const [error] = isFleet.errors ?? [];
  throw refuse(`${error?.instancePath === '' ? 'it' : (error?.instancePath ?? '')} ${error?.message ?? ''}`);
}

export function formerOf({ at, machines, causes }: FleetData): Former {
  return {
    since: at,
    machines: new Map(
      machines.map(({ machine, verdict, but, causes: own }) => [
        machine,
        { machine, verdict, but, causes: new Map(Object.entries(own)) },
      ]),
    ),
    titles: new Map(causes.map(({ key, title }) => [key, title])),
  };
}
