/**
 * Questions that the way down to a name may need, sent before it gets there: one flight rather than one round trip a label.
 * Nothing is decided here; an answer that nobody comes to ask for is dropped.
 */
import { rrType } from '../../dns/codes.js';
import { isBelow, isSubdomain, labelCount, lastLabels, parentName, type Name } from '../../dns/name.js';
import { closestAnchoredZone, type TrustAnchor } from '../anchors/anchor.js';
import type { Asker } from '../ask.js';
import type { ValidationCache } from './cache.js';

interface AheadOptions {
  readonly anchors: readonly TrustAnchor[];
  readonly cache: ValidationCache | undefined;
}

/** Labels below an anchor whose questions leave at once: hardly a name has more, and below it hardly a zone begins. */
const flightLabels = 6;

export class QuestionsAhead {
  readonly #options: AheadOptions;
  readonly #asker: Asker;
  readonly #atSeconds: number;
  readonly #claimed: Name[] = [];

  constructor(options: AheadOptions, asker: Asker, atSeconds: number) {
    this.#options = options;
    this.#asker = asker;
    this.#atSeconds = atSeconds;
  }

  /**
   * Sends the questions that the way down to `name` may need, all at once: the anchor's DNSKEY, and DS and DNSKEY of
   * the first names below it that the cache does not know. `isZone`: a signature says that the name is a zone's.
   */
  first(name: Name, isZone: boolean): void {
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
  further(name: Name, target: Name): void {
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
    if (cache.knowsZone(name, this.#atSeconds) || !cache.claim(name)) return false;
    this.#claimed.push(name);
    return true;
  }

  /**
   * Below a name that is yet unknown lies a host rather than another zone: its own DS and DNSKEY can wait. Only
   * where there is a cache: who validates one name wants it in one flight, who validates many wants few queries.
   */
  #isProbablyHost(name: Name, cache: ValidationCache): boolean {
    const above = parentName(name);
    return above !== undefined && !cache.knowsZone(above, this.#atSeconds);
  }

  /** Lets others ask what was asked here. */
  close(): void {
    this.#options.cache?.release(this.#claimed);
  }
}
