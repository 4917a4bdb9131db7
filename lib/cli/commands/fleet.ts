/** `staylocal fleet`: evidence and reports of many machines → causes by how many machines each one holds up. */
import { Command } from 'commander';
import { evidenceNeeded, type AuditOptions } from '../../audits/audit.js';
import { ParseError } from '../../errors.js';
import { pipeline } from '../../batch/index.js';
import {
  Fleet,
  fleetData,
  formerOf,
  judgeOf,
  parseFleet,
  type Former,
  type JudgedMachine,
} from '../../fleet/index.js';
import { escapeForTerminal } from '../../report/index.js';
import { fleetTexts, type FleetText, type Skip } from '../fleet-files.js';
import { readInput } from '../input.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { Threads, type JudgeData } from '../judges.js';
import { addCommonOptions, collect, instant, jsonOption, profileFrom, profileOption } from '../options.js';
import { outputOption, Outputs, type OutputFlags } from '../outputs.js';
import { progressOf } from '../progress.js';
import { parseReport } from '../report-file.js';

interface FleetFlags extends OutputFlags {
  readonly profile: string;
  readonly baseline?: string;
  readonly since?: Date;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/** The JSON of a fleet of ten thousand machines stays below it. */
const maxBaselineBytes = 128 * 1024 * 1024;

const codes = { failed: exitCodes.findings, open: exitCodes.couldNotLook, passed: exitCodes.passed } as const;

/** Its arguments and options. */
function fleetSyntax(): Command {
  const command = new Command('fleet')
    .argument(
      '<file...>',
      'evidence (audit --save) and reports (audit --output json=FILE), folders of them, or NDJSON with one a line; - is stdin',
    )
    .addOption(profileOption())
    .option(
      '--baseline <file>',
      'a former fleet (JSON): what moved since, and what a machine had then fails nothing',
    )
    .option(
      '--since <time>',
      'the same with the state of then, of older evidence among the files, e.g. 2026-11-01T00:00:00Z',
      instant,
    )
    .option(
      '--only <audit>',
      'judge evidence by this audit only (an id, or a folder such as dnssec/); may be given several times',
      collect,
    )
    .option('--skip <audit>', 'leave this audit out; may be given several times', collect)
    .addOption(outputOption('fleet'))
    .addOption(jsonOption());
  return addCommonOptions(command);
}

export function fleetCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return fleetSyntax().action(async (paths: readonly string[], flags: FleetFlags) => {
    if (flags.baseline !== undefined && flags.since !== undefined)
      throw new CliError(
        exitCodes.usage,
        '--baseline and --since are two answers to one question; give one.',
      );
    const others = [
      ...paths.map((path) => ({ option: 'a file of the fleet', path })),
      ...(flags.baseline === undefined ? [] : [{ option: '--baseline', path: flags.baseline }]),
    ];
    const outputs = await Outputs.from(flags, { others });
    const profile = await profileFrom(flags.profile);
    const baseline = flags.baseline === undefined ? undefined : await readBaseline(flags.baseline, io);
    const fleet = new Fleet(flags.since);
    const progress = progressOf(io, flags, 'machines');
    const skip = (source: string, reason: string): void => {
      fleet.skip(source, reason);
      progress.say(`skipped ${source}: ${reason}`);
    };
    const selection = selectionFrom(flags);
    try {
      evidenceNeeded(profile, selection);
    } catch (error) {
      if (error instanceof RangeError) throw new CliError(exitCodes.usage, error.message, error);
      throw error;
    }
    await judgeAll(fleetTexts(paths, io, skip), { profile, selection }, io, {
      add: (machine) => {
        fleet.add(machine);
      },
      skip,
      step: () => {
        progress.step();
      },
    });
    progress.end();
    const former = baseline ?? fleet.formerState();
    await outputs.write({ kind: 'fleet', fleet: fleetData(fleet, profile, former) }, flags, io);
    if (fleet.size === 0) io.stderr(`${escapeForTerminal('no machine could be read')}\n`);
    done(codes[fleet.outcome(former)]);
  });
}

interface Told {
  readonly add: (machine: JudgedMachine) => void;
  readonly skip: Skip;
  readonly step: () => void;
}

/** In their order, on as many threads as there are cores. */
async function judgeAll(
  texts: AsyncIterable<FleetText>,
  data: JudgeData,
  io: CliIo,
  { add, skip, step }: Told,
): Promise<void> {
  const threads = new Threads(data);
  const judge = threads.judge(judgeOf({ ...data, parseReport }));
  try {
    await pipeline<FleetText, () => void>({
      items: texts,
      concurrency: threads.count,
      isOrdered: true,
      work: async ({ source, text }) => {
        io.signal.throwIfAborted();
        try {
          const machine = await judge(text, source);
          return () => {
            add(machine);
          };
        } catch (error) {
          if (!(error instanceof ParseError)) throw error;
          return () => {
            skip(source, error.message);
          };
        }
      },
      emit: (tell) => {
        tell();
        step();
      },
    });
  } finally {
    await threads.close();
  }
}

function selectionFrom({ only, skip }: FleetFlags): Pick<AuditOptions, 'only' | 'skip'> {
  return { ...(only === undefined ? {} : { only }), ...(skip === undefined ? {} : { skip }) };
}

async function readBaseline(path: string, io: CliIo): Promise<Former> {
  const { bytes, name } = await readInput(path, io, { maxBytes: maxBaselineBytes });
  return formerOf(parseFleet(Buffer.from(bytes).toString('utf8'), name));
}
