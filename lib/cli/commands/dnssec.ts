/** `staylocal dnssec NAME`: the chain of trust from the anchor to the answer, link by link. */
import { Command } from 'commander';
import { parseAnchors, validate, type Validation } from '../../dnssec/index.js';
import { rotate } from '../../dns/index.js';
import { ParseError } from '../../errors.js';
import { CliError, exitCodes, useColor, type CliIo, type ExitCode } from '../io.js';
import {
  addCommonOptions,
  addResolverOptions,
  jsonOption,
  resolversFrom,
  type CommonOptions,
  type ResolverFlags,
} from '../options.js';
import { renderDot } from '../views/dnssec-dot.js';
import { renderTree } from '../views/dnssec-tree.js';

interface DnssecFlags extends CommonOptions, ResolverFlags {
  readonly type: string;
  readonly dot?: boolean;
}

const codeOfStatus: Readonly<Record<Validation['status'], ExitCode>> = {
  secure: exitCodes.passed,
  insecure: exitCodes.findings,
  bogus: exitCodes.findings,
  indeterminate: exitCodes.couldNotLook,
};

export function dnssecCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('dnssec')
    .description('validate the DNSSEC chain of a name')
    .argument('<name>', 'DNS name, e.g. t1c.t1t.io')
    .option('--type <type>', 'record type', 'A')
    .addOption(jsonOption().conflicts('dot'))
    .option('--dot', 'print a graph for Graphviz');
  addResolverOptions(addCommonOptions(command));
  return command.action(async (name: string, flags: DnssecFlags) => {
    const { resolvers, anchors } = await resolversFrom(flags);
    if (flags.quiet !== true)
      io.stderr(`asking ${resolvers.map(({ id }) => id).join(', ')} for ${name} ${flags.type}\n`);
    const validation = await orUsage(() =>
      validate(
        { name, type: flags.type },
        {
          exchange: rotate(resolvers.map(({ exchange }) => exchange)),
          at: flags.at ?? io.now(),
          signal: io.signal,
          ...(anchors === undefined ? {} : { anchors: parseAnchors(anchors) }),
        },
      ),
    );
    io.stdout(shown(validation, flags, io));
    done(codeOfStatus[validation.status]);
  });
}

function shown(validation: Validation, flags: DnssecFlags, io: CliIo): string {
  if (flags.dot === true) return renderDot(validation);
  if (flags.json === true) return `${JSON.stringify(validation, jsonValue, 2)}\n`;
  return renderTree(validation, useColor(io, flags.color));
}

/** RDATA in JSON as base64; the text form stands beside it. */
function jsonValue(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
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
