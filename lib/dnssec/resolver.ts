/**
 * What the resolver that is asked can do of what DNSSEC takes (RFC 8027 §3.1), found out before a zone is blamed: from
 * the answers that are there already, and two more questions at most. Limits: what stands between here and the resolver
 * is told as the resolver's; it is judged at what must be there in any world, its topmost signed zone.
 */
import { formatRcode, rcode, rrType } from '../dns/codes.js';
import { extendedErrors, type Message, type ResourceRecord } from '../dns/message.js';
import { equalNames, formatName, isSubdomain, lowerName, parseName, type Name } from '../dns/name.js';
import type { Asker, Observation } from './ask.js';
import { reason } from './reason.js';
import type { Ability, Reason, ReasonCode, ResolverView, Status, Validation } from './types.js';

/** What a validation came to, and the zone at its top that is signed for certain: a trust anchor says so. */
export interface Doubt {
  readonly status: Status;
  readonly reasons: readonly Reason[];
  readonly top: Name;
  /** Whether a delegation was proven, to be signed or not to be. */
  readonly provesDelegation: boolean;
}

export interface ResolverJudgement {
  readonly view: ResolverView;
  /** What keeps DNSSEC from coming through it. */
  readonly finding?: Reason;
}

interface Evidence extends Doubt {
  readonly seen: readonly Observation[];
  readonly view: ResolverView;
  readonly asker: Asker;
}

type Rule = (evidence: Evidence) => Promise<Reason | undefined> | Reason | undefined;

const root = parseName('.');
const answers: ReadonlySet<number> = new Set([rcode.NOERROR, rcode.NXDOMAIN, rcode.YXDOMAIN]);
const denialTypes: ReadonlySet<number> = new Set([rrType.NSEC, rrType.NSEC3]);
/** What a validation says where no DS came, nor the proof that there is none. */
const dsDoubts: ReadonlySet<ReasonCode> = new Set([
  'denial-missing',
  'ds-unproven',
  'no-response',
  'response-failure',
  'response-malformed',
]);
/** RFC 8914: what a server says that has validated, and been asked not to. */
const validationErrors: ReadonlySet<number> = new Set([1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 25, 27]);

/** The first that fits explains what comes after it. */
const rules: readonly Rule[] = [
  deniesRoot,
  refusesEdns,
  withoutTcp,
  withoutSignatures,
  withoutDnskey,
  withoutDs,
  ignoresCd,
];

export async function judgeResolver(doubt: Doubt, asker: Asker): Promise<ResolverJudgement> {
  const seen = await observed(asker);
  const evidence: Evidence = { ...doubt, seen, view: viewOf(seen), asker };
  let finding: Reason | undefined;
  for (const rule of rules) {
    finding = await rule(evidence);
    if (finding !== undefined) break;
  }
  const view = viewOf(await observed(asker));
  return finding === undefined ? { view } : { view, finding };
}

const subject = 'The resolver, or something on the way to it, ';

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

function viewOf(seen: readonly Observation[]): ResolverView {
  const messages = seen.flatMap(({ message }) => (message === undefined ? [] : [message]));
  const good = messages.filter(isGood);
  const among = (some: boolean, any: boolean): Ability => (some ? 'yes' : any ? 'no' : 'unknown');
  const ofType = (type: number): readonly Observation[] => seen.filter((one) => one.type === type);
  const keys = ofType(rrType.DNSKEY);
  const delegations = ofType(rrType.DS);
  return {
    edns: among(
      messages.some(({ edns }) => edns !== undefined),
      good.length > 0,
    ),
    signatures: among(
      messages.some((message) => holds(message, (type) => type === rrType.RRSIG)),
      good.length > 0,
    ),
    dnskey: among(keys.some(hasKey), good.length > 0 && keys.length > 0),
    ds: among(delegations.some(speaksOfDs), good.length > 0 && delegations.length > 0),
    tcp: among(
      false,
      seen.some(({ failure }) => failure === 'truncated'),
    ),
    checkingDisabled: among(
      messages.some(({ checkingDisabled }) => checkingDisabled),
      good.length > 0,
    ),
  };
}

