/**
 * One profile and one target give one artefact: variables, existing text, template, bytes, and then the reading
 * back, without which nothing is handed out.
 */
import { readPackageFile } from '../package-root.js';
import type { Profile } from '../profile/index.js';
import type { ProxySettings } from '../proxy/index.js';
import { renderTemplate } from './engine.js';
import { nearest } from '../nearest.js';
import { checkNeeds, checkOptions } from './check-options.js';
import { GenerateError } from './error.js';
import { editorOf } from './in-place.js';
import { nameOf } from './existing.js';
import { decoded, distinct, encodedAlike, existingBypass, mergePac } from './merge.js';
import { jsonString, mergeJson } from './merge-json.js';
import { existingPolicy, mergePolBypass, mergePolicy } from './merge-policy.js';
import { TARGETS } from './targets/index.js';
import type { Draft, MergeKind, Target } from './targets/target.js';
import type { Artefact, GenerateOptions, TargetInfo } from './types.js';
import { VARIABLES, variablesFor, type Variables } from './variables.js';

/** What can be generated. */
export function targets(): TargetInfo[] {
  return TARGETS.map((target) => ({
    id: target.id,
    title: target.title,
    group: target.group,
    team: target.team,
    consumers: target.consumers,
    fileName: target.fileName,
    mediaType: target.mediaType,
    accepts: target.accepts ?? [],
    needs: target.needs ?? [],
    variables: VARIABLES,
  }));
}

/**
 * The artefact of one target for a profile. A promise, because a PAC is proven in its sandbox before it is handed
 * out. Throws `GenerateError`; its `code` says whether the target is unknown, the profile or an option cannot be
 * used, something is missing, a template is wrong, or the artefact failed its reading back.
 */
export async function generate(
  targetId: string,
  profile: Profile,
  options: GenerateOptions = {},
): Promise<Artefact> {
  const target = findTarget(targetId);
  checkOptions(target, options);
  const { variables, kept, inForce } = withBypass(target, variablesFor(target.id, profile, options), options);
  checkNeeds(target, variables, options);
  const made = await makeText(target, variables, options, inForce);
  const text = made.inPlace === true ? made.text : finish(target, made.text);
  const draft: Draft = {
    target,
    variables,
    options,
    text,
    inPlace: made.inPlace === true,
    ...(made.bytes === undefined ? {} : { bytes: made.bytes }),
    ...(made.format === undefined ? {} : { format: made.format }),
  };
  const isProven = options.prove !== false;
  const proven: string[] = [];
  if (isProven) for (const check of target.readBack) proven.push(...(await check(draft)));
  if (isProven && proven.length === 0) {
    const message = `Target ${target.id} has nothing to add to ${nameOf(options.merge ?? { text: '' })} for this profile.`;
    throw new GenerateError('missing-input', message, { target: target.id });
  }
  const replaces = made.inPlace === true ? target.replaces : undefined;
  const words = (source: string): string =>
    renderTemplate({ text: source, fileName: `target ${target.id}` }, { ...variables });
  return {
    target: target.id,
    title: target.title,
    group: target.group,
    team: target.team,
    text,
    encoding: target.windows === 'utf-16le' ? 'utf-16le' : 'utf-8',
    whole: options.merge !== undefined && (made.inPlace === true || target.merge?.kind !== 'bypass'),
    ...(made.bytes === undefined ? {} : { bytes: made.bytes }),
    fileName: target.fileName,
    mediaType: target.mediaType,
    apply: words(replaces ?? target.apply),
    verify: words(target.verify),
    undo: replaces === undefined ? words(target.undo) : putBack(text),
    notes: [
      ...(isProven ? [] : [notProvenNote]),
      ...(kept === undefined ? [] : [keptNote(kept)]),
      ...[...(made.inPlace === true ? [] : (target.notesAlone ?? [])), ...(target.notes ?? [])].map(words),
    ],
    isProven,
    proven,
  };
}

/** What is imported is laid over what is there: a value that the former file lacks is not taken away by it. */
function putBack(text: string): string {
  return /^\uFEFF?(?:REGEDIT4|Windows Registry Editor)/.test(text)
    ? 'Import the former file in the same way. Values that only the new one has stay there: remove each with `reg delete KEY /v NAME`; the two files side by side show which.'
    : 'Put the former file back in the same way.';
}

const notProvenNote =
  'Not proven: it was made with `prove: false`, and nobody read it back. Prove it before it is put into place, a PAC with `staylocal pac FILE`.';

/** The bytes of an artefact or of a file of a kit, as they belong on disk. */
export function artefactBytes(file: Pick<Artefact, 'text' | 'encoding' | 'bytes'>): Uint8Array {
  if (file.bytes !== undefined) return file.bytes;
  return file.encoding === 'utf-16le'
    ? Buffer.from(`\uFEFF${file.text}`, 'utf16le')
    : Buffer.from(file.text, 'utf8');
}

function findTarget(id: string): Target {
  const found = TARGETS.find((target) => target.id === id);
  if (found !== undefined) return found;
  const written = id.replaceAll('_', '-').toLowerCase().slice(0, 80);
  const ids = TARGETS.map((target) => target.id);
  const near = [...new Set([...nearest(written, ids), ...ids.filter((each) => isNear(each, written))])].slice(
    0,
    4,
  );
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  throw new GenerateError(
    'unknown-target',
    `No target is called ${JSON.stringify(id.slice(0, 80))}.${meant} staylocal generate --list shows all there are.`,
  );
}

/** One holds the other, or a word of it. */
function isNear(id: string, written: string): boolean {
  const longEnough = (text: string): boolean => text.length > 2;
  return [written, ...written.split('-')]
    .filter(longEnough)
    .some((part) => id.includes(part) || part.includes(id));
}

