/** `staylocal dnssec NAME`: the chain of trust from the anchor to the answer, link by link. */
import { Command } from 'commander';
import { parseAnchors, validate, type Validation } from '../../dnssec/index.js';
import { iterate, parseName, rotate, udp, type Exchange, type IterativeExchange } from '../../dns/index.js';
import { ParseError } from '../../errors.js';
import { walkZone, type Walked } from '../../gather/walk.js';
import { jsonText } from '../../report/index.js';
import { CliError, exitCodes, useColor, type CliIo, type ExitCode } from '../io.js';
import {
  addCommonOptions,
  addResolverOptions,
  collect,
  jsonOption,
  positiveInteger,
  resolversFrom,
  type CommonOptions,
  type ResolverFlags,
} from '../options.js';
import { renderDot } from '../views/dnssec-dot.js';
import { renderTree } from '../views/dnssec-tree.js';
import { renderWalk } from '../views/walk-text.js';

interface DnssecFlags extends CommonOptions, ResolverFlags {
  readonly type: string;
  readonly dot?: boolean;
  readonly walk?: boolean;
  readonly root?: readonly string[];
  readonly serverPort?: number;
}

/** An authoritative server that takes longer is not asked again (milliseconds). */
const serverTimeoutMs = 2_000;

const codeOfStatus: Readonly<Record<Validation['status'], ExitCode>> = {
  secure: exitCodes.passed,
  insecure: exitCodes.findings,
  bogus: exitCodes.findings,
  indeterminate: exitCodes.couldNotLook,
};

export function dnssecCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('dnssec')
    .argument('<name>', 'DNS name, e.g. t1c.t1t.io')
    .option('--type <type>', 'record type', 'A')
    .addOption(jsonOption().conflicts('dot'))
    .option('--dot', 'print a graph for Graphviz');
  command
    .option(
      '--walk',
      'ask the zone’s own servers too, from the root down, each of them: is the resolver at fault, or the zone?',
    )
    .option(
      '--root <address>',
      'with --walk: a root server to start from; may be given several times; default: the root servers',
      collect,
    )
    .option(
      '--server-port <port>',
      'with --walk: port of all authoritative servers, for test ranges',
      positiveInteger(65535),
      53,
    );
  addResolverOptions(addCommonOptions(command));
  return command.action(async (name: string, flags: DnssecFlags) => {
    const { resolvers, anchors: anchorText } = await resolversFrom(flags);
    if (flags.quiet !== true)
      io.stderr(`asking ${resolvers.map(({ id }) => id).join(', ')} for ${name} ${flags.type}\n`);
    await orUsage(async () => {
      const at = flags.at ?? io.now();
      const anchors = anchorText === undefined ? undefined : parseAnchors(anchorText, at);
      const common = {
        at,
        signal: io.signal,
        ...(anchors === undefined ? {} : { anchors }),
      };
      const question = { name, type: flags.type };
      const validation = await validate(question, {
        ...common,
        inspect: true,
        exchange: rotate(resolvers.map(({ exchange }) => exchange)),
      });
      const walked =
        flags.walk === true
          ? await walkZone(question, validation, { ...common, walker: walkerFrom(flags) })
          : undefined;
      io.stdout(shown(validation, walked, flags, io));
      done(walked?.conclusion === 'servers-differ' ? exitCodes.findings : codeOfStatus[validation.status]);
    });
  });
}

function walkerFrom({ root, serverPort = 53 }: DnssecFlags): IterativeExchange {
  const hints = root?.map((address) => ({ name: parseName('.'), addresses: [address] }));
  const opened = new Map<string, Exchange>();
  return iterate({
    ...(hints === undefined ? {} : { hints }),
    exchangeFor: (address) => {
      const exchange =
        opened.get(address) ?? udp({ host: address, port: serverPort }, { timeoutMs: serverTimeoutMs });
      opened.set(address, exchange);
      return exchange;
    },
  });
}

function shown(validation: Validation, walked: Walked | undefined, flags: DnssecFlags, io: CliIo): string {
  if (flags.dot === true) return renderDot(validation);
  if (flags.json === true) {
    return `${jsonText(walked === undefined ? validation : { ...validation, walk: walked })}\n`;
  }
  return renderTree(validation, useColor(io, flags.color)) + (walked === undefined ? '' : renderWalk(walked));
}

/** A name, type or anchor that cannot be read is the caller's mistake. */
async function orUsage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ParseError) throw new CliError(exitCodes.usage, error.message, error);
    throw error;
  }
}
