/** Versions as numbers between dots, and the name of a family for a person. */
import type { OsFamily } from '../../../evidence/host.js';

export const familyTitles: Readonly<Record<OsFamily, string>> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
};

/** Below, at or above zero as `a` is before, the same as or after `b`; undefined where one is no version. */
export function compareVersions(a: string, b: string): number | undefined {
  if (![a, b].every((text) => /^\d{1,9}(?:\.\d{1,9})*$/.test(text))) return undefined;
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether `version` begins with the components of `prefix`: 15.6 with 15, not with 1. */
export function isVersionOf(version: string, prefix: string): boolean {
  return version === prefix || version.startsWith(`${prefix}.`);
}
