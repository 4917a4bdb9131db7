/**
 * One rule for each thing that a resolver may not hand on (RFC 8027 §3.1), in the order in which one explains the next.
 * Limits: what stands between here and the resolver is told as the resolver's.
 */
import { formatRcode, rcode, rrType } from '../../dns/codes.js';
import { extendedErrors } from '../../dns/message.js';
import { formatName, isSubdomain, parseName, type Name } from '../../dns/name.js';
import type { Observation } from '../ask.js';
import { reason } from '../reason.js';
import { answersWith, hasAnswer, hasDenial, isAt, isGood, outcomeOf, type Evidence } from './evidence.js';
import type { Reason, ReasonCode } from '../types.js';

export type Rule = (evidence: Evidence) => Promise<Reason | undefined> | Reason | undefined;

/** How each finding begins. */
export const subject = 'The resolver, or something on the way to it, ';

const root = parseName('.');
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

export const rules: readonly Rule[] = [
  deniesRoot,
  refusesEdns,
  withoutTcp,
  withoutSignatures,
  withoutDnskey,
  withoutDs,
  ignoresCd,
];

/** A place without a way to the Internet, or a portal, says so of every name. */
function deniesRoot({ seen, top }: Evidence): Reason | undefined {
  const denied =
    top.length === 1 && seen.some((one) => isAt(one, root) && one.message?.rcode === rcode.NXDOMAIN);
  return denied
    ? found('resolver-denies-root', 'says that the root itself does not exist (NXDOMAIN)')
    : undefined;
}

/** Nothing that was asked with EDNS was answered: is the same thing without it? */
async function refusesEdns({ seen, top, probe }: Evidence): Promise<Reason | undefined> {
  if (seen.some(({ message }) => isGood(message))) return undefined;
  const said = seen.flatMap(({ message }) => (message === undefined ? [] : [formatRcode(message.rcode)]));
  if (said.length === 0 && !seen.some(({ failure }) => failure === 'timeout')) return undefined;
  if (!hasAnswer(await probe.plain(top, rrType.SOA))) return undefined;
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

/** The topmost zone is signed, a trust anchor says so, and no answer at all came with a signature. */
async function withoutSignatures({ seen, view, top, probe }: Evidence): Promise<Reason | undefined> {
  if (view.signatures !== 'no') return undefined;
  const good = seen.filter(({ message }) => isGood(message));
  if (!good.some((one) => isAt(one, top) && hasAnswer(one)) || good.length < 2) {
    const soa = await probe.observe(top, rrType.SOA);
    if (!hasAnswer(soa) || answersWith(soa, rrType.RRSIG)) return undefined;
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
  if (asked === undefined || hasDenial(asked)) return undefined;
  return found(
    'resolver-without-dnskey',
    `answers other questions, and ${outcomeOf(asked)} to those for DNSKEY, the root’s included`,
  );
}

/** No question for DS brought one, and one brought no proof that there is none. Another name tells whether any would. */
async function withoutDs({ seen, view, top, probe, ...doubt }: Evidence): Promise<Reason | undefined> {
  if (view.ds !== 'no' || view.dnskey === 'no' || doubt.provesDelegation) return undefined;
  if (!doubt.reasons.some(({ code }) => dsDoubts.has(code))) return undefined;
  const asked = seen.filter(({ type }) => type === rrType.DS);
  const lacking = asked.filter((one) => !hasDenial(one));
  const [first] = lacking;
  const other = ['com', 'org']
    .map((label) => below(label, top))
    .find((name) => !asked.some((one) => isAt(one, name)));
  if (first === undefined || other === undefined) return undefined;
  const also = await probe.observe(other, rrType.DS);
  if (answersWith(also, rrType.DS)) return undefined;
  const refutes = lacking.some((one) => isRefuted(one, seen));
  // Where the other name does not exist, what tells is that several zones with keys have lost their DS.
  const known = hasDenial(also)
    ? lacking.filter((one) => hasKeys(one.name, seen)).length > 1
    : outcomeOf(also) === outcomeOf(first) && (top.length === 1 || refutes);
  if (!known) return undefined;
  const what = refutes ? `${outcomeOf(first)}, though names below it exist,` : outcomeOf(first);
  return found(
    'resolver-without-ds',
    `answers ${what} to questions for DS, with neither a DS nor the proof that there is none`,
  );
}

/** A name said not to exist, and an answer at or below it. */
function isRefuted({ name, message }: Observation, seen: readonly Observation[]): boolean {
  return (
    message?.rcode === rcode.NXDOMAIN && seen.some((one) => isSubdomain(one.name, name) && hasAnswer(one))
  );
}

function hasKeys(name: Name, seen: readonly Observation[]): boolean {
  return seen.some((one) => isAt(one, name) && answersWith(one, rrType.DNSKEY));
}

/**
 * SERVFAIL may hide what it holds for bogus: it was asked not to check (CD). It does not heed that where it says so, where
 * it does not repeat CD, or where a signed zone's keys fail and the signatures over them come by themselves: no resolver
 * validates those, so the zone's servers do answer. Filters fail for addresses, and not for keys.
 */
async function ignoresCd({ seen, view, status, reasons, probe }: Evidence): Promise<Reason | undefined> {
  if (status !== 'indeterminate' || !reasons.some(({ code }) => code === 'response-failure'))
    return undefined;
  const failed = seen.filter(({ message }) => message?.rcode === rcode.SERVFAIL);
  const told = failed.find((one) => validationError(one) !== undefined);
  const keys = failed.find(({ name, type }) => type === rrType.DNSKEY && hasDs(name, seen));
  let one = told ?? (view.checkingDisabled === 'no' ? failed[0] : undefined);
  if (one === undefined && keys !== undefined) {
    const signatures = await probe.observe(keys.name, rrType.RRSIG);
    if (answersWith(signatures, rrType.RRSIG)) one = keys;
  }
  if (one === undefined) return undefined;
  const error = validationError(one);
  const says = error === undefined ? '' : ` (it says: Extended DNS Error ${error})`;
  return found(
    'resolver-ignores-cd',
    `answers SERVFAIL for ${formatName(one.name)} and does not take CD: what it holds for bogus, it keeps to itself${says}`,
  );
}

function hasDs(name: Name, seen: readonly Observation[]): boolean {
  return seen.some((one) => isAt(one, name) && answersWith(one, rrType.DS));
}

function validationError({ message }: Observation): string | undefined {
  const errors = message === undefined ? [] : extendedErrors(message);
  const error = errors.find(({ code }) => validationErrors.has(code));
  return error === undefined ? undefined : `${error.code}${error.text === '' ? '' : `, ${error.text}`}`;
}

function found(code: ReasonCode, what: string): Reason {
  return reason(code, `${subject}${what}`);
}

function below(label: string, top: Name): Name {
  return parseName(top.length === 1 ? `${label}.` : `${label}.${formatName(top)}`);
}
