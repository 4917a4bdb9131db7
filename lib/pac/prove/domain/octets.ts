/**
 * The octets of addresses as variables of a search (`solve.ts`): each within what is known of its address.
 */
import { beginnings, overlap, type V4Facts } from './addresses.js';
import type { Position } from './automaton.js';
import { nonNull } from '../../non-null.js';
import type { Variable } from './solve.js';

export function hasAllowed(allowed: Uint8Array | null, low: number, high: number): boolean {
  if (allowed === null) return true;
  for (let value = low; value <= high; value++) if (allowed[value] !== 0) return true;
  return false;
}

/** First octets of addresses that a reader knows. */
const FAMILIAR = [10, 192, 172];

/** The four variables of one address, to be settled from the first on. */
export function octetVariables(sym: string, facts: V4Facts): Variable[] {
  const { intervals, octets, rules } = facts;
  const bases: number[] = [0];
  const ways = new Map<string, boolean>();
  /** Whether octets from `level` on can be read so that every expression comes out as wanted. */
  const canEnd = (level: number, at: readonly Position[]): boolean => {
    if (level === 4) return rules.every(({ want }, index) => at[index]?.accepting === want);
    const key = `${level}/${at.map(({ id }) => id).join()}`;
    let known = ways.get(key);
    if (known === undefined) {
      known = false;
      for (let value = 0; value < 256 && !known; value++) {
        if (octets[level]?.[value] === 0) continue;
        const next = rules.map(({ automaton }, index) =>
          automaton.octet(nonNull(at[index]), value, level === 0),
        );
        known = canEnd(level + 1, next);
      }
      ways.set(key, known);
    }
    return known;
  };
  const positions: (readonly Position[])[] = [beginnings(facts)];
  return octets.map((allowed, level): Variable => {
    const size = 2 ** (24 - 8 * level);
    return {
      name: `${sym}/${level}`,
      size: 256,
      allowed,
      isOpen: false,
      preferred: level === 0 ? FAMILIAR : [],
      fits: (low, high) => {
        const base = bases[level] ?? 0;
        if (!hasAllowed(allowed, low, high)) return false;
        return overlap(intervals, base + low * size, base + (high + 1) * size - 1) !== 'none';
      },
      settle: (value) => {
        const before = nonNull(positions[level]);
        const next = rules.map(({ automaton }, index) =>
          automaton.octet(nonNull(before[index]), value, level === 0),
        );
        if (rules.length > 0 && !canEnd(level + 1, next)) return false;
        positions.push(next);
        bases.push((bases[level] ?? 0) + value * size);
        return true;
      },
      unsettle: () => {
        positions.pop();
        bases.pop();
      },
    };
  });
}

/** A variable whose values are possible or not by themselves. */
export function plainVariable(
  name: string,
  size: number,
  allowed: Uint8Array | null,
  isOpen = false,
): Variable {
  return {
    name,
    size,
    allowed,
    isOpen,
    preferred: [],
    fits: (low, high) => hasAllowed(allowed, low, high),
    settle: () => true,
    unsettle: () => undefined,
  };
}
