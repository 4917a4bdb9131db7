/**
 * Finds a profile by the name of a built-in one or by its file. This and the package's own data files are all
 * that the room reads from disk.
 */
import { FileNotRead, readBoundedFile } from '../bounded-file.js';
import { readPackageFile } from '../package-root.js';
import { ParseError } from '../errors.js';
import { parseProfile, type ParseOptions } from './parse.js';
import type { Profile } from './types.js';

/** Built-in profiles by id, each with its file in the package. */
const builtIns: ReadonlyMap<string, string> = new Map([
  ['trust1connector', 'profiles/trust1connector.json'],
  ['partner-template', 'profiles/partner-template.jsonc'],
  ['plex-direct', 'profiles/plex-direct.json'],
  ['localtest-me', 'profiles/localtest-me.json'],
  ['localstack-cloud', 'profiles/localstack-cloud.json'],
]);

/** Ids of the built-in profiles. */
export function builtInProfiles(): readonly string[] {
  return [...builtIns.keys()];
}

/** Text of a built-in profile, comments included: what a partner copies. Undefined where there is none of that id. */
export function builtInProfileText(id: string): string | undefined {
  const path = builtIns.get(id);
  return path === undefined ? undefined : readPackageFile(path);
}

/** A profile file larger than this is not one (bytes). */
const maxProfileBytes = 1_000_000;

/**
 * Loads a profile: a built-in id (default `trust1connector`) or the path of a JSON file.
 * Throws `ProfileError` naming file, line and field where the profile is not valid, and `ParseError`
 * (`profile-not-found`) where there is neither a built-in nor a file of that name.
 */
export async function loadProfile(
  idOrPath = 'trust1connector',
  options: ParseOptions = {},
): Promise<Profile> {
  const builtIn = builtIns.get(idOrPath);
  if (builtIn !== undefined) return parseProfile(readPackageFile(builtIn), builtIn, options);
  let bytes: Buffer;
  try {
    ({ bytes } = await readBoundedFile(idOrPath, { maxBytes: maxProfileBytes, pipes: true }));
  } catch (cause) {
    if (cause instanceof FileNotRead && cause.code === 'too-large')
      throw new ParseError('profile-too-large', `The profile ${idOrPath} ${cause.message}.`, { cause });
    throw new ParseError(
      'profile-not-found',
      `No profile "${idOrPath}": it is neither a readable file nor one of the built-in profiles ${builtInProfiles().join(', ')}.`,
      { cause },
    );
  }
  return parseProfile(bytes.toString('utf8').replace(/^\uFEFF/, ''), idOrPath, options);
}
