/**
 * What validations share, in a cache the caller owns: zones with their keys, names without a zone cut, and whole
 * validations. Kept no longer than TTLs and signatures allow; only what is proven is kept. Limits: bounded entries,
 * the oldest leave first. One cache serves one set of anchors and one policy.
 */
import { nameKey, type Name } from '../../dns/name.js';
import type { Validation } from '../types.js';
import type { ZoneState } from './zone-state.js';

/** How much a cache keeps. */
export interface CacheOptions {
  /** Zones, and as many validations, that are kept at most. Default 10,000. */
  readonly maxEntries?: number;
  /** Whole validations, where fewer will do: each takes some 8 kB. Default as `maxEntries`. */
  readonly maxValidations?: number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly untilSeconds: number;
}

interface Step {
  readonly state: ZoneState;
  readonly untilSeconds: number;
}

/** Made by `createCache`; hand the same to each `validate`. */
export class ValidationCache {
  readonly #maxZones: number;
  readonly #maxValidations: number;
  readonly #zones = new Map<string, Entry<ZoneState>>();
  readonly #pending = new Map<string, Promise<Step>>();
  readonly #claims = new Set<string>();
  readonly #validations = new Map<string, Entry<Validation>>();

  constructor(options: CacheOptions = {}) {
    this.#maxZones = Math.max(1, options.maxEntries ?? 10_000);
    this.#maxValidations = Math.max(0, options.maxValidations ?? this.#maxZones);
  }

  /** True where the step to this name is known or on its way, so that nothing needs to be asked ahead. */
  knowsZone(name: Name, atSeconds: number): boolean {
    const key = nameKey(name);
    return this.#pending.has(key) || fresh(this.#zones.get(key), atSeconds) !== undefined;
  }

  /** Lets one validation at a time ask ahead for a name; true for the one that may. It has to `release` it. */
  claim(name: Name): boolean {
    const key = nameKey(name);
    if (this.#claims.has(key)) return false;
    this.#claims.add(key);
    return true;
  }

  /** Gives back the names that were claimed; names that were not are ignored. */
  release(names: readonly Name[]): void {
    for (const name of names) this.#claims.delete(nameKey(name));
  }

  /** The state kept for a name, or what `step` finds; others who ask meanwhile wait for the same step. */
  async zone(name: Name, atSeconds: number, step: () => Promise<Step>): Promise<ZoneState> {
    const key = nameKey(name);
    const known = fresh(this.#zones.get(key), atSeconds);
    if (known !== undefined) return known;
    const others = this.#pending.get(key);
    const shared = others === undefined ? undefined : await others.catch(() => undefined);
    // Another validation's failure may be its own: its limits, its signal.
    if (shared !== undefined && isProven(shared.state))
      return fresh(this.#zones.get(key), atSeconds) ?? { ...shared.state, cached: true };
    const own = step();
    this.#pending.set(key, own);
    try {
      const { state, untilSeconds } = await own;
      if (isProven(state) && untilSeconds > atSeconds)
        keep(this.#zones, this.#maxZones, key, { value: { ...state, cached: true }, untilSeconds });
      return state;
    } finally {
      if (this.#pending.get(key) === own) this.#pending.delete(key);
    }
  }

  /**
   * A whole validation kept under this key, or undefined where there is none that still holds at that time (seconds
   * since 1970).
   */
  validation(key: string, atSeconds: number): Validation | undefined {
    return fresh(this.#validations.get(key), atSeconds);
  }

  /** Keeps a validation until a time (seconds since 1970). The caller vouches that it is proven until then. */
  keepValidation(key: string, validation: Validation, untilSeconds: number): void {
    keep(this.#validations, this.#maxValidations, key, { value: validation, untilSeconds });
  }
}

/** The oldest leaves where there are more than `most`. */
function keep<Value>(map: Map<string, Entry<Value>>, most: number, key: string, entry: Entry<Value>): void {
  map.delete(key);
  map.set(key, entry);
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}

function fresh<Value>(entry: Entry<Value> | undefined, atSeconds: number): Value | undefined {
  return entry !== undefined && entry.untilSeconds > atSeconds ? entry.value : undefined;
}

function isProven(state: ZoneState): boolean {
  return state.status === 'secure' || state.status === 'insecure';
}

/** An empty cache for `validate` to share between questions of one set of anchors and one policy. */
export function createCache(options: CacheOptions = {}): ValidationCache {
  return new ValidationCache(options);
}
