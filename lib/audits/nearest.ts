/** Ids of audits that somebody may have meant who wrote another: what to say in place of a list of all. */
import { registry } from './registry.js';

/** What is longer than this is no slip of the pen. */
const maxLength = 80;
/** More suggestions than this are a list again. */
const maxSuggestions = 3;
/** Within an id this much is recognised, e.g. `pac`. */
const minFragment = 3;

/**
 * To follow "no audit X": up to three ids, or folders (`dns/`) where `folders` may be meant, nearest first, and how to list
 * them all.
 */
export function suggestion(written: string, folders: boolean): string {
  const near = nearestAudits(written, folders);
  const meant = near.length === 0 ? '' : ` did you mean ${near.join(' or ')}?`;
  return `${meant} staylocal audit --list shows all there are`.trimStart();
}

export function nearestAudits(written: string, folders: boolean): readonly string[] {
  const wanted = written.toLowerCase().slice(0, maxLength);
  const ids = registry.map(({ id }) => id);
  const all = [...new Set([...(folders ? ids.map(folderOf) : []), ...ids])];
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  return all
    .map((id) => ({ id, distance: distanceTo(id, wanted) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, maxSuggestions)
    .map(({ id }) => id);
}

function folderOf(id: string): string {
  return id.slice(0, id.indexOf('/') + 1);
}

/** Of the id, or of its part behind the folder: who forgot the folder, or took another, knows the rest. */
function distanceTo(id: string, wanted: string): number {
  const name = id.slice(folderOf(id).length) || id;
  const ownName = wanted.slice(wanted.indexOf('/') + 1) || wanted;
  // A fragment is near, and less so than a word with one slip in it.
  if (ownName.length >= minFragment && name.includes(ownName)) return name === ownName ? 1 : 2;
  return Math.min(editDistance(id, wanted), editDistance(name, ownName) + 1);
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Infinity;
      row[j] = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
