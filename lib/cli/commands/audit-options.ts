/** The options of `staylocal audit`, and what a few of them say. */
import { Option, type Command } from 'commander';
import { apiKeyVariable } from '../../gather/secret-file.js';
import type { GatherOptions } from '../../gather/index.js';
import type { Profile } from '../../profile/index.js';
import { CliError, exitCodes, type CliIo } from '../io.js';
import {
  addCommonOptions,
  addResolverOptions,
  collect,
  collectMachines,
  jsonOption,
  profileOption,
  serverTimeoutOption,
  type CommonOptions,
  type MachineFile,
} from '../options.js';
import { addReferenceOptions, type DnsFlags } from '../dns-options.js';
import { outputOption, type NamedFile, type OutputFlags } from '../outputs.js';

type Environment = Profile['distributionServices'][number]['environment'];

export interface AuditFlags extends CommonOptions, DnsFlags, OutputFlags {
  readonly profile: string;
  readonly pac?: readonly string[];
  readonly proxy?: readonly string[];
  readonly machine?: readonly MachineFile[];
  /** False: none. */
  readonly label?: string | boolean;
  readonly fetchPac?: boolean;
  readonly env: boolean;
  readonly here?: boolean;
  readonly registry?: readonly string[];
  readonly agent?: boolean;
  readonly frontEnd?: readonly string[];
  readonly wpad?: boolean;
  readonly route?: string;
  readonly serverTimeout: number;
  readonly ca?: string;
  readonly apiKeyFile?: string;
  readonly apiKeyFor?: Environment;
  readonly offline?: boolean;
  readonly save?: string;
  readonly evidence?: string;
  readonly format?: 'text' | 'json';
  readonly baseline?: string;
  readonly exitCodes: 'staylocal' | 'nagios';
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly list?: boolean;
  readonly strict?: boolean;
  readonly fixDir?: string;
}

/** What is looked at, and how. */
export function addLookOptions(command: Command): Command {
  addFileOptions(command.addOption(profileOption()))
    .option('--agent', 'probe the ports of the program on this machine')
    .option(
      '--wpad',
      'where automatic detection is on, fetch the PAC that the network hands out: http://wpad.DOMAIN/wpad.dat',
    )
    .option('--route <way>', 'how servers are reached: direct, or a proxy such as http://proxy.example:8080')
    .option(
      '--ca <file>',
      'trust the roots in this PEM file as well, e.g. a company’s: for services, and for resolvers over TLS or HTTPS',
    )
    .option(
      '--api-key-file <file>',
      `file that holds the API key to exchange for a token; default: ${apiKeyVariable}; neither is kept`,
    )
    .addOption(
      new Option(
        '--api-key-for <environment>',
        'whose key it is; default: that of the profile’s first Distribution Service',
      ).choices(['production', 'acceptance', 'test']),
    )
    .addOption(serverTimeoutOption())
    .option('--no-env', 'do not read the proxy variables of this process')
    .option('--offline', 'contact nothing: audit files and this machine only')
    .option('--label <text>', 'what the evidence calls this machine; default: its host name')
    .option('--no-label', 'leave the name of this machine out of the evidence')
    .option(
      '--only <audit>',
      'run this audit only (an id, or a folder such as dnssec/); may be given several times',
      collect,
    )
    .option('--skip <audit>', 'leave this audit out; may be given several times', collect);
  return addReferenceOptions(addResolverOptions(addCommonOptions(command)));
}

/** The files that are looked at, and whether this machine is. */
function addFileOptions(command: Command): Command {
  return command
    .option('--pac <file|url...>', 'PACs to audit', collect)
    .option(
      '--proxy <file>',
      'proxy settings to audit, e.g. a .reg export; may be given several times, - is stdin',
      collect,
    )
    .option(
      '--machine <name=file...>',
      'proxy settings that belong to one machine and are judged together, e.g. laptop=user.reg machine.reg; each file of --proxy is taken for a machine of its own',
      collectMachines,
    )
    .option(
      '--fetch-pac',
      'fetch PACs that the settings of --proxy name by URL; those of this machine’s own settings always are',
    )
    .option('--here', 'look at this machine as well: its proxy settings, browser policies, disk and system')
    .option(
      '--registry <file>',
      'Windows registry export (.reg) to look for policies and keys in; may be given several times',
      collect,
    )
    .option(
      '--front-end <path>',
      'folder or file of the web front end, to look for the API key and its use in; may be given several times',
      collect,
    );
}

export function addAuditOptions(command: Command): Command {
  return addLookOptions(command)
    .option('--save <file>', 'keep the evidence')
    .addOption(
      new Option('--evidence <file>', 'audit saved evidence instead of looking; - is stdin').conflicts([
        'save',
        'pac',
        'proxy',
        'machine',
        'label',
        'fetchPac',
        'resolver',
        'offline',
        'here',
        'registry',
        'frontEnd',
        'agent',
        'wpad',
        'route',
        'ca',
        'apiKeyFile',
      ]),
    )
    .addOption(outputOption('audit'))
    .addOption(
      new Option('--format <format>', 'of the report on stdout, as --output has it')
        .choices(['text', 'json'])
        .conflicts('json'),
    )
    .addOption(jsonOption())
    .option(
      '--baseline <file>',
      'a former report (JSON): findings that it has as well are known, and fail nothing',
    )
    .addOption(
      new Option(
        '--exit-codes <convention>',
        'nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, the last for mistakes of the command line as well',
      )
        .choices(['staylocal', 'nagios'])
        .default('staylocal'),
    )
    .option('--list', 'list the audits there are, and look at nothing')
    .option('--fix-dir <folder>', 'write the exemptions that close the findings here')
    .option('--strict', 'warnings count as findings in the exit code');
}

/** As given, or the host name; nothing where none is wanted or the machine has none. */
export function labelFrom({ label }: AuditFlags, io: CliIo): Pick<GatherOptions, 'label'> {
  if (label === false) return {};
  const text = typeof label === 'string' ? label : io.hostName();
  if (text.length > maxLabel || hasControl(text))
    throw new CliError(
      exitCodes.usage,
      `--label: it must be ${maxLabel} characters at most, and none that is not shown.`,
    );
  return text === '' ? {} : { label: text };
}

const maxLabel = 253;

function hasControl(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}

/** What no output may be written over. */
export function namedFiles(flags: AuditFlags): readonly NamedFile[] {
  const {
    save,
    evidence,
    pac = [],
    proxy = [],
    machine = [],
    registry = [],
    profile,
    ca,
    apiKeyFile,
  } = flags;
  const named = (option: string, paths: readonly (string | undefined)[]): NamedFile[] =>
    paths.flatMap((path) => (path === undefined ? [] : { option, path }));
  return [
    ...named('--save', [save]),
    ...named('--evidence', [evidence]),
    ...named('--baseline', [flags.baseline]),
    ...named('--pac', pac),
    ...named('--proxy', proxy),
    ...named(
      '--machine',
      machine.map(({ source }) => source),
    ),
    ...named('--registry', registry),
    ...named('--profile', [profile]),
    ...named('--ca', [ca]),
    ...named('--api-key-file', [apiKeyFile]),
    ...named('--anchors', [flags.anchors]),
  ];
}
