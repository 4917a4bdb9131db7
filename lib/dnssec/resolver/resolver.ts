/**
 * What the resolver that is asked can do of what DNSSEC takes (RFC 8027 §3.1), found out before a zone is blamed: from
 * the answers that are there already, and two more questions at most.
 */
import { rrType } from '../../dns/codes.js';
import type { Asker, Observation } from '../ask.js';
import { answersWith, hasAnswer, hasDenial, holds, isGood, type Doubt, type Probe } from './evidence.js';
import { rules, subject } from './rules.js';
import type { Ability, Reason, ReasonCode, ResolverView, Validation } from '../types.js';

const questionsMost = 2;

export interface ResolverJudgement {
  readonly view: ResolverView;
  /** What keeps DNSSEC from coming through it. */
  readonly finding?: Reason;
}

export async function judgeResolver(doubt: Doubt, asker: Asker): Promise<ResolverJudgement> {
  const seen = await observed(asker);
  const evidence = { ...doubt, seen, view: viewOf(seen), probe: probeBy(asker) };
  let finding: Reason | undefined;
  for (const rule of rules) {
    finding = await rule(evidence);
    if (finding !== undefined) break;
  }
  const view = viewOf(await observed(asker));
  return finding === undefined ? { view } : { view, finding };
}

/** What of a validation is the resolver's doing and no zone's; `what` it does, as a sentence goes on after its name. */
export function resolverFinding({ reasons }: Validation): (Reason & { readonly what: string }) | undefined {
  const finding = reasons.find(({ code }) => code.startsWith('resolver-'));
  return finding === undefined ? undefined : { ...finding, what: finding.message.replace(subject, '') };
}

/** One answer is missing and the rest is there: what is told of it stays worth telling. */
const partial: ReadonlySet<ReasonCode> = new Set(['resolver-without-tcp', 'resolver-ignores-cd']);

/** The validation with what is known of the resolver: where that is what is wrong, no zone is called bogus. */
export function throughResolver(validation: Validation, { view, finding }: ResolverJudgement): Validation {
  if (finding === undefined) return { ...validation, resolver: view };
  const chain = validation.chain.map((link) =>
    link.status === 'bogus' ? { ...link, status: 'indeterminate' as const, reasons: [finding] } : link,
  );
  const answer = validation.answer.map((rrset) =>
    rrset.status === 'bogus' ? { ...rrset, status: 'indeterminate' as const } : rrset,
  );
  const reasons = partial.has(finding.code) ? [finding, ...validation.reasons] : [finding];
  return { ...validation, status: 'indeterminate', chain, answer, reasons, resolver: view };
}

/** What a recording does not hold was not asked then: it says nothing. */
async function observed(asker: Asker): Promise<Observation[]> {
  return (await asker.observations()).filter(({ failure }) => failure !== 'not-recorded');
}

function probeBy(asker: Asker): Probe {
  let left = questionsMost;
  const once =
    (ask: Probe['observe']): Probe['observe'] =>
    (name, type) => {
      left -= 1;
      return left < 0 ? Promise.resolve({ name, type }) : ask(name, type);
    };
  return {
    observe: once((name, type) => asker.observe(name, type)),
    plain: once((name, type) => asker.askPlain(name, type)),
  };
}

function viewOf(seen: readonly Observation[]): ResolverView {
  const messages = seen.flatMap(({ message }) => (message === undefined ? [] : [message]));
  const good = messages.filter(isGood);
  const ofType = (type: number): readonly Observation[] => seen.filter((one) => one.type === type);
  const keys = ofType(rrType.DNSKEY);
  const delegations = ofType(rrType.DS);
  return {
    edns: ability(
      messages.some(({ edns }) => edns !== undefined),
      good.length > 0,
    ),
    // Some take signatures out of answers and leave those over proofs: answers tell, where there are any.
    signatures: seen.some(hasAnswer)
      ? ability(
          seen.some((one) => answersWith(one, rrType.RRSIG)),
          true,
        )
      : ability(
          messages.some((message) => holds(message, rrType.RRSIG)),
          good.length > 0,
        ),
    dnskey: ability(
      keys.some((one) => answersWith(one, rrType.DNSKEY)),
      good.length > 0 && keys.length > 0,
    ),
    ds: ability(
      delegations.some((one) => answersWith(one, rrType.DS)) ||
        (delegations.length > 0 && delegations.every(hasDenial)),
      good.length > 0 && delegations.length > 0,
    ),
    tcp: seen.some(({ failure }) => failure === 'truncated') ? 'no' : 'unknown',
    checkingDisabled: ability(
      messages.some(({ checkingDisabled }) => checkingDisabled),
      good.length > 0,
    ),
  };
}

function ability(some: boolean, any: boolean): Ability {
  if (some) return 'yes';
  return any ? 'no' : 'unknown';
}
