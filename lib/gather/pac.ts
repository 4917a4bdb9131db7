/**
 * Gathers PAC files: those that the user names, and those that the proxy settings name. Settings of this machine name
 * what its programs read. Settings that came as a file may come from anybody: of theirs a PAC beside the file is taken
 * first, since that is how a set of exported files is handed over, and no other file is opened, so that nobody can have
 * a file of this user put into evidence. What they name by URL is fetched where that is asked for: their author must not
 * have this machine ask whatever it reaches.
 */
import { basename, dirname, join } from 'node:path';
import { ParseError } from '../errors.js';
import type { PacEvidence, SettingsEvidence } from '../evidence/types.js';
import { originText, readSettings, type ProxySettings } from '../proxy/index.js';
import { asEvidence, isHttpUrl, readSource, withoutCredentials } from './source.js';

/** Settings as they were gathered, and whether this machine's programs read them. */
export interface FoundSettings {
  readonly evidence: SettingsEvidence;
  /** `machine`: this machine's own; `file`: a file that the user named; `stdin`. */
  readonly from: 'machine' | 'file' | 'stdin';
}

export interface PacOptions {
  readonly sources: readonly string[];
  readonly settings: readonly FoundSettings[];
  /** Where to look for a PAC when the settings have automatic detection on; absent: nobody looks. */
  readonly wpad?: () => Promise<readonly string[]>;
  /** Whether a PAC may be fetched from the network. */
  readonly fetch: boolean;
  /** Whether also one that settings name which are not known to be this machine's own. */
  readonly fetchNamed?: boolean;
  readonly readStdin?: () => Promise<Uint8Array>;
  /** For the whole of a file from a server. */
  readonly serverMs?: number;
  readonly signal?: AbortSignal;
}

export async function gatherPac(options: PacOptions): Promise<PacEvidence[]> {
  const { sources, settings, readStdin } = options;
  const named = sources.map(async (source): Promise<PacEvidence> => {
    if (source === '-' && readStdin !== undefined) return asEvidence('stdin', { bytes: await readStdin() });
    return readOne(source, options);
  });
  const parsed = settings.map((found) => ({ found, read: parse(found.evidence) }));
  const found = parsed
    .flatMap(({ found: { evidence, from }, read }) => pacReferences(evidence.source, from, read))
    .map((reference) => readReferenced(reference, options));
  const detects = parsed.some(({ read }) => read.some(({ autoDetect }) => autoDetect?.value === true));
  const handedOut = detects && options.wpad !== undefined ? detect(await options.wpad(), options) : [];
  return Promise.all([...named, ...found, ...handedOut]);
}

/** What each address at which a PAC is looked for gives; one entry that says so where there is no address. */
function detect(urls: readonly string[], options: PacOptions): Promise<PacEvidence>[] {
  if (urls.length === 0) {
    const error = { code: 'no-search-domain', message: 'this machine has no search domain' };
    return [Promise.resolve({ source: 'wpad', wpad: true, error })];
  }
  return urls.map(async (url) => ({ ...(await readOne(url, options)), wpad: true as const }));
}

interface PacReference {
  readonly url: string;
  readonly namedBy: string;
  readonly settingsFile: string;
  readonly from: FoundSettings['from'];
}

/** Settings that cannot be read name nothing; the audit of the settings says what is wrong with them. */
function parse({ source, bytes, format }: SettingsEvidence): ProxySettings[] {
  if (bytes === undefined) return [];
  try {
    return readSettings(Buffer.from(bytes, 'base64'), {
      fileName: source,
      ...(format === undefined ? {} : { format }),
    });
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}

function pacReferences(
  settingsFile: string,
  from: FoundSettings['from'],
  settings: readonly ProxySettings[],
): PacReference[] {
  const references = settings.flatMap(({ pacUrl }) => (pacUrl === undefined ? [] : [pacUrl]));
  return references
    .filter(
      ({ value }, index) => value !== '' && references.findIndex((other) => other.value === value) === index,
    )
    .map(({ value, origin }) => ({ url: value, namedBy: originText(origin), settingsFile, from }));
}

async function readReferenced(
  { url, namedBy, settingsFile, from }: PacReference,
  options: PacOptions,
): Promise<PacEvidence> {
  if (from === 'file') {
    const beside = join(dirname(settingsFile), basename(URL.canParse(url) ? new URL(url).pathname : url));
    const local = await readSource(beside, { signal: options.signal });
    if ('bytes' in local && isPac(local.bytes)) return { ...asEvidence(beside, local), namedBy };
  }
  if (from !== 'machine' && !isHttpUrl(url)) {
    return {
      ...asEvidence(url, {
        code: 'not-this-machine',
        message: `${url}: not read: the settings that name it are not known to be this machine's own (put the PAC beside them, or name it with --pac)`,
      }),
      namedBy,
    };
  }
  if (from !== 'machine' && options.fetch && options.fetchNamed !== true) {
    const shown = withoutCredentials(url);
    return {
      ...asEvidence(url, {
        code: 'not-asked-for',
        message: `${shown}: not fetched: the settings that name it are not known to be this machine's own (--fetch-pac fetches it, --pac reads a copy)`,
      }),
      namedBy,
    };
  }
  // Settings come here without users and passwords; the stars in their place are nothing to log in with.
  return { ...(await readOne(withoutCredentials(url), options)), namedBy };
}

async function readOne(
  source: string,
  { fetch, signal, serverMs: timeoutMs }: PacOptions,
): Promise<PacEvidence> {
  if (fetch || !isHttpUrl(source)) return asEvidence(source, await readSource(source, { signal, timeoutMs }));
  const message = `${withoutCredentials(source)}: not fetched, as told (--offline)`;
  return asEvidence(source, { code: 'offline', message });
}

/** Whether the file has the one function that every PAC has, in whichever encoding. */
function isPac(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).toString('latin1').replaceAll('\0', '').includes('FindProxyForURL');
}
