/**
 * The chain of trust: from the closest trust anchor down, one label at a time, to the deepest zone at or above a
 * name (RFC 4035 §5). Each step is a DS, a proof that there is none, or a proof that there is no zone cut.
 */
import { rrType } from '../../dns/codes.js';
import {
  formatName,
  isBelow,
  isSubdomain,
  labelCount,
  lastLabels,
  nameKey,
  parentName,
  type Name,
} from '../../dns/name.js';
import type { RRset } from '../../dns/rrset.js';
import { anchorsAt, closestAnchoredZone, type TrustAnchor } from '../anchors/anchor.js';
import { findRRset, type Answered, type Asker } from '../ask.js';
import type { ValidationCache } from './cache.js';
import type { Context } from '../context.js';
import { collectDenialRecords, hasRecords, proveNoDs, proveWildcardUse } from '../denial/denial.js';
import { readDnskey, type Dnskey } from '../records/dnskey.js';
import { readDs } from '../records/ds.js';
import { dsToPublish } from './ds-to-publish.js';
import { distinctReasons, reason } from '../reason.js';
import type { Reason } from '../types.js';
import { verifyRRset } from '../signatures/verify.js';
import { zoneByAnchors, zoneByDs } from './zone-keys.js';
import { zoneState, type ZoneState } from './zone-state.js';

export interface ChainOptions {
  readonly anchors: readonly TrustAnchor[];
  readonly negativeAnchors: readonly Name[];
  readonly cache: ValidationCache | undefined;
  /** Ask whether a zone without a DS is signed, where that has not come by itself. */
  readonly inspect: boolean;
}

/** What one label further down brought: a zone's state, and until when it may be kept (a missing cut is the parent's state). */
interface Step {
  readonly state: ZoneState;
  readonly untilSeconds: number;
}

/** Labels below an anchor whose questions leave at once: hardly a name has more, and below it hardly a zone begins. */
const flightLabels = 6;

export class Chain {
  readonly #options: ChainOptions;
  readonly #asker: Asker;
  readonly #context: Context;
  readonly #claimed: Name[] = [];
  readonly #known = new Map<string, Promise<ZoneState>>();

  constructor(options: ChainOptions, asker: Asker, context: Context) {
    this.#options = options;
    this.#asker = asker;
    this.#context = context;
  }

  /** The deepest zone at or above `name`, or the state at which the way down ended. */
  zoneOf(name: Name): Promise<ZoneState> {
    return this.#zoneOnTheWay(name, name);
  }

