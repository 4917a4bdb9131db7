/** `staylocal proxy FILE…`: which way each client program would send the profile's URLs, and by which rule. */
import { Command } from 'commander';
import { profileUrls } from '../../audits/shared/urls.js';
import {
  clients,
  formats,
  originText,
  proxyFacts,
  readSettings,
  route,
  routeOfFiles,
  type ProxySettings,
  type Route,
} from '../../proxy/index.js';
import { escapeForTerminal, jsonText } from '../../report/index.js';
import { ParseError } from '../../errors.js';
import { readUrl } from '../../host-name.js';
import { notes, serverAnswers, type ServerAnswer } from '../../report/views/proxy-text.js';
import type { ProxyDocument, SourceFile } from '../../report/formats/index.js';
import { includedFiles } from '../../evidence/included.js';
import type { SettingsEvidence } from '../../evidence/index.js';
import { gatherHere } from '../../gather/here.js';
import { systemReaders } from '../../gather/readers.js';
import { gatherEnvironment, gatherSettings } from '../../gather/proxy.js';
import { outputOption, Outputs, type OutputFlags } from '../outputs.js';
import { settingsSources } from '../sources.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import {
  addCommonOptions,
  collect,
  collectMachines,
  jsonOption,
  noteTo,
  profileFrom,
  profileOption,
  type MachineFile,
} from '../options.js';

interface ProxyFlags extends OutputFlags {
  readonly profile: string;
  readonly format?: string;
  readonly client?: readonly string[];
  readonly url?: readonly string[];
  readonly env?: boolean;
  readonly here?: boolean;
  readonly machine?: readonly MachineFile[];
  readonly clients?: boolean;
  readonly formats?: boolean;
}

/** Its arguments and options. */
function proxySyntax(): Command {
  const command = new Command('proxy')
    .argument('[file...]', 'settings files, e.g. a .reg export; - is stdin')
    .addOption(profileOption())
    .option('--format <id>', 'reader to use for the files; default: by content')
    .option(
      '--client <id>',
      'client program; may be given several times; default: all that read one of the files',
      collect,
    )
    .option('--url <url>', 'URL to route; may be given several times; default: the profile’s', collect)
    .option('--env', 'read the proxy variables of this process as well')
    .option('--here', 'read all proxy settings of this machine, its variables included')
    .option(
      '--machine <name=file...>',
      'files that belong to one machine and are judged together, e.g. laptop=user.reg machine.reg; each other file is taken for a machine of its own',
      collectMachines,
    )
    .option('--clients', 'list the client programs that are modelled')
    .option('--formats', 'list the file formats that are read')
    .addOption(outputOption('proxy'))
    .addOption(jsonOption());
  return addCommonOptions(command);
}

export function proxyCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return proxySyntax().action(async (files: readonly string[], flags: ProxyFlags) => {
    if (flags.clients === true || flags.formats === true) {
      io.stdout(listing(flags));
      return;
    }
    const outputs = await Outputs.from(flags, {
      others: [...files, ...(flags.machine ?? []).map(({ source }) => source)].map((path) => ({
        option: 'the settings',
        path,
      })),
    });
    const { machines, sources, problems } = await readAll(files, flags, io);
    const profile = await profileFrom(flags.profile);
    const urls = flags.url ?? profileUrls(profile);
    for (const url of urls) {
      if (readUrl(url) === undefined)
        throw new CliError(
          exitCodes.usage,
          `--url ${url} is not a URL; give one such as https://t1c.t1t.io:51983/`,
        );
    }
    const told = machines.map((machine) => tellMachine(machine, urls, flags));
    const [asked, servers, facts] = [
      told.flatMap((one) => one.asked),
      told.flatMap((one) => one.servers),
      told.flatMap((one) => one.facts),
    ];
    const settings = machines.flatMap((one) => one.settings);
    new Set(notes(facts)).forEach(noteTo(flags, io));
    const { id, title, name } = profile;
    const at = io.now().toISOString();
    await outputs.write(
      { kind: 'proxy', profile: { id, title, name }, at, settings, asked, servers, facts, problems, sources },
      flags,
      io,
    );
    done(
      exitCodeOf(
        asked.map((one) => one.route),
        servers,
        problems,
      ),
    );
  });
}

function listing({ clients: wantsClients, json }: ProxyFlags): string {
  const rows = wantsClients === true ? clients() : formats();
  if (json === true) return `${jsonText(rows)}\n`;
  return rows.map(({ id, title }) => `${id}  ${title}\n`).join('');
}

interface Machine {
  /** Undefined: this one. */
  readonly name: string | undefined;
  readonly settings: readonly ProxySettings[];
}

type ToldMachine = Pick<ProxyDocument, 'asked' | 'servers' | 'facts'>;

