/** How an artefact is put into the evidence, as it would be put into the file that the evidence was taken from. */
import type { Evidence, HostsEntry, SettingsEvidence } from '../evidence/types.js';
import { printedByGsettings } from '../generate/read-back/printed.js';
import { artefactBytes, generate, type Artefact, type GenerateOptions } from '../generate/index.js';
import type { Profile } from '../profile/index.js';
import { openSource, readSettings } from '../proxy/index.js';
import type { Attempt, Candidate, Place } from './types.js';

/** Where the evidence holds what the artefact is to change; undefined where it does not, and nothing can be tried. */
export async function attempt(
  candidate: Candidate,
  profile: Profile,
  evidence: Evidence,
): Promise<Attempt | undefined> {
  const { place, target } = candidate;
  if (place === undefined) return undefined;
  if (place.part === 'hosts') return attemptHosts(candidate, profile, evidence);
  const original = evidence[place.part]?.[place.at];
  if (original?.bytes === undefined) return undefined;
  const bytes = Buffer.from(original.bytes, 'base64');
  const options = mergeOptions(target, place, bytes);
  const artefact = await generate(target, profile, options);
  const text = textOf(bytes, place.source);
  const changed = changedBytes(artefact, text, original);
  if (changed === undefined) return undefined;
  return {
    ...candidate,
    artefact,
    asFile: artefact.whole ? !isRedacted(bytes) : true,
    apply: (to) => replaced(to, place, changed),
  };
}

/** Also in UTF-16. */
function isRedacted(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).toString('latin1').replaceAll('\0', '').includes('***');
}

/** The variables of a process are no file: for them it is the lines to set that are handed out. */
function mergeOptions(target: string, place: Place, bytes: Uint8Array): GenerateOptions {
  const merge = { text: textOf(bytes, place.source), bytes, fileName: place.source };
  const server = target === 'winhttp' ? serverOf(bytes, place.source) : undefined;
  return { merge, ...(server === undefined ? {} : { proxy: server }) };
}

function serverOf(bytes: Uint8Array, source: string): string | undefined {
  const url = readSettings(bytes, { fileName: source }).find(({ store }) => store === 'winhttp')?.servers[0]
    ?.url;
  return url?.replace(/^\w+:\/\//, '').replace(/\/$/, '');
}

function textOf(bytes: Uint8Array, source: string): string {
  return openSource(bytes, source).text;
}

/** The whole file, or for commands their output afterwards; undefined for lines of which nobody knows where they go. */
function changedBytes(artefact: Artefact, text: string, original: SettingsEvidence): Uint8Array | undefined {
  if (artefact.whole) return artefactBytes(artefact);
  if (artefact.target === 'winhttp') return Buffer.from(`pushd winhttp\n${artefact.text}popd\n`);
  if (artefact.target === 'gnome-gsettings') {
    const others = text.replace(/^org\.gnome\.system\.proxy ignore-hosts .*\r?\n?/gm, '');
    return Buffer.from(`${others.replace(/\n?$/, '\n')}${printedByGsettings(artefact.text)}\n`);
  }
  // Of the same variable the last line counts, as with a profile script that is read after the others.
  return original.format === 'environment' ? Buffer.from(`${text}\n${artefact.text}`) : undefined;
}

/** A file that was given twice is changed once, and so is each entry of it. */
function replaced(evidence: Evidence, { part, at }: Place, bytes: Uint8Array): Evidence {
  if (part === 'hosts') return evidence;
  const list = evidence[part] ?? [];
  const original = list[at];
  const encoded = Buffer.from(bytes).toString('base64');
  const isSame = (one: (typeof list)[number]): boolean =>
    one.source === original?.source && one.bytes === original.bytes;
  return {
    ...evidence,
    [part]: list.map((one) => (isSame(one) ? withBytes(one, encoded) : one)),
  };
}

const changedOnes = new WeakMap<object, Map<string, object>>();

/** The same object each time: what was proven of it is known by it. */
function withBytes<T extends object>(one: T, bytes: string): T {
  const made = changedOnes.get(one) ?? new Map<string, object>();
  changedOnes.set(one, made);
  const found = made.get(bytes) ?? { ...one, bytes };
  made.set(bytes, found);
  return found as T;
}

/** Of the hosts file the lines about the name are known, and nothing else of it is needed to try. */
async function attemptHosts(
  candidate: Candidate,
  profile: Profile,
  { hosts }: Evidence,
): Promise<Attempt | undefined> {
  if (hosts === undefined || hosts.error !== undefined) return undefined;
  const text = hosts.entries.map(({ address, names }) => `${address} ${names.join(' ')}\n`).join('');
  const artefact = await generate('hosts', profile, { merge: { text, fileName: hosts.source } });
  const entries = artefact.text.split('\n').flatMap((line, index): HostsEntry[] => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return names.length === 0 ? [] : [{ line: index + 1, address, names }];
  });
  return { ...candidate, artefact, asFile: false, apply: (to) => ({ ...to, hosts: { ...hosts, entries } }) };
}
