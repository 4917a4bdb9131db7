/**
 * The client programs modelled, and how an id with a version (`curl@7.88.1`) finds its grammar: the newest one
 * that is not newer than the version asked for.
 */
import { ParseError } from '../../errors.js';
import { chromium } from './chromium.js';
import type { ClientModel, Variant } from './client.js';
import { curl } from './curl.js';
import { firefox } from './firefox.js';
import { gnome } from './gnome.js';
import { go } from './go.js';
import { winhttp } from './winhttp.js';
import { wininet } from './wininet.js';

export const CLIENTS: readonly ClientModel[] = [chromium, firefox, wininet, winhttp, curl, go, gnome];

export interface ResolvedClient {
  readonly model: ClientModel;
  readonly variant: Variant;
  /** `id@version` of the grammar used. */
  readonly id: string;
}

/** Throws `ParseError`: `unknown-client`, `client-version-not-modelled`. */
export function resolveClient(id: string): ResolvedClient {
  const [name = '', version] = id.split('@');
  const model = CLIENTS.find((client) => client.id === name);
  if (model === undefined) {
    throw new ParseError(
      'unknown-client',
      `No client is called ${JSON.stringify(name)}; known: ${CLIENTS.map((client) => client.id).join(', ')}.`,
    );
  }
  const variant =
    version === undefined
      ? model.variants[0]
      : model.variants.find(({ since }) => compareVersions(since, version) <= 0);
  if (variant === undefined) {
    const oldest = model.variants.at(-1)?.since ?? '';
    throw new ParseError('client-version-not-modelled', `${id}: the oldest version modelled is ${oldest}.`);
  }
  return { model, variant, id: `${model.id}@${variant.since}` };
}

/** Numbers between dots; what is not a number counts as 0. */
export function compareVersions(one: string, other: string): number {
  const left = one.split('.').map(Number);
  const right = other.split('.').map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (Number.isNaN(difference)) return 0;
    if (difference !== 0) return difference;
  }
  return 0;
}
