/**
 * Keeps what an existing file says: its PAC, or the entries of its bypass list with ours added at the end.
 */
import { ParseError } from '../errors.js';
import { exemptPac } from '../pac/index.js';
import { readSettings } from '../proxy/index.js';
import { GenerateError } from './error.js';
import type { MergeKind } from './targets/target.js';

export interface Existing {
  readonly text: string;
  readonly fileName?: string;
}

/** The PAC with the exemption first. Throws `GenerateError` (`merge`) with the reason where it cannot be. */
export async function mergePac(
  target: string,
  existing: Existing,
  hosts: readonly string[],
): Promise<string> {
  try {
    return (await exemptPac(existing.text, { hosts })).text;
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}

/**
 * Entries of the existing bypass list, in their order, and the hosts it lacks. A file without such a list gives
 * the hosts alone. Throws `GenerateError` (`merge`) where the file cannot be read.
 */
export function mergeBypass(
  target: string,
  existing: Existing,
  how: Extract<MergeKind, { kind: 'bypass' }>,
  hosts: readonly string[],
): string[] {
  try {
    const settings = readSettings(existing.text, {
      format: how.format,
      ...(existing.fileName === undefined ? {} : { fileName: existing.fileName }),
    });
    const lists = settings.flatMap(({ bypass }) => (bypass === undefined ? [] : [bypass]));
    const entries = lists.flatMap(
      ({ items, rules }) => items?.map(({ value }) => value) ?? rules.split(how.separator),
    );
    return withHosts(entries, hosts);
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}

/** Blank entries and repeats fall out; the hosts that are not there yet come last. */
export function withHosts(entries: readonly string[], hosts: readonly string[]): string[] {
  return [...new Set([...entries.map((entry) => entry.trim()).filter((entry) => entry !== ''), ...hosts])];
}

function mergeError(target: string, existing: Existing, error: unknown): unknown {
  if (!(error instanceof ParseError)) return error;
  const name = existing.fileName ?? 'the existing file';
  const message = error.message.startsWith(name) ? error.message : `${name}: ${error.message}`;
  return new GenerateError('merge', message, {
    target,
    ...(error.line === undefined ? {} : { line: error.line }),
    cause: error,
  });
}