/** A place without a way to the Internet, or a portal, says so of every name. */
function deniesRoot({ seen, top }: Evidence): Reason | undefined {
  const denied =
    top.length === 1 && seen.some((one) => isAt(one, root) && one.message?.rcode === rcode.NXDOMAIN);
  return denied
    ? found('resolver-denies-root', 'says that the root itself does not exist (NXDOMAIN)')
    : undefined;
}

/** Nothing that was asked with EDNS was answered: is the same thing without it? */
async function refusesEdns({ seen, top, asker }: Evidence): Promise<Reason | undefined> {
  if (seen.some(({ message }) => message !== undefined && isGood(message))) return undefined;
  const said = seen.flatMap(({ message }) => (message === undefined ? [] : [formatRcode(message.rcode)]));
  if (said.length === 0 && !seen.some(({ failure }) => failure === 'timeout')) return undefined;
  const { message } = await asker.askPlain(top, rrType.SOA);
  if (message?.rcode !== rcode.NOERROR || message.answer.length === 0) return undefined;
  const code = said[0] ?? 'nothing';
  return found(
    'resolver-refuses-edns',
    `answers ${code} to every question with EDNS, and the same question without it as it should`,
  );
}

function withoutTcp({ seen, status }: Evidence): Reason | undefined {
  const cut = seen.find(({ failure }) => failure === 'truncated');
  if (cut === undefined || status !== 'indeterminate') return undefined;
  return found(
    'resolver-without-tcp',
    `cuts an answer about ${formatName(cut.name)} short and does not give the whole of it over TCP`,
  );
}

/** The topmost zone is signed, a trust anchor says so, and nothing at all came with a signature. */
async function withoutSignatures({ seen, view, top, asker }: Evidence): Promise<Reason | undefined> {
  if (view.signatures !== 'no') return undefined;
  const good = seen.filter(({ message }) => message !== undefined && isGood(message));
  const shown = good.filter((one) => isAt(one, top) && (one.message?.answer.length ?? 0) > 0);
  if (shown.length === 0 || good.length < 2) {
    const soa = await asker.observe(top, rrType.SOA);
    const { message } = soa;
    if (message === undefined || !isGood(message) || message.answer.length === 0) return undefined;
    if (holds(message, (type) => type === rrType.RRSIG)) return undefined;
    good.push(soa);
  }
  const zone = top.length === 1 ? 'the root' : formatName(top);
  const vouches = good.some(({ message }) => message?.authenticData === true);
  const nevertheless = vouches ? ', and yet says that it has validated (AD), which nobody can check' : '';
  if (view.edns === 'no')
    return found(
      'resolver-without-edns',
      `knows no EDNS, without which no signature can be asked for: not even ${zone} comes signed${nevertheless}`,
    );
  return found(
    vouches ? 'resolver-vouches-alone' : 'resolver-without-signatures',
    `hands on no signature (RRSIG), though asked for them: not even ${zone} comes signed${nevertheless}`,
  );
}

/** Limits: told at the root alone, which has keys for certain. */
function withoutDnskey({ seen, view, top }: Evidence): Reason | undefined {
  if (view.dnskey !== 'no' || top.length > 1) return undefined;
  const asked = seen.find((one) => one.type === rrType.DNSKEY && isAt(one, root));
  // A signed denial is the zone's own word.
  if (asked === undefined || holds(asked.message, (type) => denialTypes.has(type))) return undefined;
  return found(
    'resolver-without-dnskey',
    `answers other questions, and ${outcomeOf(asked)} to those for DNSKEY, the root’s included`,
  );
}

