/** Options for whom an audit asks about DNS beside the resolvers. */
import type { Command } from 'commander';
import { collect, positiveInteger, type ResolverFlags } from './options.js';

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
