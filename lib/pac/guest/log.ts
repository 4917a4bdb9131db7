/**
 * The calls a decision rests on, as a flat list of fields, each `<length>:<text>`: a call's name, how many of its arguments
 * follow, those, and its answer. An empty name stands for a call for which there was no more room.
 */
import { startOf, stringOf } from './natives.js';

const ROOM = 60000;
const MOST_ARGUMENTS = 8;
const LONGEST = 300;

let log = '';

function addField(text: string): void {
  log += stringOf(text.length) + ':' + text;
}

export const shortened = (text: string): string => startOf(text, LONGEST);

/** `s` and a string, or `v` and what is shown of another value. */
function shown(value: unknown): string {
  if (typeof value === 'string') return 's' + shortened(value);
  if (typeof value === 'object') return value === null ? 'vnull' : 'vobject';
  if (typeof value === 'function') return 'vfunction';
  if (typeof value === 'symbol') return 'vsymbol';
  return 'v' + stringOf(value);
}

export function addCall(name: string, given: ArrayLike<unknown>, result: unknown): void {
  if (log.length > ROOM) {
    addField('');
    return;
  }
  addField(name);
  const count = given.length > MOST_ARGUMENTS ? MOST_ARGUMENTS : given.length;
  addField(stringOf(count));
  for (let i = 0; i < count; i++) addField(shown(given[i]));
  addField(shown(result));
}

export function addAlert(message: string): void {
  if (log.length > ROOM) {
    addField('');
    return;
  }
  addField('alert');
  addField('1');
  addField('s' + shortened(message));
  addField('vundefined');
}

export function takeLog(): string {
  const text = log;
  log = '';
  return text;
}
