/**
 * Whom an audit asks about DNS beside the resolvers. The profile's references and the zone's own servers are asked for real
 * names under the root's own keys only: other trust anchors belong to a world that they do not know.
 */
import type { Command } from 'commander';
import type { GatherOptions } from '../gather/index.js';
import { systemLookUp } from '../gather/dns/system.js';
import type { Profile } from '../profile/index.js';
import { parseName, udp, type Exchange, type IterationOptions } from '../dns/index.js';
import { collect, positiveInteger, resolversFrom, toResolver, type ResolverFlags } from './options.js';

export interface DnsFlags extends ResolverFlags {
  /** False: `--no-reference`. */
  readonly reference?: readonly string[] | false;
  readonly authoritative: boolean;
  readonly root?: readonly string[];
  readonly serverPort?: number;
  readonly here?: boolean;
}

export function addReferenceOptions(command: Command): Command {
  command
    .option(
      '--reference <server>',
      'resolver for a second opinion, https://…/dns-query or tls://…; may be given several times; default: the profile’s',
      (value: string, previous: readonly string[] | false | undefined) =>
        collect(value, previous === false ? undefined : previous),
    )
    .option('--no-reference', 'ask no reference')
    .option('--no-authoritative', 'do not ask the zone’s own servers');
  return addRootOptions(command, 'for the zone’s own servers');
}

/** Where a walk from the root down begins: `when` says to what the options belong. */
export function addRootOptions(command: Command, when: string): Command {
  return command
    .option(
      '--root <address>',
      `${when}: a root server to start from; may be given several times; default: the root servers`,
      collect,
    )
    .option(
      '--server-port <port>',
      `${when}: port of all authoritative servers, for test ranges`,
      positiveInteger(65535),
      53,
    );
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
