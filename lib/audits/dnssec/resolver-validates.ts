/**
 * What each resolver does with DNSSEC: whether it validates (AD for names that are signed, RFC 4035 §3.2.3) and whether it
 * hands signatures on, without which nobody behind it can validate. Limits: no name is asked that is bogus on purpose, so
 * a resolver that sets AD and never refuses would pass, unless the profile's own name is bogus.
 */
import { rrType, type Message } from '../../dns/index.js';
import { resolverFinding } from '../../dnssec/index.js';
import type { DnsEvidence, ResolverEvidence } from '../../evidence/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { answerOf, validationOf } from '../dns/shared/answers.js';
import { eachResolver, noResolver } from '../dns/shared/each-resolver.js';
import { testimonies } from '../dns/shared/witnesses.js';

type MessageId =
  | 'validates'
  | 'does-not-validate'
  | 'strips-signatures'
  | 'carries-no-dnssec'
  | 'vouches-for-bogus'
  | 'no-response'
  | 'no-resolver';

export const resolverValidates: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dnssec/resolver-validates',
  title: 'Resolvers validate, and hand signatures on',
  why: 'A signed zone protects only those whose resolver checks the signatures. A resolver that takes them out of its answers makes it impossible for anybody behind it.',
  requires: ['dns'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc4035#section-3.2.3',
    'https://www.rfc-editor.org/rfc/rfc6840#section-5.8',
    'https://www.rfc-editor.org/rfc/rfc9364',
  ],
  strength: ({ dnssec }) => dnssec,
  limits: [
    'No name is asked that is bogus on purpose: a resolver that sets AD and never refuses passes, unless the profile’s own name is bogus.',
  ],
  messages: {
    validates: { status: 'pass', text: 'validates: it sets AD for {name}, and hands signatures on.' },
    'does-not-validate': {
      status: 'warn',
      text: 'does not validate: it sets no AD for {name}, which is signed. It would pass on a forged address.',
      fix: { advice: 'Switch DNSSEC validation on in this resolver, or in the one that it forwards to' },
    },
    'strips-signatures': {
      status: 'warn',
      text: 'leaves the signatures (RRSIG) out of its answer for {name}, though they were asked for: nobody behind it can validate.',
      fix: {
        advice:
          'Have the resolver, forwarder or firewall pass EDNS with DO and the DNSSEC records through (dnsmasq: proxy-dnssec or dnssec; older home routers: another resolver)',
      },
    },
    'carries-no-dnssec': {
      status: 'warn',
      text: 'or something on the way to it {what}: a validator behind it does not get what it needs.',
      fix: { advice: '{fix}' },
    },
    'vouches-for-bogus': {
      status: 'fail',
      text: 'sets AD for {name}, and its answer does not validate: {reason}.',
      fix: { advice: 'Trust nothing that this resolver vouches for until you know what changes its answers' },
    },
    'no-response': {
      status: 'not-applicable',
      text: 'gave no answer by which that could be told: dns/outage says more.',
    },
    'no-resolver': noResolver,
  },
  run({ dns }, { profile, at }) {
    return eachResolver<MessageId>(dns, async (resolver) => [await judge(dns, resolver, profile.name, at)]);
  },
});

async function judge(
  dns: DnsEvidence,
  resolver: ResolverEvidence,
  name: string,
  at: Date,
): Promise<Outcome<MessageId>> {
  const own = await messageOf(resolver, name, 'A');
  const root = await messageOf(resolver, '.', 'SOA');
  const validation = await validationOf(dns, resolver, name, 'A', at);
  if (own?.authenticData === true && own.answer.length > 0 && validation.status === 'bogus') {
    const reason = validation.reasons[0]?.message.replace(/\.$/, '') ?? 'no reason is given';
    return { message: 'vouches-for-bogus', data: { name, reason } };
  }
  const unfit = resolverFinding(validation);
  if (unfit !== undefined && unfit.code !== 'resolver-denies-root')
    return {
      message: 'carries-no-dnssec',
      code: unfit.code,
      data: { what: unfit.what, fix: unfit.fix.replace(/\.$/, '') },
    };
  // The root is signed; the name is where the witnesses or the chain itself say so.
  const isSigned =
    validation.status === 'secure' ||
    (await testimonies(dns, name, 'A', at)).some((one) => one.validation.status === 'secure');
  const known = [
    ...(root === undefined || root.answer.length === 0 ? [] : [{ name: 'the root', message: root }]),
    ...(own === undefined || own.answer.length === 0 || !isSigned ? [] : [{ name, message: own }]),
  ];
  if (known.length === 0) return { message: 'no-response' };
  // The root's answer decides where there is one: another may have been replaced, which is no stripping.
  const [stripped] = known;
  if (stripped !== undefined && !hasSignature(stripped.message))
    return { message: 'strips-signatures', data: { name: stripped.name } };
  const vouched = known.filter(({ message }) => message.authenticData).at(-1);
  if (vouched !== undefined) return { message: 'validates', data: { name: vouched.name } };
  return { message: 'does-not-validate', data: { name: known.at(-1)?.name ?? name } };
}

async function messageOf(
  resolver: ResolverEvidence,
  name: string,
  type: 'A' | 'SOA',
): Promise<Message | undefined> {
  const answer = await answerOf(resolver, name, type, 'dnssec');
  return 'reason' in answer ? undefined : answer.message;
}

function hasSignature({ answer }: Message): boolean {
  return answer.some(({ type }) => type === rrType.RRSIG);
}
