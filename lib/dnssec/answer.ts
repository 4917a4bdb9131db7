/**
 * From a question to its status: follows aliases, each link proven in turn, to the RRset asked for or to the proof
 * that it is not there. Only what the chain of aliases names is looked at: whatever else a response carries is
 * neither believed nor held against it.
 */
import { rrType } from '../dns/codes.js';
import { equalNames, formatName, nameKey, parentName, type Name } from '../dns/name.js';
import type { RRset } from '../dns/rrset.js';
import { aliasOf } from './alias.js';
import { findRRset, type Answered, type Asker, type Unanswered } from './ask.js';
import type { Chain } from './chain.js';
import type { Context } from './context.js';
import { negativeStatus } from './negative-status.js';
import { reason } from './reason.js';
import { part, rrsetStatus, type Part } from './rrset-status.js';
import { belongsToParent } from './verify.js';

export interface Answer {
  readonly parts: readonly Part[];
  /** Undefined where there was no response. */
  readonly rcode: number | undefined;
}

/** Types whose own RRset, or nothing, answers the question: no alias is followed for them. */
const unaliased: ReadonlySet<number> = new Set([rrType.CNAME, rrType.ANY]);

export async function resolveAnswer(
  name: Name,
  type: number,
  asker: Asker,
  chain: Chain,
  context: Context,
): Promise<Answer> {
  const parts: Part[] = [];
  const seen = new Set<string>();
  let at = name;
  let response = await ask(at, type, asker, chain);
  let asked = at;
  for (;;) {
    if (!response.answered)
      return { parts: [...parts, await unanswered(at, response, chain)], rcode: response.rcode };
    seen.add(nameKey(at));
    const found = rrsetsFor(response.answer, at, type);
    if (found.length > 0) {
      for (const rrset of found) parts.push(await rrsetStatus(rrset, response.authority, chain, context));
      return { parts, rcode: 0 };
    }
    const alias = unaliased.has(type) ? undefined : aliasOf(response.answer, at);
    if (alias === undefined) {
      const fresh = equalNames(asked, at);
      const denied = await negativeStatus(at, type, response, chain, context);
      if (fresh || denied.status === 'secure') return { parts: [...parts, denied], rcode: denied.rcode };
      // The response leaves the target of the alias open: ask for it by itself.
      asked = at;
      response = await ask(at, type, asker, chain);
      continue;
    }
    const step = await rrsetStatus(alias.rrset, response.authority, chain, context);
    parts.push(step);
    const broken = brokenAlias(alias, at, seen, parts.length, context);
    if (broken !== undefined) parts.push(broken);
    if (
      broken !== undefined ||
      alias.target === undefined ||
      step.status === 'bogus' ||
      step.status === 'indeterminate'
    )
      return { parts, rcode: response.rcode };
    at = alias.target;
  }
}

function ask(name: Name, type: number, asker: Asker, chain: Chain): Promise<Answered | Unanswered> {
  const response = asker.ask(name, type);
  chain.prefetch(belongsToParent(type) ? (parentName(name) ?? name) : name);
  return response;
}

function rrsetsFor(answer: readonly RRset[], name: Name, type: number): RRset[] {
  if (type === rrType.ANY)
    return answer.filter((rrset) => equalNames(rrset.name, name) && rrset.type !== rrType.RRSIG);
  const found = findRRset(answer, name, type);
  return found === undefined ? [] : [found];
}

/** No response is no answer, yet where the zone stands is still worth telling. */
async function unanswered(name: Name, response: Unanswered, chain: Chain): Promise<Part> {
  const zone = await chain.zoneOf(parentName(name) ?? name);
  return part({ status: 'indeterminate', zones: [zone], reasons: [response.reason] });
}

function brokenAlias(
  alias: { readonly target: Name | undefined; readonly consistent: boolean; readonly rrset: RRset },
  name: Name,
  seen: ReadonlySet<string>,
  steps: number,
  context: Context,
): Part | undefined {
  const { target, consistent, rrset } = alias;
  const most = context.budget.limits.aliases;
  if (target === undefined)
    return part({
      status: 'bogus',
      reasons: [
        reason(
          'alias-malformed',
          `The alias at ${formatName(rrset.name)} has no single target of a lawful length`,
        ),
      ],
    });
  if (!consistent)
    return part({
      status: 'bogus',
      reasons: [
        reason(
          'dname-mismatch',
          `The CNAME at ${formatName(name)} is not what the DNAME at ${formatName(rrset.name)} makes`,
        ),
      ],
    });
  if (seen.has(nameKey(target)))
    return part({
      status: 'indeterminate',
      reasons: [reason('alias-loop', `The alias at ${formatName(name)} leads back to ${formatName(target)}`)],
    });
  if (steps > most)
    return part({
      status: 'indeterminate',
      reasons: [reason('limit-aliases', `More than ${most} aliases follow one another`)],
    });
  return undefined;
}