  /** Whether no trust anchor stands between the zone `signer` and `name`: below one, another chain begins. */
  reaches(signer: Name, name: Name): boolean {
    const closest = closestAnchoredZone(this.#options.anchors, name);
    return closest === undefined || isSubdomain(signer, closest);
  }

  /** The same for a name on the way down to `target`. */
  #zoneOnTheWay(name: Name, target: Name): Promise<ZoneState> {
    const key = nameKey(name);
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#walk(name, target);
      this.#known.set(key, known);
    }
    return known;
  }

  /**
   * Sends the questions that the way down to `name` may need, all at once: the anchor's DNSKEY, and DS and DNSKEY of
   * the first names below it that the cache does not know. `isZone`: a signature says that the name is a zone's.
   */
  prefetch(name: Name, isZone = false): void {
    const { anchors, cache } = this.#options;
    const top = closestAnchoredZone(anchors, name);
    if (top === undefined) return;
    for (let at: Name | undefined = name; at !== undefined && isSubdomain(at, top); at = parentName(at)) {
      const below = labelCount(at) - labelCount(top);
      const isSigner = isZone && at === name;
      // On the way to a zone that is known to be there, the names between will be asked about as well.
      if (below > (isZone ? 2 * flightLabels : flightLabels) && !isSigner) continue;
      if (cache !== undefined && at === name && !isZone && this.#isProbablyHost(name, cache)) continue;
      if (!this.#claims(at)) continue;
      if (below <= flightLabels || isSigner) this.#asker.prefetch(at, rrType.DNSKEY);
      if (isBelow(at, top)) this.#asker.prefetch(at, rrType.DS);
    }
  }

  /**
   * The way down has come to `name`, below what the first flight covered: sends for the DS of the next names towards
   * `target`. Zones are few there (ip6.arpa has a label for each hexadecimal digit), so their keys wait.
   */
  #prefetchFurther(name: Name, target: Name): void {
    const top = closestAnchoredZone(this.#options.anchors, name);
    if (top === undefined) return;
    const below = labelCount(name) - labelCount(top) - 1;
    if (below === 0 || below % flightLabels !== 0) return;
    for (let more = 0; more < flightLabels; more += 1) {
      const next = lastLabels(target, labelCount(name) + more);
      if (this.#claims(next)) this.#asker.prefetch(next, rrType.DS);
      if (next === target) return;
    }
  }

  /** False where the cache knows the zone, or another validation is asking for it. */
  #claims(name: Name): boolean {
    const { cache } = this.#options;
    if (cache === undefined) return true;
    if (cache.knowsZone(name, this.#context.atSeconds) || !cache.claim(name)) return false;
    this.#claimed.push(name);
    return true;
  }

  /**
   * Below a name that is yet unknown lies a host rather than another zone: its own DS and DNSKEY can wait. Only
   * where there is a cache: who validates one name wants it in one flight, who validates many wants few queries.
   */
  #isProbablyHost(name: Name, cache: ValidationCache): boolean {
    const above = parentName(name);
    return above !== undefined && !cache.knowsZone(above, this.#context.atSeconds);
  }

  /** Ends what `prefetch` kept others from. */
  close(): void {
    this.#options.cache?.release(this.#claimed);
  }

  async #walk(name: Name, target: Name): Promise<ZoneState> {
    const anchors = anchorsAt(this.#options.anchors, name);
    if (anchors.length === 0 && this.#isNegative(name)) return negativeState(name);
    const parent = anchors.length > 0 ? undefined : parentName(name);
    if (anchors.length === 0 && parent === undefined) return unanchored(name);
    const above = parent === undefined ? undefined : await this.#zoneOnTheWay(parent, target);
    if (above !== undefined && above.status !== 'secure') return above;
    if (above !== undefined) this.#prefetchFurther(name, target);
    const step = async (): Promise<Step> => {
      if (above !== undefined) return this.#stepDown(above, name);
      const state = await zoneByAnchors(name, anchors, this.#asker, this.#context);
      return { state, untilSeconds: state.untilSeconds };
    };
    const { cache } = this.#options;
    return cache === undefined ? (await step()).state : cache.zone(name, this.#context.atSeconds, step);
  }

  #isNegative(name: Name): boolean {
    return this.#options.negativeAnchors.some((negative) => nameKey(negative) === nameKey(name));
  }

  /** One label down from a secure zone. */
  async #stepDown(parent: ZoneState, name: Name): Promise<Step> {
    const response = await this.#asker.ask(name, rrType.DS);
    if (!response.answered) return ended(parent, name, 'indeterminate', [response.reason]);
    const rrset = findRRset(response.answer, name, rrType.DS);
    if (rrset !== undefined) return this.#byDs(parent, name, rrset);
    return (await this.#alias(parent, name, response)) ?? this.#withoutDs(parent, name, response);
  }

  async #byDs(parent: ZoneState, name: Name, rrset: RRset): Promise<Step> {
    const verified = await verifyRRset(rrset, parent, this.#context);
    if (!verified.verified) return ended(parent, name, 'bogus', verified.reasons);
    if (verified.wildcard !== undefined)
      return ended(parent, name, 'bogus', [
        reason('signature-wildcard', `${formatName(name)} DS: made from a wildcard`, parent.zone),
      ]);
    const ds = rrset.rdata.filter((rdata) => rdata.length >= 4).map(readDs);
    const base = {
      zone: name,
      by: 'ds' as const,
      parent,
      ds,
      proofs: [verified.proof],
      untilSeconds: this.#context.atSeconds + verified.ttlSeconds,
    };
    const state = await zoneByDs(base, this.#asker, this.#context);
    return { state, untilSeconds: state.untilSeconds };
  }

  /** An alias at the name, or a DNAME above it: no zone cut can be there (RFC 1034 §3.6.2, RFC 6672 §2.4). */
  async #alias(parent: ZoneState, name: Name, response: Answered): Promise<Step | undefined> {
    const alias =
      response.answer.find((rrset) => rrset.type === rrType.DNAME && isBelow(name, rrset.name)) ??
      findRRset(response.answer, name, rrType.CNAME);
    if (alias === undefined) return undefined;
    const verified = await verifyRRset(alias, parent, this.#context);
    if (!verified.verified) return ended(parent, name, 'bogus', verified.reasons);
    if (verified.wildcard !== undefined) {
      const records = await collectDenialRecords(response.authority, parent, this.#context);
      if (proveWildcardUse(records, name, verified.wildcard) === undefined)
        return ended(parent, name, 'bogus', [
          unproven(name, parent, hasRecords(records)),
          ...records.reasons,
        ]);
    }
    return this.#noCut(parent, verified.ttlSeconds);
  }

  #noCut(parent: ZoneState, ttlSeconds: number): Step {
    return {
      state: parent,
      untilSeconds: Math.min(parent.untilSeconds, this.#context.atSeconds + ttlSeconds),
    };
  }

  async #withoutDs(parent: ZoneState, name: Name, response: Answered): Promise<Step> {
    const records = await collectDenialRecords(response.authority, parent, this.#context);
    const denial = proveNoDs(records, name);
    if (denial === undefined)
      return ended(parent, name, 'bogus', [unproven(name, parent, hasRecords(records)), ...records.reasons]);
    if (denial.conclusion === 'no-delegation') return this.#noCut(parent, records.ttlSeconds);
    const untilSeconds = this.#context.atSeconds + records.ttlSeconds;
    const found = await this.#signedWithoutDs(name, parent);
    const state = zoneState({
      zone: name,
      status: 'insecure',
      by: 'no-ds',
      parent,
      denial: denial.view,
      keys: found?.keys ?? [],
      reasons: [found?.reason ?? insecureBecause(name, parent, denial.conclusion)],
      untilSeconds,
    });
    return { state, untilSeconds };
  }

  /** A zone with keys that sign it, and a parent that says nothing of them: half of DNSSEC. */
  async #signedWithoutDs(
    name: Name,
    parent: ZoneState,
  ): Promise<{ readonly reason: Reason; readonly keys: readonly Dnskey[] } | undefined> {
    const response = this.#options.inspect
      ? await this.#asker.ask(name, rrType.DNSKEY)
      : this.#asker.arrived(name, rrType.DNSKEY);
    const rrset = response?.answered === true ? findRRset(response.answer, name, rrType.DNSKEY) : undefined;
    if (rrset === undefined) return undefined;
    const records = await dsToPublish(name, rrset, this.#context);
    if (records.length === 0) return undefined;
    const what = `${formatName(name)} is signed, and ${formatName(parent.zone)} has no DS for it: nothing vouches for its keys`;
    const keys = rrset.rdata.filter((rdata) => rdata.length >= 4).map(readDnskey);
    return { reason: reason('signed-without-ds', what, name, records), keys };
  }
}

function ended(
  parent: ZoneState,
  zone: Name,
  status: 'bogus' | 'indeterminate',
  reasons: readonly Reason[],
): Step {
  return {
    state: zoneState({ zone, status, by: 'nothing', parent, reasons: distinctReasons(reasons) }),
    untilSeconds: 0,
  };
}

function unproven(name: Name, parent: ZoneState, some: boolean): Reason {
  return some
    ? reason(
        'ds-unproven',
        `What was sent for ${formatName(name)} neither shows a DS nor proves that there is none`,
        parent.zone,
      )
    : reason(
        'denial-missing',
        `${formatName(name)} has no DS, and nothing signed by ${formatName(parent.zone)} proves it`,
        parent.zone,
      );
}

function insecureBecause(name: Name, parent: ZoneState, conclusion: string): Reason {
  const zone = formatName(parent.zone);
  if (conclusion === 'too-many-iterations')
    return reason('nsec3-iterations', `${zone} uses more NSEC3 iterations than are followed`, parent.zone);
  if (conclusion === 'opt-out')
    return reason(
      'opt-out',
      `${formatName(name)} lies in an opt-out span of ${zone}: a delegation there is unsigned`,
      name,
    );
  return reason(
    'unsigned-delegation',
    `${zone} proves that ${formatName(name)} is delegated without a DS`,
    name,
  );
}

function negativeState(zone: Name): ZoneState {
  const why = reason('negative-anchor', `A negative trust anchor stands at ${formatName(zone)}`, zone);
  return zoneState({ zone, status: 'insecure', by: 'negative-anchor', reasons: [why] });
}

function unanchored(zone: Name): ZoneState {
  return zoneState({
    zone,
    status: 'indeterminate',
    by: 'nothing',
    reasons: [reason('no-anchor', 'No trust anchor stands above the name')],
  });
}