interface WithBypass {
  readonly variables: Variables;
  /** How many of the entries are those of the existing file. */
  readonly kept?: number;
  readonly inForce?: readonly ProxySettings[];
}

/** The variables with the list to write. */
function withBypass(target: Target, variables: Variables, { merge }: GenerateOptions): WithBypass {
  const ours = target.oursFirst === true ? longestFirst(variables.hosts) : variables.hosts;
  const how = target.merge;
  if (merge === undefined || how === undefined || !('separator' in how))
    return { variables: { ...variables, bypass: ours } };
  const policy = how.kind === 'policy' ? existingPolicy(target.id, merge, how) : undefined;
  const present = how.kind === 'json' ? jsonString(target.id, merge, how.bypassAt) : undefined;
  const { entries, inForce } =
    policy !== undefined
      ? { entries: policy.entries, inForce: policy.settings === undefined ? [] : [policy.settings] }
      : how.kind === 'bypass'
        ? existingBypass(target.id, merge, how)
        : { entries: distinct((present ?? '').split(splitOf(how))), inForce: undefined };
  const keepsProxy =
    policy === undefined ? present !== undefined : (policy.settings?.servers.length ?? 0) > 0;
  const all = how.kind !== 'policy' && how.starAlone === true && entries.length === 1 && entries[0] === '*';
  const lacking = all ? [] : ours.filter((host) => !entries.includes(host));
  return {
    variables: {
      ...variables,
      keepsProxy,
      bypass: target.oursFirst === true ? [...lacking, ...entries] : [...entries, ...lacking],
    },
    ...(inForce === undefined ? {} : { inForce }),
    ...((how.kind === 'json' && present === undefined) || (how.kind === 'policy' && !keepsProxy)
      ? {}
      : { kept: entries.length }),
  };
}

function splitOf(how: MergeKind): RegExp | string {
  return how.kind === 'json' ? (how.splitAt ?? how.separator) : ',';
}

function keptNote(kept: number): string {
  if (kept === 0)
    return 'The existing file has no such list of exceptions: the one written holds the hosts of the profile alone.';
  return `Of the existing file ${kept === 1 ? 'one exception is' : `${kept} exceptions are`} kept, in its order.`;
}

function longestFirst(hosts: readonly string[]): string[] {
  return [...hosts].sort((one, other) => other.length - one.length);
}

interface Made {
  readonly text: string;
  /** Where an existing file's own encoding is kept. */
  readonly bytes?: Uint8Array;
  /** It is the existing file, changed where it had to be. */
  readonly inPlace?: true;
  /** Id of its reader, where the target's files are of several kinds. */
  readonly format?: string;
}

async function makeText(
  target: Target,
  variables: Variables,
  options: GenerateOptions,
  inForce: readonly ProxySettings[] = [],
): Promise<Made> {
  if (options.merge !== undefined && target.merge?.kind === 'pac') {
    return { ...(await mergePac(target.id, options.merge, variables.hosts)), inPlace: true };
  }
  const own = { text: '', fileName: `templates/${target.template}` };
  const source = options.template ?? { ...own, text: readPackageFile(own.fileName) };
  const render = (): string => renderTemplate(source, { ...variables });
  const edited =
    options.template === undefined ? editedInPlace(target, variables, options, inForce, render) : undefined;
  if (edited !== undefined) return edited;
  const text = render();
  if (target.mediaType !== 'application/json') return { text };
  const json = tidyJson(text, source.fileName);
  return { text: options.merge === undefined ? json : mergeJson(target.id, options.merge, json) };
}

/** The existing file with the list put into it; undefined where there is none, or where its kind is not changed in place. */
function editedInPlace(
  target: Target,
  variables: Variables,
  { merge: existing }: GenerateOptions,
  inForce: readonly ProxySettings[],
  render: () => string,
): Made | undefined {
  const how = target.merge;
  if (existing === undefined || how === undefined || how.kind === 'pac' || how.kind === 'json')
    return undefined;
  const [settings] = inForce;
  if (how.kind === 'policy') {
    const edit = { target: target.id, existing, how, variables };
    return { ...mergePolicy({ ...edit, ...(settings === undefined ? {} : { settings }) }), inPlace: true };
  }
  if (settings?.format === 'registry-pol' && how.kind === 'bypass') {
    const list = variables.bypass.join(how.separator);
    return { ...mergePolBypass(target.id, existing, inForce, list), format: 'registry-pol', inPlace: true };
  }
  const was = decoded(target.id, existing);
  const editor = how.kind === 'text' ? undefined : editorOf(inForce[0]?.format ?? how.format);
  if (how.kind === 'bypass' && editor === undefined) return undefined;
  const text =
    how.kind === 'text'
      ? how.edit({ existing, text: was, rendered: render(), variables })
      : (editor?.({
          target: target.id,
          existing,
          text: was,
          settings: inForce,
          list: variables.bypass.join(how.separator),
          render,
        }) ?? was);
  const bytes = encodedAlike(target.id, existing, text);
  return { text, ...(bytes === undefined ? {} : { bytes }), inPlace: true };
}

/** JSON as one would lay it out by hand, whatever blanks the template's tags left. */
function tidyJson(text: string, fileName: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch (cause) {
    throw new GenerateError('template', `${fileName} does not render to JSON: ${String(cause)}`, {
      file: fileName,
      cause,
    });
  }
}

function finish(target: Target, text: string): string {
  return target.windows === undefined ? text : text.replace(/\r?\n/g, '\r\n');
}
