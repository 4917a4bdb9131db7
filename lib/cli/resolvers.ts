/**
 * The resolvers, references and servers that the options name, apart from the options themselves: a command's help needs
 * no way to ask. The profile's references and the zone's own servers are asked for real names under the root's own keys
 * only: other trust anchors belong to a world that they do not know.
 */
import { createRequire } from 'node:module';
import type * as NodeTls from 'node:tls';
import { readBoundedFile } from '../bounded-file.js';
import {
  https,
  parseName,
  systemResolvers,
  tcp,
  tls,
  udp,
  type Exchange,
  type IterationOptions,
} from '../dns/index.js';
import { ParseError } from '../errors.js';
import { systemLookUp } from '../gather/dns/system.js';
import { fileReason } from '../gather/file-reason.js';
import type { GatherOptions, NamedResolver } from '../gather/index.js';
import type { Profile } from '../profile/index.js';
import type { DnsFlags } from './dns-options.js';
import { CliError, exitCodes } from './io.js';
import type { ResolverFlags } from './options.js';

/** IANA's file has some kilobytes, a resolver's with every key that it ever saw some more (bytes). */
const maxAnchorsBytes = 1_000_000;

const require = createRequire(import.meta.url);

const transports = { udp, tcp, tls } as const;

/** The resolvers and trust anchors that the options name. `roots`: PEM, trusted beside Node's own. */
export async function resolversFrom(
  { resolver, anchors, timeout }: ResolverFlags,
  roots: readonly string[] = [],
): Promise<{ resolvers: NamedResolver[]; anchors?: string }> {
  const resolvers =
    resolver?.map((text) => toResolver(text, { timeoutMs: timeout, roots })) ??
    systemResolvers().map((server) => ({
      id: `udp://${hostAndPort(server.host, server.port)}`,
      exchange: udp(server, { timeoutMs: timeout }),
    }));
  if (resolvers.length === 0) {
    throw new CliError(
      exitCodes.couldNotLook,
      'This machine names no resolver; name one with --resolver, or --offline to ask none.',
    );
  }
  if (anchors === undefined) return { resolvers };
  try {
    const { bytes } = await readBoundedFile(anchors, { maxBytes: maxAnchorsBytes, pipes: true });
    return { resolvers, anchors: bytes.toString('utf8') };
  } catch (cause) {
    throw new CliError(
      exitCodes.couldNotLook,
      `The trust anchors could not be read from ${anchors}: ${fileReason(cause)}.`,
      cause,
    );
  }
}

function hostAndPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export interface ToResolverOptions {
  readonly timeoutMs: number;
  /** PEM of roots that are trusted beside Node's own, over TLS and HTTPS. */
  readonly roots: readonly string[];
}

/** Loaded when first needed: the module that holds them makes a text of each when it is imported. */
const ownRoots = (): readonly string[] => (require('node:tls') as typeof NodeTls).rootCertificates;

/** A resolver as `option` names it. Throws `CliError` `usage`. */
export function toResolver(
  text: string,
  { timeoutMs, roots }: ToResolverOptions,
  option = '--resolver',
): NamedResolver {
  const options = { timeoutMs, ...(roots.length === 0 ? {} : { ca: [...ownRoots(), ...roots] }) };
  try {
    if (/^https:\/\//i.test(text)) return { id: text, exchange: https(text, options) };
    const [, scheme = 'udp', server = text] = /^(?:(udp|tcp|tls):\/\/)?(.*)$/.exec(text) ?? [];
    const open = transports[scheme as keyof typeof transports];
    return { id: `${scheme}://${server}`, exchange: open(server, options) };
  } catch (error) {
    if (error instanceof ParseError)
      throw new CliError(exitCodes.usage, `${option} ${text}: ${error.message}`, error);
    throw error;
  }
}

/** An authoritative server that takes longer is not asked again (milliseconds). */
const serverTimeoutMs = 2_000;

export function iterationFrom({
  root,
  serverPort = 53,
}: Pick<DnsFlags, 'root' | 'serverPort'>): IterationOptions {
  const hints = root?.map((address) => ({ name: parseName('.'), addresses: [address] }));
  const opened = new Map<string, Exchange>();
  return {
    ...(hints === undefined ? {} : { hints }),
    exchangeFor: (address) => {
      const exchange =
        opened.get(address) ?? udp({ host: address, port: serverPort }, { timeoutMs: serverTimeoutMs });
      opened.set(address, exchange);
      return exchange;
    },
  };
}

type DnsGathering = Pick<GatherOptions, 'resolvers' | 'anchors' | 'references' | 'authoritative' | 'lookUp'>;

/** Everybody whom the flags and the profile name. `roots`: PEM, trusted beside Node's own. Throws `CliError`. */
export async function dnsFrom(
  flags: DnsFlags,
  { dns = {} }: Profile,
  roots: readonly string[] = [],
): Promise<DnsGathering> {
  const isRealWorld = flags.anchors === undefined;
  const profiles = isRealWorld ? (dns.references ?? []) : [];
  const named = flags.reference === false ? [] : (flags.reference ?? profiles);
  // A root that is named is one of the world of those anchors.
  const isAsked = flags.root !== undefined || (dns.authoritative === true && isRealWorld);
  const walks = flags.authoritative && isAsked;
  // Another resolver than the system's: the question is what that one says, and not this machine.
  const asksSystem = flags.resolver === undefined || flags.here === true;
  return {
    ...(await resolversFrom(flags, roots)),
    references: named.map((text) =>
      toResolver(text, { timeoutMs: Math.min(flags.timeout, referenceTimeoutMs), roots }, '--reference'),
    ),
    ...(walks ? { authoritative: iterationFrom(flags) } : {}),
    ...(asksSystem ? { lookUp: systemLookUp } : {}),
  };
}

/** A second opinion is not waited for longer (milliseconds). */
const referenceTimeoutMs = 2_500;
