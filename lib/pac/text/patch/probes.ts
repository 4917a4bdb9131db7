/**
 * Other URLs, and a few environments, on which a patched script must decide as it did before.
 */
import { sampleEnvironments } from '../sample-environments.js';
import type { PacEnvironment } from '../../types.js';

const ORDINARY_URLS = [
  'https://www.example.com/',
  'http://www.example.com/index.html?x=1',
  'http://intranet/',
  'https://10.1.2.3/',
  'ftp://ftp.example.org/file',
];
const MOST_URLS = 12;
const MOST_ENVIRONMENTS = 6;

/** A URL that stands for a host: for `*.name`, some name below it. */
export function urlFor(host: string): string {
  if (/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(host)) return `https://[${host}]/`;
  return `https://${host.startsWith('*.') ? `staylocal-probe${host.slice(1)}` : host}/`;
}

/** Ordinary URLs and some whose host the script names, none of them exempted. */
export function probeUrls(text: string, hosts: readonly string[]): string[] {
  const urls = new Set<string>(ORDINARY_URLS);
  for (const match of text.matchAll(/["'*.|]((?:[a-z0-9-]+\.)+[a-z]{2,})["']/gi)) {
    urls.add(`https://${(match[1] ?? '').toLowerCase()}/`);
    if (urls.size >= MOST_URLS) break;
  }
  const exempted = (name: string): boolean =>
    hosts.some((host) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host));
  return [...urls].filter((url) => URL.canParse(url) && !exempted(new URL(url).hostname));
}

export function probeEnvironments(text: string, host: string): PacEnvironment[] {
  const all = sampleEnvironments(text, host, 'idt');
  const step = Math.max(1, Math.floor(all.length / MOST_ENVIRONMENTS));
  return all.filter((_, index) => index % step === 0).slice(0, MOST_ENVIRONMENTS);
}