/** Settings of two machines are never laid over each other. */
function tellMachine({ name, settings }: Machine, urls: readonly string[], flags: ProxyFlags): ToldMachine {
  const machine = name === undefined ? {} : { machine: name };
  const ids = clientIds(flags, settings);
  const decide = name === undefined ? route : routeOfFiles;
  return {
    asked: ids.flatMap((client) =>
      urls.map((url) => ({ client, route: decide(settings, client, url), ...machine })),
    ),
    servers: serverAnswers(settings, urls).map((one) => ({ ...one, ...machine })),
    facts: proxyFacts(settings, { clients: ids, urls }).map((one) => ({ ...one, ...machine })),
  };
}

interface ReadSources {
  readonly machines: readonly Machine[];
  readonly sources: readonly SourceFile[];
  /** Why each source that could not be read could not be. */
  readonly problems: readonly string[];
}

/** Every source is read on its own: one that cannot be read is told, and does not hide the others. */
async function readAll(files: readonly string[], flags: ProxyFlags, io: CliIo): Promise<ReadSources> {
  const { format, machine: named = [] } = flags;
  if (files.length + named.length === 0 && flags.env !== true && flags.here !== true) {
    throw new CliError(
      exitCodes.usage,
      'Name a file of proxy settings, --here for all of this machine, or --env for the variables of this process.',
    );
  }
  if (format !== undefined && !formats().some(({ id }) => id === format)) {
    throw new CliError(
      exitCodes.usage,
      `There is no reader "${format}"; staylocal proxy --formats lists them.`,
    );
  }
  const given = [...files.map((source) => ({ source })), ...named].map((one) => ({
    ...one,
    ...(format === undefined ? {} : { format }),
  }));
  const sources = [
    ...(await gatherSettings(given, io.readStdin, { signal: io.signal })),
    ...(await fromThisMachine(flags, io)),
  ];
  const byMachine = new Map<string | undefined, ProxySettings[]>();
  const problems: string[] = [];
  for (const one of sources) {
    const { source, bytes, error, format: own, machine } = one;
    try {
      if (bytes === undefined) problems.push(error?.message ?? source);
      else
        byMachine.set(machine, [
          ...(byMachine.get(machine) ?? []),
          ...readSettings(Buffer.from(bytes, 'base64'), {
            fileName: source,
            format: own,
            included: includedFiles(one),
          }),
        ]);
    } catch (problem) {
      if (!(problem instanceof ParseError)) throw problem;
      problems.push(problem.message);
    }
  }
  const settings = [...byMachine.values()].flat();
  if (settings.length === 0 && problems.length > 0)
    throw new CliError(exitCodes.couldNotLook, problems.join('\n'));
  for (const { origin, message } of settings.flatMap(({ issues }) => issues)) {
    io.stderr(`${escapeForTerminal(`${originText(origin)}: ${message}`)}\n`);
  }
  for (const problem of problems) io.stderr(`${escapeForTerminal(problem)}\n`);
  const machines = [...byMachine].map(([name, own]) => ({ name, settings: own }));
  return { machines, sources: sources.flatMap(settingsSources), problems };
}

async function fromThisMachine({ env, here }: ProxyFlags, io: CliIo): Promise<SettingsEvidence[]> {
  const environment = env === true || here === true ? gatherEnvironment(io.env) : undefined;
  return [
    ...(environment === undefined ? [] : [environment]),
    ...(here === true
      ? await gatherHere({ readers: systemReaders({ env: io.env }), signal: io.signal })
      : []),
  ];
}

function clientIds({ client }: ProxyFlags, settings: readonly ProxySettings[]): readonly string[] {
  const stores = new Set(settings.map(({ store }) => store));
  const known = clients();
  if (client === undefined)
    return known.filter(({ reads }) => reads.some((store) => stores.has(store))).map(({ id }) => id);
  for (const id of client) {
    const info = known.find((one) => one.id === id.replace(/@.*$/, ''));
    if (info === undefined)
      throw new CliError(
        exitCodes.usage,
        `There is no client "${id}"; staylocal proxy --clients lists them.`,
      );
  }
  return client;
}

function exitCodeOf(
  routes: readonly Route[],
  servers: readonly ServerAnswer[],
  problems: readonly string[],
): ExitCode {
  if (routes.some(({ via }) => via === 'proxy') || servers.some(({ answer }) => answer === 'allow'))
    return exitCodes.findings;
  // A PAC decides elsewhere, and an unknown route was not decided at all: neither is a pass.
  return problems.length > 0 ||
    servers.some(({ answer }) => answer === 'unknown') ||
    routes.some(({ via }) => via !== 'direct')
    ? exitCodes.couldNotLook
    : exitCodes.passed;
}
