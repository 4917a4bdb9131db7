/**
 * Zones that delegate to each other from the root down, and a recursive resolver over all of them that answers
 * from memory. Limits: what is secure is read off the plans, so bogus data is handed on, without AD.
 */
import { rcode, rrType } from '../dns/codes.js';
import type { Question } from '../dns/message.js';
import { isBelow, isSubdomain, labelCount, parseName, type Name } from '../dns/name.js';
import { formatRdata } from '../dns/rdata-text.js';
import { Reader } from '../dns/reader.js';
import { answerFrom, type Draft } from './zone-answer.js';
import { buildZone, type Zone } from './zone.js';
import type { ZonePlan } from './zone-plan.js';

export interface World {
  /** Deepest zones first. */
  readonly zones: readonly Zone[];
  /** The root's trust anchor as a DS line; empty where the root is not signed. */
  readonly anchors: string;
}

const maxCnames = 8;

/** Builds every zone of the plan, signed as of `at`. */
export function buildWorld(plans: readonly ZonePlan[], at: Date): World {
  const atSeconds = Math.floor(at.getTime() / 1_000);
  const zones: Zone[] = [];
  const deepestFirst = plans
    .map((plan) => ({ plan, apex: parseName(plan.apex) }))
    .sort((a, b) => labelCount(b.apex) - labelCount(a.apex));
  for (const { plan, apex } of deepestFirst) {
    const below = zones.filter((zone) => isBelow(zone.apex, apex));
    const children = below.filter((zone) => !below.some((other) => isBelow(zone.apex, other.apex)));
    zones.push(buildZone(plan, apex, children, atSeconds));
  }
  const root = zones.at(-1);
  const anchors = root?.anchor === undefined ? '' : `. IN DS ${formatRdata(rrType.DS, root.anchor)}`;
  return { zones, anchors };
}

/** The zone that answers: the deepest around the name; for DS at an apex, its parent. */
export function zoneFor(world: World, { name, type }: Question): Zone | undefined {
  return world.zones.find((zone) =>
    type === rrType.DS && zone.apex.length > 1 ? isBelow(name, zone.apex) : isSubdomain(name, zone.apex),
  );
}

/** A resolver's answer: aliases followed to their end (RFC 1034 §5.3.3). */
export function resolve(world: World, question: Question): Draft {
  const first = answerOnce(world, question);
  let last = first;
  const answer = [...first.answer];
  const authority = [...first.authority];
  for (let step = 0; step < maxCnames; step++) {
    const alias = last.answer.find((rrset) => rrset.type === rrType.CNAME);
    const target = alias?.rdata[0];
    if (target === undefined || question.type === rrType.CNAME || question.type === rrType.ANY) break;
    last = answerOnce(world, { ...question, name: new Reader(target).name() });
    answer.push(...last.answer);
    authority.push(...last.authority);
  }
  return { rcode: last.rcode, answer, authority };
}

function answerOnce(world: World, question: Question): Draft {
  const zone = zoneFor(world, question);
  return zone === undefined
    ? { rcode: rcode.SERVFAIL, answer: [], authority: [] }
    : answerFrom(zone, question);
}

/** Whether a validator would call an answer secure: its zones and all above them are signed, and soundly. */
export function isSecure(world: World, question: Question, { answer }: Draft): boolean {
  const names = [question.name, ...answer.map(({ name }) => name)];
  return names.every((name) =>
    world.zones.filter(({ apex }) => isSubdomain(name, apex)).every(({ plan }) => isSound(plan)),
  );
}

function isSound({ signing }: ZonePlan): boolean {
  return (
    signing?.ds === 'right' &&
    signing.publishesKsk &&
    signing.fromDays <= 0 &&
    signing.untilDays > 0 &&
    signing.alsoClaimedTypes.length === 0
  );
}

/** The zones that faults are put into: those of the audited names. */
export function isTarget(world: World, name: Name): boolean {
  const zone = world.zones.find((each) => isSubdomain(name, each.apex));
  return zone?.plan.isTarget === true;
}
