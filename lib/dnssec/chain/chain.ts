/**
 * The chain of trust: from the closest trust anchor down, one label at a time, to the deepest zone at or above a
 * name (RFC 4035 §5). Each step is a DS, a proof that there is none, or a proof that there is no zone cut.
 */
import { rrType } from '../../dns/codes.js';
import { formatName, isBelow, isSubdomain, nameKey, parentName, type Name } from '../../dns/name.js';
import type { RRset } from '../../dns/rrset.js';
import { anchorsAt, closestAnchoredZone, type TrustAnchor } from '../anchors/anchor.js';
import { findRRset, type Answered, type Asker } from '../ask.js';
import type { ValidationCache } from './cache.js';
import type { Context } from '../context.js';
import { collectDenialRecords, hasRecords, proveNoDs, proveWildcardUse } from '../denial/denial.js';
import { readDnskey, type Dnskey } from '../records/dnskey.js';
import { readDs } from '../records/ds.js';
import { dsToPublish } from './ds-to-publish.js';
import { reason } from '../reason.js';
import type { Reason } from '../types.js';
import { verifyRRset } from '../signatures/verify.js';
import { QuestionsAhead } from './questions-ahead.js';
import { ended, insecureBecause, negativeState, unanchored, unproven, type Step } from './step.js';
import { zoneByAnchors, zoneByDs } from './zone-keys.js';
import { zoneState, type ZoneState } from './zone-state.js';

export interface ChainOptions {
  readonly anchors: readonly TrustAnchor[];
  readonly negativeAnchors: readonly Name[];
  readonly cache: ValidationCache | undefined;
  /** Ask whether a zone without a DS is signed, where that has not come by itself. */
  readonly inspect: boolean;
}

export class Chain {
  readonly #options: ChainOptions;
  readonly #asker: Asker;
  readonly #context: Context;
  readonly #ahead: QuestionsAhead;
  readonly #known = new Map<string, Promise<ZoneState>>();

  constructor(options: ChainOptions, asker: Asker, context: Context) {
    this.#options = options;
    this.#asker = asker;
    this.#context = context;
    this.#ahead = new QuestionsAhead(options, asker, context.atSeconds);
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

  /** Sends ahead for what the way down to `name` may need. `isZone`: a signature says that the name is a zone's. */
  prefetch(name: Name, isZone = false): void {
    this.#ahead.first(name, isZone);
  }

  /** Ends what `prefetch` kept others from. */
  close(): void {
    this.#ahead.close();
  }

  async #walk(name: Name, target: Name): Promise<ZoneState> {
    const anchors = anchorsAt(this.#options.anchors, name);
    if (anchors.length === 0 && this.#isNegative(name)) return negativeState(name);
    const parent = anchors.length > 0 ? undefined : parentName(name);
    if (anchors.length === 0 && parent === undefined) return unanchored(name);
    const above = parent === undefined ? undefined : await this.#zoneOnTheWay(parent, target);
    if (above !== undefined && above.status !== 'secure') return above;
    if (above !== undefined) this.#ahead.further(name, target);
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
    const ds = rrset.rdata.map(readDs);
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
    const keys = rrset.rdata.map(readDnskey);
    return { reason: reason('signed-without-ds', what, name, records), keys };
  }
}
