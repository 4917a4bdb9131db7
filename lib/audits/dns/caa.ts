/**
 * Whether the zone's CAA records allow the authority that issued the certificate which was seen. CAA binds an authority at
 * the moment of issue: a breach seen later means that the next renewal fails, or that another authority was made to issue.
 */
import type { X509Certificate } from 'node:crypto';
import type { DnsEvidence } from '../../evidence/types.js';
import { isForHost } from '../shared/certificate.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { caaDomainsOf, isCaaDomain } from './shared/caa-authorities.js';
import { responsesOf } from './shared/answers.js';
import { deniesRoot, isResolved } from './shared/diagnosis.js';
import { relevantCaa, type CaaSet } from './shared/caa-records.js';
import { seenCertificates } from './shared/seen-certificates.js';
import { allViews } from './shared/views.js';
import type { View } from './shared/witnesses.js';

type MessageId =
  | 'allowed'
  | 'forbidden'
  | 'all-forbidden'
  | 'unknown-authority'
  | 'unrestricted'
  | 'no-certificate'
  | 'no-answer'
  | 'nobody-answers';

export const caa: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/caa',
  title: 'CAA allows the certificate’s issuer',
  why: 'CAA records say which authorities may issue certificates for the name. Where they leave out the one in use, the next renewal fails and the program is without TLS from one day to the next.',
  requires: ['dns'],
  uses: ['agent', 'distribution'],
  references: ['https://www.rfc-editor.org/rfc/rfc8659', 'https://www.ccadb.org/resources'],
  limits: [
    'Parameters of an issue value (RFC 8657) are not read.',
    'The authorities known are the public ones in common use; of another it is said that its CAA domain is not known.',
  ],
  messages: {
    allowed: {
      status: 'pass',
      text: 'The certificate of {place} was issued by {issuer}, which CAA at {owner} allows.',
    },
    forbidden: {
      status: 'fail',
      text: 'The certificate of {place} was issued by {issuer}, and CAA at {owner} allows {allowed} only.',
      fix: {
        advice:
          'Add the authority’s domain ({domains}) to the CAA records at {owner}, or have the certificate issued by one that is named there',
        targets: ['zone-records'],
      },
    },
    'all-forbidden': {
      status: 'fail',
      text: 'The certificate of {place} was issued by {issuer}, and CAA at {owner} forbids every authority.',
      fix: { advice: 'Name the authority in use in the CAA records at {owner}' },
    },
    'unknown-authority': {
      status: 'not-applicable',
      text: 'The certificate of {place} was issued by {issuer}, whose CAA domain is not known here; CAA at {owner} allows {allowed}.',
    },
    unrestricted: { status: 'pass', text: 'No CAA record restricts who may issue for {name}.' },
    'no-certificate': {
      status: 'not-collected',
      text: 'CAA at {owner} allows {allowed}; no certificate for {name} was seen to hold it against.',
    },
    'no-answer': {
      status: 'error',
      text: 'Nobody answered the questions for the CAA records of {name}.',
      fix: {
        advice:
          'Ask a resolver that answers for type CAA: an authority that gets no answer may not issue either',
      },
    },
    'nobody-answers': {
      status: 'not-applicable',
      text: 'Nobody gave an answer that counts: dns/outage says more.',
    },
  },
  async run(evidence, { profile }) {
    const { dns } = evidence;
    const { name } = profile;
    const own = await firstSet(dns, name);
    if (own === undefined) {
      const hasAnswer = believed(dns).some((view) =>
        responsesOf(view).some(({ message }) => isResolved(message)),
      );
      return [{ message: hasAnswer ? 'no-answer' : 'nobody-answers', data: { name } }];
    }
    const outcomes: Outcome<MessageId>[] = [];
    for (const { host, place, certificate } of seenCertificates(evidence, name)) {
      // What a proxy issued for the host is no certificate that the zone could have a say in.
      if (!isForHost(certificate, host)) continue;
      const set = host === name ? own : await firstSet(dns, host);
      if (set !== undefined && set !== 'none') outcomes.push(judge(set, host, place, certificate));
    }
    if (outcomes.length > 0) return outcomes;
    if (own === 'none') return [{ message: 'unrestricted', data: { name } }];
    return [{ message: 'no-certificate', data: { name, owner: own.owner, allowed: allowedText(own.issue) } }];
  },
});

/** Who denies even the root says nothing of a zone's records. */
function believed(dns: DnsEvidence): readonly View[] {
  return allViews(dns).filter((view) => !deniesRoot(view));
}

async function firstSet(dns: DnsEvidence, name: string): Promise<CaaSet | 'none' | undefined> {
  for (const view of believed(dns)) {
    const set = await relevantCaa(view, name);
    if (set !== undefined) return set;
  }
  return undefined;
}

function judge(set: CaaSet, name: string, place: string, certificate: X509Certificate): Outcome<MessageId> {
  // RFC 8659 §4.3: issuewild goes before issue where the certificate is for a wildcard.
  const isWildcard = certificate.checkHost(name, { wildcards: false }) === undefined;
  const allowed = (isWildcard ? set.issueWild : undefined) ?? set.issue;
  const issuer = organisation(certificate);
  const domains = caaDomainsOf(issuer);
  const data = {
    name,
    place,
    issuer,
    owner: set.owner,
    allowed: allowedText(allowed),
    domains: domains.filter((domain) => !domain.startsWith('.')).join(', '),
  };
  if (allowed === undefined) return { message: 'allowed', data };
  if (allowed.length === 0) return { message: 'all-forbidden', data };
  if (domains.length === 0) return { message: 'unknown-authority', data };
  return { message: allowed.some((domain) => isCaaDomain(domain, domains)) ? 'allowed' : 'forbidden', data };
}

function allowedText(domains: readonly string[] | undefined): string {
  if (domains === undefined) return 'every authority';
  return domains.length === 0 ? 'no authority' : domains.join(', ');
}

/** The issuer's organisation, or its common name where it has none. */
function organisation({ issuer }: X509Certificate): string {
  const field = (key: string): string | undefined =>
    issuer
      .split('\n')
      .find((line) => line.startsWith(`${key}=`))
      ?.slice(key.length + 1);
  return field('O') ?? field('CN') ?? 'an issuer without a name';
}
