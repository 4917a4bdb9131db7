/** Ids of audits that somebody may have meant who wrote another: what to say in place of a list of all. */
import { didYouMean, editDistance, minFragment, nearest } from '../nearest.js';
import { registry } from './registry.js';

/**
 * To follow "no audit X": up to three ids, or folders (`dns/`) where `folders` may be meant, nearest first, and how to list
 * them all.
 */
export function suggestion(written: string, folders: boolean): string {
  return didYouMean(nearestAudits(written, folders), 'staylocal audit --list shows all there are');
}

export function nearestAudits(written: string, folders: boolean): readonly string[] {
  const ids = registry.map(({ id }) => id);
  const all = [...new Set([...(folders ? ids.map(folderOf) : []), ...ids])];
  return nearest(written, all, distanceTo);
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