/** No question for DS brought one, or the proof that there is none. One more, at another name, tells whether any would. */
async function withoutDs({ seen, view, top, asker, ...doubt }: Evidence): Promise<Reason | undefined> {
  if (view.ds !== 'no' || view.dnskey === 'no' || doubt.provesDelegation) return undefined;
  if (!doubt.reasons.some(({ code }) => dsDoubts.has(code))) return undefined;
  const asked = seen.filter(({ type }) => type === rrType.DS);
  const [first] = asked;
  if (first === undefined) return undefined;
  const other = ['com', 'org']
    .map((label) => below(label, top))
    .find((name) => !asked.some((one) => isAt(one, name)));
  const probe = other === undefined ? first : await asker.observe(other, rrType.DS);
  if (speaksOfDs(probe) || outcomeOf(probe) !== outcomeOf(first)) return undefined;
  const refutes = asked.some((one) => isRefuted(one, seen));
  if (top.length > 1 && !refutes) return undefined;
  const what = refutes ? `${outcomeOf(first)}, though names below it exist,` : outcomeOf(first);
  return found(
    'resolver-without-ds',
    `answers ${what} to questions for DS, with neither a DS nor the proof that there is none`,
  );
}

/** A name said not to exist, and an answer at or below it. */
function isRefuted({ name, message }: Observation, seen: readonly Observation[]): boolean {
  return (
    message?.rcode === rcode.NXDOMAIN &&
    seen.some((one) => isSubdomain(one.name, name) && (one.message?.answer.length ?? 0) > 0)
  );
}

/** SERVFAIL may hide what it holds for bogus: it was asked not to check (CD), and shows that it does not heed that. */
function ignoresCd({ seen, view, status, reasons }: Evidence): Reason | undefined {
  if (status !== 'indeterminate' || !reasons.some(({ code }) => code === 'response-failure'))
    return undefined;
  const failed = seen.flatMap(({ name, message }) =>
    message?.rcode === rcode.SERVFAIL ? [{ name, said: extendedErrors(message) }] : [],
  );
  const told = failed.find(({ said }) => said.some(({ code }) => validationErrors.has(code)));
  const first = told ?? failed[0];
  if (first === undefined || (told === undefined && view.checkingDisabled !== 'no')) return undefined;
  const error = told?.said.find(({ code }) => validationErrors.has(code));
  const says =
    error === undefined
      ? ''
      : ` (it says: Extended DNS Error ${error.code}${error.text === '' ? '' : `, ${error.text}`})`;
  return found(
    'resolver-ignores-cd',
    `answers SERVFAIL for ${formatName(first.name)} and does not take CD: what it holds for bogus, it keeps to itself${says}`,
  );
}

function found(code: ReasonCode, what: string): Reason {
  return reason(code, `${subject}${what}`);
}

function isGood(message: Message): boolean {
  return answers.has(message.rcode) && !message.truncated;
}

function isAt(one: Observation, name: Name): boolean {
  return equalNames(one.name, name);
}

function holds(message: Message | undefined, wanted: (type: number) => boolean): boolean {
  const has = (records: readonly ResourceRecord[]): boolean => records.some(({ type }) => wanted(type));
  return message !== undefined && (has(message.answer) || has(message.authority) || has(message.additional));
}

function hasKey({ message }: Observation): boolean {
  return holds(message, (type) => type === rrType.DNSKEY);
}

function speaksOfDs({ message }: Observation): boolean {
  return holds(message, (type) => type === rrType.DS || denialTypes.has(type));
}

/** How a question was answered, in the words of a sentence. */
function outcomeOf({ message }: Observation): string {
  if (message === undefined) return 'nothing';
  return message.rcode === rcode.NOERROR ? 'an empty NOERROR' : formatRcode(message.rcode);
}

function below(label: string, top: Name): Name {
  return lowerName(parseName(top.length === 1 ? `${label}.` : `${label}.${formatName(top)}`));
}
