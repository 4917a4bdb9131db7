/** Who gets an answer of a PAC, in words: the sets of the proof as people say them. */
import type { AddressRegion, EnvironmentRegion, Stretch, TimeRegion } from '../../pac/index.js';
import { listWords } from './words.js';

/** More networks, names or days than this are counted. */
const most = 8;

/** `Clients in 10.20.0.0/16`, `Every client, Monday to Friday`. */
export function regionsWords(regions: readonly EnvironmentRegion[]): string {
  if (regions.length === 0) return 'Nobody';
  const texts = regions.slice(0, most).map(regionWords);
  const more = regions.length > most ? [`and ${regions.length - most} more groups`] : [];
  return [...texts, ...more].join('; or ');
}

function regionWords({ client, names = {}, local, utc, chance }: EnvironmentRegion): string {
  return [
    client === undefined ? 'Every client' : clientWords(client),
    ...Object.entries(names).map(([name, region]) => nameWords(name, region)),
    ...(local === undefined ? [] : [timeWords(local)]),
    ...(utc === undefined ? [] : [`${timeWords(utc)} in UTC`]),
    ...(chance === true ? ['by chance'] : []),
  ].join(', ');
}

function isShort(own: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return own !== undefined && (other === undefined || own.length <= other.length);
}

function clientWords({ ipv4, ipv4Except, ipv6, unresolved }: AddressRegion): string {
  if (isShort(ipv4, ipv4Except) && ipv4 !== undefined) {
    const parts = [
      ...(ipv4.length === 0 ? [] : [networks(ipv4)]),
      ...(ipv6 === 'all' ? ['any IPv6 network'] : ipv6 === 'some' ? ['some IPv6 networks'] : []),
    ];
    const without = unresolved ? [...parts, 'no network that they know of'] : parts;
    return `Clients in ${without.join(' or ') || 'no network'}`;
  }
  const outside = ipv4Except ?? [];
  const who =
    outside.length === 0 ? 'Every client with an IPv4 address' : `Every client outside ${networks(outside)}`;
  if (ipv6 === 'all') return `${who}, those with an IPv6 address among them`;
  if (ipv6 === 'some') return `${who}, and some with an IPv6 address`;
  return ipv6 === 'none' ? `${who}, none with an IPv6 address` : who;
}

function networks(all: readonly string[]): string {
  return listWords(all.length > most ? [...all.slice(0, most), `${all.length - most} more networks`] : all);
}

function nameWords(name: string, { ipv4, ipv4Except, unresolved }: AddressRegion): string {
  if (isShort(ipv4, ipv4Except) && ipv4 !== undefined) {
    const parts = [...(ipv4.length === 0 ? [] : [networks(ipv4)]), ...(unresolved ? ['nothing'] : [])];
    return `where ${name} resolves to ${parts.join(' or to ') || 'no IPv4 address'}`;
  }
  const outside = ipv4Except ?? [];
  const what = outside.length === 0 ? 'any address' : `an address outside ${networks(outside)}`;
  return `where ${name} resolves to ${what}${unresolved ? ' or to nothing' : ''}`;
}

const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function timeWords({ weekdays, dates, exceptDates, hours }: TimeRegion): string {
  const parts = [
    ...(weekdays === undefined ? [] : [daysWords(weekdays)]),
    ...(dates === undefined ? [] : [stretches(dates)]),
    ...(exceptDates === undefined ? [] : [`not ${stretches(exceptDates)}`]),
    ...(hours === undefined ? [] : [stretches(hours)]),
  ];
  return parts.join(', ');
}

/** `Monday to Friday` where they follow each other. */
function daysWords(days: readonly string[]): string {
  const known = week.filter((day) => days.includes(day));
  const first = week.indexOf(known[0] ?? '');
  const isRun = known.length > 2 && known.every((day, index) => week[first + index] === day);
  return isRun && known.length === days.length
    ? `${known[0] ?? ''} to ${known.at(-1) ?? ''}`
    : listWords(known.length === days.length ? known : days.slice(0, most));
}

function stretches(all: readonly Stretch[]): string {
  const texts = all.slice(0, most).map(({ from, to }) => (from === to ? from : `${from} to ${to}`));
  return listWords(all.length > most ? [...texts, `${all.length - most} more`] : texts);
}
