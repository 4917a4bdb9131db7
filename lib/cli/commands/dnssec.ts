/** `staylocal dnssec NAME`: the chain of trust from the anchor to the answer, link by link. */
import { Command } from 'commander';
import { parseAnchors, validate, type Validation } from '../../dnssec/index.js';
import { iterate, rotate } from '../../dns/index.js';
import { ParseError } from '../../errors.js';
import { walkZone } from '../../gather/walk.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { addCommonOptions, addResolverOptions, jsonOption, type ResolverFlags } from '../options.js';
import { addRootOptions } from '../dns-options.js';
import { progressTo, startSteps } from '../part-progress.js';
import { iterationFrom, resolversFrom } from '../resolvers.js';
import { outputOption, Outputs, type OutputFlags } from '../outputs.js';

interface DnssecFlags extends OutputFlags, ResolverFlags {
  readonly type: string;
  readonly dot?: boolean;
  readonly walk?: boolean;
  readonly root?: readonly string[];
  readonly serverPort?: number;
}

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
    .addOption(outputOption('dnssec'))
    .addOption(jsonOption().conflicts('dot'))
    .option('--dot', 'print a graph for Graphviz, as --output dot');
  command.option(
    '--walk',
    'ask the zone’s own servers too, from the root down, each of them: is the resolver at fault, or the zone?',
  );
  addRootOptions(command, 'with --walk');
  addResolverOptions(addCommonOptions(command));
  return command.action(async (name: string, flags: DnssecFlags) => {
    const outputs = await Outputs.from(flags, {
      ...(flags.dot === true ? { alias: 'dot' } : {}),
      ...(flags.anchors === undefined ? {} : { others: [{ option: '--anchors', path: flags.anchors }] }),
    });
    const { resolvers, anchors: anchorText } = await resolversFrom(flags);
    const steps = flags.quiet === true ? undefined : startSteps(progressTo(io));
    steps?.begin(`asking ${resolvers.map(({ id }) => id).join(', ')} for ${name} ${flags.type}`);
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
      if (flags.walk === true) steps?.begin('asking the zone’s own servers, from the root down');
      const walked =
        flags.walk === true
          ? await walkZone(question, validation, { ...common, walker: iterate(iterationFrom(flags)) })
          : undefined;
      steps?.end();
      const document = {
        kind: 'dnssec',
        validation,
        resolvers: resolvers.map(({ id }) => id),
        ...(walked === undefined ? {} : { walk: walked }),
      } as const;
      await outputs.write(document, flags, io);
      done(walked?.conclusion === 'servers-differ' ? exitCodes.findings : codeOfStatus[validation.status]);
    }).finally(() => {
      steps?.end();
    });
  });
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
