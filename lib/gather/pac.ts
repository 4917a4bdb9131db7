/**
 * Gathers PAC files: those that the user names, and those that the proxy settings name. Of the latter a file of the same
 * name beside the settings file is taken first, since that is how a set of exported files is handed over.
 */
import { basename, dirname, join } from 'node:path';
import { ParseError } from '../errors.js';
import type { PacEvidence, SettingsEvidence } from '../evidence/types.js';
import { originText, readSettings } from '../proxy/index.js';
import { asEvidence, isHttpUrl, readSource, withoutCredentials } from './source.js';

export interface PacOptions {
  readonly sources: readonly string[];
  readonly settings: readonly SettingsEvidence[];
  /** Whether a PAC that a setting names may be fetched from the network. */
  readonly fetch: boolean;
  readonly readStdin?: () => Promise<Uint8Array>;
  readonly signal?: AbortSignal;
}

export async function gatherPac({
  sources,
  settings,
  fetch,
  readStdin,
  signal,
}: PacOptions): Promise<PacEvidence[]> {
  const named = sources.map(async (source): Promise<PacEvidence> => {
    if (source === '-' && readStdin !== undefined) return asEvidence('stdin', { bytes: await readStdin() });
    return asEvidence(source, await readSource(source, signal));
  });
  const found = settings
    .flatMap(pacReferences)
    .map(({ url, namedBy, besideFile }) => readReferenced(url, namedBy, besideFile, fetch, signal));
  return Promise.all([...named, ...found]);
}

interface PacReference {
  readonly url: string;
  readonly namedBy: string;
  readonly besideFile: string;
}

/** Settings that cannot be read name nothing; the audit of the settings says what is wrong with them. */
function pacReferences({ source, bytes, format }: SettingsEvidence): PacReference[] {
  if (bytes === undefined) return [];
  try {
    const settings = readSettings(Buffer.from(bytes, 'base64'), {
      fileName: source,
      ...(format === undefined ? {} : { format }),
    });
    const references = settings.flatMap(({ pacUrl }) => (pacUrl === undefined ? [] : [pacUrl]));
    return references
      .filter(
        ({ value }, index) =>
          value !== '' && references.findIndex((other) => other.value === value) === index,
      )
      .map(({ value, origin }) => ({
        url: value,
        namedBy: originText(origin),
        besideFile: source,
      }));
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}

async function readReferenced(
  url: string,
  namedBy: string,
  besideFile: string,
  fetch: boolean,
  signal?: AbortSignal,
): Promise<PacEvidence> {
  const beside = join(dirname(besideFile), basename(URL.canParse(url) ? new URL(url).pathname : url));
  const local = await readSource(beside, signal);
  if ('bytes' in local) return { ...asEvidence(beside, local), namedBy };
  const shown = withoutCredentials(url);
  if (isHttpUrl(url) && !fetch) {
    return {
      source: shown,
      namedBy,
      error: { code: 'offline', message: `${shown}: not fetched, as told (--offline)` },
    };
  }
  return { ...asEvidence(url, await readSource(url, signal)), namedBy };
}
