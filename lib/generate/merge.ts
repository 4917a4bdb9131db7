/**
 * Keeps what an existing file says: its PAC, or the entries of its bypass list with ours added at the end.
 */
import { ParseError } from '../errors.js';
import { exemptPac } from '../pac/index.js';
import {
  encodeLike,
  openSource,
  readSettings,
  windowsInForce,
  type ProxySettings,
  type Store,
} from '../proxy/index.js';
import { GenerateError } from './error.js';
import { holdsControl } from './escape.js';
import { nameOf, type Existing } from './existing.js';
import type { MergeKind } from './targets/target.js';

/** The PAC with the exemption first. Throws `GenerateError` (`merge`) with the reason where it cannot be. */
export async function mergePac(
  target: string,
  existing: Existing,
  hosts: readonly string[],
): Promise<{ text: string; bytes: Uint8Array }> {
  try {
    const { text, bytes } = await exemptPac(existing.bytes ?? existing.text, { hosts });
    return { text, bytes };
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}

export interface ExistingBypass {
  /** Entries of the file's lists in their order, each once; empty where it has none. */
  readonly entries: string[];
  /** The settings that count, of which the list is to be changed. */
  readonly inForce: readonly ProxySettings[];
}

/**
 * What the existing file exempts by the list that counts. Lists of other stores in the same file are not ours to copy, nor
 * are those that Windows overrules. Throws `GenerateError` (`merge`) where the file cannot be read, where the list that
 * counts is not in it, or where a list does not say by itself what it exempts.
 */
export function existingBypass(
  target: string,
  existing: Existing,
  how: Extract<MergeKind, { kind: 'bypass' }>,
): ExistingBypass {
  const all = settingsOf(target, existing, how.format);
  const [{ format } = { format: '' }] = all;
  if (how.formats?.includes(format) === false)
    throw new GenerateError(
      'merge',
      `${nameOf(existing)}: it is of the format ${format}, and this target writes ${how.formats.join(' or ')}.`,
      { target },
    );
  const own = inForceOf(target, existing, all, how.store);
  const foreign = all.find(({ bypass }) => bypass !== undefined);
  if (own.length === 0 && foreign !== undefined) {
    const message = `${nameOf(existing)}: its list of exceptions is one of ${foreign.store}, and this target writes one of ${how.store}.`;
    throw new GenerateError('merge', message, { target });
  }
  for (const settings of own) refuseUnclear(target, settings);
  const entries = distinct(own.flatMap((settings) => entriesOf(settings, how.separator)));
  const unwritable = entries.find(holdsControl);
  if (unwritable === undefined) return { entries, inForce: own };
  const message = `${nameOf(existing)}: the exception ${JSON.stringify(unwritable.slice(0, 200))} holds a control character.`;
  throw new GenerateError('merge', message, { target });
}

function inForceOf(
  target: string,
  existing: Existing,
  all: readonly ProxySettings[],
  store: Store,
): readonly ProxySettings[] {
  if (store !== 'wininet') return all.filter((one) => one.store === store);
  const { settings, unread } = windowsInForce(all);
  if (unread === undefined) return settings;
  throw unclear(
    target,
    unread,
    `this policy makes the machine's settings count, and ${nameOf(existing)} does not hold them. Export HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings as well, into one file.`,
  );
}

export function settingsOf(target: string, existing: Existing, format: string | undefined): ProxySettings[] {
  try {
    return readSettings(existing.bytes ?? existing.text, { format, fileName: nameOf(existing) });
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}

/** `no_proxy` and `NO_PROXY` are two lists of one scope, and the model keeps the last alone: hence the entries. */
function entriesOf({ bypass, entries }: ProxySettings, separator: string): string[] {
  if (bypass === undefined) return [];
  if (bypass.items !== undefined) return bypass.items.map(({ value }) => value);
  const spelt = (key: string): boolean =>
    key !== bypass.origin.key && key.toLowerCase() === bypass.origin.key.toLowerCase();
  const others = entries.filter(({ key }) => spelt(key)).map(({ value }) => value);
  return [...others, bypass.rules].flatMap((rules) => rules.trim().split(separator).map(withoutLineEnds));
}

/** A list that is spread over lines has their indentation in it. */
function withoutLineEnds(entry: string): string {
  return /^\s*[\t\r\n]|[\t\r\n]\s*$/.test(entry) ? entry.trim() : entry;
}

/** What refers to something outside the file, or was cut by its own syntax, would lose its meaning in ours. */
function refuseUnclear(target: string, { bypass, issues }: ProxySettings): void {
  if (bypass === undefined) return;
  const key = bypass.origin.key.toLowerCase();
  const issue = issues.find(({ origin }) => origin.key.toLowerCase() === key);
  if (issue !== undefined) throw unclear(target, issue.origin, issue.message);
  if (bypass.reversed?.value === true)
    throw unclear(
      target,
      bypass.reversed.origin,
      'with this switch the list names what goes to the proxy, and cannot be merged.',
    );
}

function unclear(
  target: string,
  { file, line, key }: { file: string; line: number | null; key: string },
  message: string,
): GenerateError {
  return new GenerateError('merge', `${file}${line === null ? '' : `:${line}`}: ${key}: ${message}`, {
    target,
    ...(line === null ? {} : { line }),
  });
}

/** Without empty entries and repeats. Blanks around an entry stay: to some programs they are a part of it. */
export function distinct(entries: readonly string[]): string[] {
  return [...new Set(entries.filter((entry) => entry.trim() !== ''))];
}

/** The text of the existing file. Throws `GenerateError` (`merge`). */
export function decoded(target: string, existing: Existing): string {
  if (existing.bytes === undefined) return existing.text.replace(/^\uFEFF/, '');
  try {
    return openSource(existing.bytes, nameOf(existing)).text;
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}

/** The text as the existing file was written; undefined where there are no bytes to go by. */
export function encodedAlike(target: string, existing: Existing, text: string): Uint8Array | undefined {
  if (existing.bytes === undefined) return undefined;
  const bytes = encodeLike(existing.bytes, nameOf(existing), text);
  if (bytes !== undefined) return bytes;
  const message = `${nameOf(existing)}: its encoding has no place for what is to be added.`;
  throw new GenerateError('merge', message, { target });
}

export function mergeError(target: string, existing: Existing, error: unknown): unknown {
  if (!(error instanceof ParseError)) return error;
  const name = nameOf(existing);
  const place = [name, error.line, error.line === undefined ? undefined : error.column]
    .filter((part) => part !== undefined)
    .join(':');
  const message = error.message.startsWith(name) ? error.message : `${place}: ${error.message}`;
  return new GenerateError('merge', message, {
    target,
    ...(error.line === undefined ? {} : { line: error.line }),
    cause: error,
  });
}
