import { resolverValidates } from '../../../lib/audits/dnssec/resolver-validates.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

/** Signatures come with CD alone: a cache that validated keeps the data without them. */
async function unlessChecking(): Promise<Partial<Evidence>> {
  const [whole, without] = await Promise.all([
    placesEvidence([], { alone: true })(),
    placesEvidence(['stripped-signatures'], { alone: true })(),
  ]);
  const [kept, stripped] = [whole, without].map(({ dns }) => dns?.resolvers[0]?.records ?? []);
  const records = kept?.map((one) =>
    one.question.endsWith(' cd') ? one : (stripped?.find(({ question }) => question === one.question) ?? one),
  );
  return { dns: { ...whole.dns, resolvers: [{ id: 'lab', records: records ?? [] }] } };
}

export const resolverValidatesTable: AuditTable = {
  audit: resolverValidates,
  cases: [
    { title: 'a resolver that validates', evidence: placesEvidence(), says: ['validates'] },
    { title: 'one that does not', evidence: placesEvidence(['no-validation']), says: ['does-not-validate'] },
    ...Object.entries({
      'stripped-signatures': /hands on no signature/,
      'no-edns': /knows no EDNS/,
      'edns-formerr': /answers FORMERR to every question with EDNS/,
      'edns-dropped': /answers nothing to every question with EDNS/,
      'ad-without-signatures': /yet says that it has validated \(AD\)/,
      'ignores-cd': /does not take CD/,
      'hides-bogus': /does not take CD/,
      'drops-ds': /answers an empty NOERROR to questions for DS/,
      'drops-dnskey': /nothing to those for DNSKEY/,
      'empty-dnskey': /an empty NOERROR to those for DNSKEY/,
      'denies-ds': /answers NXDOMAIN, though names below it exist, to questions for DS/,
      'tcp-closed': /cuts an answer .* short/,
    }).map(([fault, shows]) => ({
      title: `one that cannot carry DNSSEC: ${fault}`,
      evidence: placesEvidence([fault]),
      says: ['carries-no-dnssec'],
      shows,
    })),
    {
      title: 'one that leaves signatures out unless it is told not to check',
      evidence: unlessChecking,
      says: ['strips-signatures'],
    },
    {
      title: 'one that vouches for what it made up',
      evidence: placesEvidence(['vouches-for-bogus']),
      says: ['vouches-for-bogus'],
    },
    { title: 'an answer replaced by a filter', evidence: placesEvidence(['sinkhole']), says: ['validates'] },
    { title: 'silence', evidence: placesEvidence(['timeout']), says: ['no-response'] },
    { title: 'no resolver at all', evidence: { dns: { resolvers: [] } }, says: ['no-resolver'] },
  ],
};
