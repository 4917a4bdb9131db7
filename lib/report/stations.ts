/** The five stations of the way from the name to the program: which of them is open shows where it breaks. */
import type { Finding, Status } from '../audits/finding.js';

export interface Station {
  readonly title: string;
  /** Folders of audits; the last station takes what no other has. */
  readonly folders: readonly string[];
}

export const stations: readonly Station[] = [
  { title: 'address', folders: ['dns'] },
  { title: 'proof', folders: ['dnssec'] },
  { title: 'way', folders: ['proxy'] },
  { title: 'program', folders: ['agent'] },
  { title: 'around it', folders: ['distribution', 'token', 'browser', 'disk', 'os', 'registry'] },
];

export function findingsAt({ folders }: Station, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ audit }) => folders.includes(audit.split('/')[0] ?? ''));
}

/**
 * The worst that names a cause there. Where all that is open follows from something elsewhere nobody could look, and where
 * nothing of it was looked at nobody did.
 */
export function statusOf(findings: readonly Finding[]): Status {
  const own = findings.filter(({ because }) => because !== true);
  const open = (['fail', 'error', 'warn'] as const).find((status) =>
    own.some((finding) => finding.status === status),
  );
  if (open !== undefined) return open;
  if (findings.some(({ because }) => because === true)) return 'error';
  if (own.some(({ status }) => status === 'pass')) return 'pass';
  return own.some(({ status }) => status === 'not-applicable') ? 'not-applicable' : 'not-collected';
}

export function capital(text: string): string {
  // A name keeps its own first letter.
  return /^\S+\.\S/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
