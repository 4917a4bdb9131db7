/** Open findings → the artefacts that they name, and the file each is about. */
import type { Finding } from '../audits/finding.js';
import type { Evidence } from '../evidence/types.js';
import type { Candidate, Place } from './types.js';

export function isOpen({ status }: Finding): boolean {
  return status === 'fail' || status === 'warn' || status === 'error';
}

export function candidatesOf(findings: readonly Finding[], evidence: Evidence): Candidate[] {
  const byKey = new Map<string, { target: string; place?: Place; findings: Finding[] }>();
  for (const finding of findings.filter(isOpen)) {
    const place = placeOf(finding, evidence);
    for (const target of finding.fix?.targets ?? []) {
      const key = JSON.stringify([target, place?.part, place?.at]);
      const known = byKey.get(key) ?? { target, ...(place === undefined ? {} : { place }), findings: [] };
      byKey.set(key, known);
      known.findings.push(finding);
    }
  }
  return [...byKey.values()];
}

/** The file of the evidence that the finding is about. */
function placeOf({ audit, subject, location }: Finding, evidence: Evidence): Place | undefined {
  if (audit === 'proxy/pac-bypass')
    return placeIn('pac', evidence, (source) => source === location?.file || isSubject(source, subject));
  if (audit.startsWith('proxy/'))
    return placeIn('proxySettings', evidence, (source) => source === location?.file);
  return audit === 'dns/hosts-file' && evidence.hosts !== undefined
    ? { part: 'hosts', at: 0, source: evidence.hosts.source }
    : undefined;
}

/** A PAC that settings name is told with the setting behind it. */
function isSubject(source: string, subject: string | undefined): boolean {
  return subject === source || (subject?.startsWith(`${source} (named by `) ?? false);
}

function placeIn(
  part: 'pac' | 'proxySettings',
  evidence: Evidence,
  matches: (source: string) => boolean,
): Place | undefined {
  for (const [at, one] of (evidence[part] ?? []).entries()) {
    const included = 'included' in one ? (one.included ?? []) : [];
    if (matches(one.source) || included.some(({ source }) => matches(source)))
      return { part, at, source: one.source };
  }
  return undefined;
}
