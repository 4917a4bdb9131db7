/**
 * Gathers proxy settings: the files that the user names, and the process's own environment. Credentials are taken out
 * before anything is kept.
 */
import { fileURLToPath } from 'node:url';
import { ParseError } from '../errors.js';
import type { CollectionError, SettingsEvidence } from '../evidence/types.js';
import { detectFormat, redactBytes } from '../proxy/index.js';
import { asEvidence, isHttpUrl, readSource, withoutCredentials, type ReadBytes } from './source.js';
import { gatherIncludes } from './squid-includes.js';

/** A file of proxy settings to read, as the user names it. */
export interface SettingsSource {
  /** Path of the file. */
  readonly source: string;
  /** Reader; default by content. */
  readonly format?: string;
  /** Whose settings they are; those of one name are judged together. Default: a machine of their own. */
  readonly machine?: string;
}

/** The variables by which programs are told of a proxy, and which of them counts is each program's own affair. */
const proxyVariable =
  /^(?:https?|ftp|all|no|socks)_proxy$|^(?:GLOBAL_AGENT|NPM_CONFIG|NODE_USE_ENV)_.*PROXY$|^NPM_CONFIG_NOPROXY$/i;

export async function gatherSettings(
  sources: readonly SettingsSource[],
  stdin: (() => Promise<Uint8Array>) | undefined,
  { signal, serverMs: timeoutMs }: { readonly signal?: AbortSignal; readonly serverMs?: number } = {},
): Promise<SettingsEvidence[]> {
  return Promise.all(
    sources.map(async ({ source, format, machine }) => {
      const read =
        source === '-' && stdin !== undefined
          ? { bytes: await stdin() }
          : await readSource(source, { signal, timeoutMs });
      const shown = source === '-' ? 'stdin' : withoutCredentials(source);
      const kept = { ...keepSettings(shown, read, format), machine: machine ?? shown };
      return source === '-' ? kept : withIncludes(kept, source, signal);
    }),
  );
}

/** With the files beside it that it includes, where it is of a kind that does. */
async function withIncludes(
  kept: SettingsEvidence,
  path: string,
  signal: AbortSignal | undefined,
): Promise<SettingsEvidence> {
  if (kept.bytes === undefined || isHttpUrl(path)) return kept;
  const bytes = Buffer.from(kept.bytes, 'base64');
  if ((kept.format ?? formatOf(bytes, kept.source)) !== 'squid') return kept;
  const included = await gatherIncludes(
    path.startsWith('file:') ? fileURLToPath(path) : path,
    bytes.toString('utf8'),
    signal,
  );
  return included.length === 0 ? kept : { ...kept, included };
}

function formatOf(bytes: Uint8Array, name: string): string | undefined {
  try {
    return detectFormat(bytes, name);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** What was read as evidence, without its passwords. */
export function keepSettings(
  source: string,
  read: ReadBytes | CollectionError,
  format: string | undefined,
): SettingsEvidence {
  const kept = 'bytes' in read ? withoutPasswords(read.bytes, source) : read;
  return { ...asEvidence(source, kept), ...(format === undefined ? {} : { format }) };
}

/** Bytes in which a password could not even be looked for are not kept. */
function withoutPasswords(bytes: Uint8Array, name: string): ReadBytes | CollectionError {
  try {
    return { bytes: redactBytes(bytes, name) };
  } catch (error) {
    if (error instanceof ParseError) return { code: error.code, message: error.message };
    throw error;
  }
}

/** No file: one may be called `environment`. */
const environmentSource = '(environment)';

/** The environment as a settings file; undefined where no variable speaks of a proxy. */
export function gatherEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): SettingsEvidence | undefined {
  const lines = Object.entries(env)
    .filter(([name, value]) => value !== undefined && proxyVariable.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${(value ?? '').replaceAll('\n', ' ')}\n`);
  if (lines.length === 0) return undefined;
  const bytes = redactBytes(Buffer.from(lines.join('')));
  return { source: environmentSource, format: 'environment', bytes: Buffer.from(bytes).toString('base64') };
}
