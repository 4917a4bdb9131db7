/**
 * Environments worth trying when the script's use of its environment cannot be covered: addresses, dates and hours
 * taken from the constants of the script, with their neighbours. What agrees over all of them is still no proof.
 */
import type { PacEnvironment } from '../types.js';

const ORDINARY_ADDRESSES = [
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '127.0.0.1',
  '203.0.113.1',
  '2001:db8::1',
];
const MOST_ADDRESSES = 40;

function neighbours(address: string): string[] {
  const octets = address.split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  if (octets.some((octet) => octet > 255)) return [];
  return [
    [a, b, c, d],
    [a, b, c, Math.min(254, d + 1)],
    [a, b, Math.min(255, c + 1), d],
    [a, Math.min(255, b + 1), c, d],
  ].map((parts) => parts.join('.'));
}

/** Addresses named in the text, whole or as the beginning of one, and the ordinary private ones. */
export function addressesIn(text: string): string[] {
  const found = new Set<string>(ORDINARY_ADDRESSES);
  for (const match of text.matchAll(/["'/^](\d{1,3}(?:\\?\.\d{1,3}){0,3})/g)) {
    const octets = (match[1] ?? '').replaceAll('\\', '').split('.');
    while (octets.length < 4) octets.push('1');
    for (const address of neighbours(octets.join('.'))) found.add(address);
    if (found.size >= MOST_ADDRESSES) break;
  }
  return [...found].slice(0, MOST_ADDRESSES);
}

/** One week, four hours of the day, and the first day of every month. */
function instants(): Date[] {
  const base = Date.UTC(2026, 0, 5);
  const hour = 3_600_000;
  const times: Date[] = [];
  for (let day = 0; day < 7; day++)
    for (const at of [0, 3, 9, 12.5, 18, 23]) times.push(new Date(base + (day * 24 + at) * hour));
  for (let month = 0; month < 12; month++) times.push(new Date(Date.UTC(2026, month, 15, 12)));
  return times;
}

/**
 * Environments that differ in what `touched` says the script asks for (the driver's letters). The first differs in
 * nothing from a bare one but has a clock.
 */
export function sampleEnvironments(text: string, host: string, touched: string): PacEnvironment[] {
  const at = new Date(Date.UTC(2026, 0, 5, 12));
  // A script that draws again until it gets more than 0 is to come to an end.
  const random = [0.5];
  const base: PacEnvironment = { at, random, myIp: '192.0.2.10', dns: { [host]: ['127.0.0.1'] } };
  const samples: PacEnvironment[] = [base];
  const addresses = addressesIn(text);
  if (touched.includes('i')) samples.push({ at, random }, ...addresses.map((myIp) => ({ ...base, myIp })));
  if (touched.includes('d')) {
    samples.push(
      { ...base, dns: {} },
      ...addresses.map((address) => ({ ...base, dns: { [host]: [address] } })),
    );
  }
  if (touched.includes('t')) samples.push(...instants().map((time) => ({ ...base, at: time })));
  if (touched.includes('r')) {
    for (let step = 0; step < 20; step++) samples.push({ ...base, random: [step / 20, 0.99, 0.5] });
  }
  return samples;
}
