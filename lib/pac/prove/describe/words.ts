/**
 * The environments that get an answer, in words: `every client except 141.142.0.0/16`; `a client in 10.20.0.0/16, Monday
 * to Friday 08:00-17:59`.
 */
import { daysInWords, hoursInWords } from '../words.js';
import { addressesInWords } from './addresses.js';
import type { Condition, Region } from './regions.js';

/** Regions that are told before the rest is counted. */
const MOST_TOLD = 3;

function clientInWords(condition: Condition | undefined, hasMore: boolean): string {
  if (condition?.kind !== 'address') return hasMore ? 'a client' : 'every client';
  const words = addressesInWords(condition.set);
  if (words === null) return 'a client';
  if ('except' in words) return `every client except ${words.except}`;
  return /^(?:any|some) /.test(words.only) ? `a client with ${words.only}` : `a client in ${words.only}`;
}

function nameInWords(name: string, host: string, condition: Condition): string {
  const who = name === host ? 'the name' : name;
  if (condition.kind !== 'address') return '';
  const { set } = condition;
  const isAny = set.v4.length > 0 || set.v6.size > 0 || set.isSomeV6;
  if (!isAny) return `where ${who} does not resolve`;
  const words = addressesInWords(set);
  const where =
    words === null ? '' : 'except' in words ? ` to anything but ${words.except}` : ` to ${words.only}`;
  const resolves = `where ${who} resolves${where}`;
  return set.isNone ? `${resolves}, or not at all` : resolves;
}

function zoneInWords(region: Region, zone: 'L' | 'G', example: Date): string {
  const days = region.get(`${zone} days`);
  const seconds = region.get(`${zone} seconds`);
  const parts = [
    days?.kind === 'times' ? daysInWords(days.set, example) : '',
    seconds?.kind === 'times' ? hoursInWords(seconds.set) : '',
  ].filter((text) => text !== '');
  return parts.length === 0 ? '' : parts.join(' ') + (zone === 'G' ? ' GMT' : '');
}

function regionInWords(region: Region, host: string, example: Date): string {
  const names = [...region].filter(([subject]) => subject.startsWith('dns:'));
  const parts = [
    clientInWords(region.get('me'), region.size > 0),
    ...names.map(([subject, condition]) => nameInWords(subject.slice(4), host, condition)),
    zoneInWords(region, 'L', example),
    zoneInWords(region, 'G', example),
    region.has('random') ? 'by chance (Math.random)' : '',
  ];
  return parts.filter((text) => text !== '').join(', ');
}

/** `null` where a part of them cannot be told. */
export function regionsInWords(regions: readonly Region[], host: string, example: Date): string | null {
  if (regions.some((region) => region.has('other'))) return null;
  const told = regions.slice(0, MOST_TOLD).map((region) => regionInWords(region, host, example));
  const rest = regions.length - told.length;
  return [...told, ...(rest > 0 ? [`${rest} more kinds of clients`] : [])].join('; or ');
}
