/**
 * What the client and DNS answer.
 */
import type { Dialect } from '../../dialect/dialects.js';
import {
  listOptions,
  MOST_LISTED,
  plainOptions,
  severalOptions,
  type SourceShape,
} from '../domain/sources.js';
import type { Value } from '../interpreter/values.js';
import { AddressList, AddressText } from './kinds.js';
import type { Operations } from './operations.js';

export interface SourceOptions {
  readonly dialect: Dialect;
  /** Names whose answer is known in every environment. */
  readonly knownDns: Readonly<Record<string, readonly string[]>>;
}

/** The client, or a name. `left`: as an earlier call found it, by the place where it kept it. */
export interface Source {
  readonly name: string | null;
  readonly all: boolean;
  readonly left?: string;
}

function shapeOf({ dialect }: SourceOptions, key: string, isMe: boolean): SourceShape {
  const plainFamilies = isMe ? dialect.myIpFamilies : dialect.dnsFamilies;
  return { key, isMe, plainFamilies, unknownText: dialect.myIpUnknown };
}

/** A name whose answer is given: what the builtins say of it. */
function fixedAnswer({ dialect, knownDns }: SourceOptions, name: string, all: boolean): Value | undefined {
  const fixed = Object.hasOwn(knownDns, name) ? knownDns[name] : undefined;
  if (fixed === undefined) return undefined;
  const fitting =
    all || dialect.dnsFamilies === 'both' ? fixed : fixed.filter((address) => !address.includes(':'));
  if (all) return fitting.join(';');
  return fitting[0] ?? null;
}

/** Whether one more name may be looked up: some clients answer so many in one run, and no more. */
function isAnswered(operations: Operations, { dialect }: SourceOptions, name: string): boolean {
  const { lookedUp } = operations.path;
  lookedUp.add(name);
  return [...lookedUp].indexOf(name) < dialect.dnsLookups;
}

export function askSource(operations: Operations, { name, all, left }: Source): Value {
  const { path, sources: options } = operations;
  path.asked++;
  const lower = name === null ? null : name.toLowerCase();
  if (lower !== null) {
    if (left === undefined && !isAnswered(operations, options, lower)) return all ? '' : null;
    const fixed = fixedAnswer(options, lower, all);
    if (fixed !== undefined) return fixed;
  }
  const key = left ?? (lower === null ? 'me' : `dns:${lower}`);
  const shape = shapeOf(options, key, lower === null);
  const { family, sym } = path.take('addresses', key, () =>
    all ? listOptions(path.known, shape) : plainOptions(path.known, shape),
  );
  if (family === 'none') return all ? '' : null;
  if (family === 'text') return sym;
  return family === 'list' ? new AddressList(key) : new AddressText(sym);
}

/** The addresses of a list of several. The longest stand for longer ones, of which nothing is known. */
export function severalOf(operations: Operations, source: string): readonly string[] {
  const { path } = operations;
  const shape = shapeOf(operations.sources, source, source === 'me');
  path.take('several', source, () =>
    severalOptions(path.known, shape).map((known) => ({ answer: null, known })),
  );
  const list = path.known.sources.get(source)?.list;
  if (!Array.isArray(list)) return operations.obstacle('a list of addresses is not followed');
  if (list.length >= MOST_LISTED)
    operations.obstacle(`a list of more than ${MOST_LISTED - 1} addresses is not followed`);
  return list as readonly string[];
}
