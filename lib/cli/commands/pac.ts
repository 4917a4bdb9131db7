/** `staylocal pac FILE`: what a PAC answers for the profile's URLs, here and now or in every environment. */
import { Command, Option } from 'commander';
import {
  DIALECT_NAMES,
  lintPac,
  loadPac,
  type DialectName,
  type Pac,
  type PacEnvironment,
} from '../../pac/index.js';
import { requiredForms } from '../../audits/proxy/pac-variants.js';
import type { Profile } from '../../profile/index.js';
import { readUrl } from '../../host-name.js';
import { escapeForTerminal, jsonText } from '../../report/index.js';
import { readInput } from '../input.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import {
  addCommonOptions,
  collect,
  instant,
  jsonOption,
  profileFrom,
  profileOption,
  type CommonOptions,
} from '../options.js';
import { assumptions, decisionText, proofText } from '../views/pac.js';

interface PacFlags extends CommonOptions {
  readonly profile: string;
  readonly url?: string;
  readonly dialect: DialectName;
  readonly decide?: boolean;
  readonly lint?: boolean;
  readonly myIp?: readonly string[];
  readonly dns?: readonly string[];
  readonly at?: Date;
  readonly timeZone?: string;
}

export function pacCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('pac')
    .argument('<file>', 'PAC file or URL; - is stdin')
    .addOption(profileOption())
    .option('--url <url>', 'URL to ask for; default: the profile’s name on its first port')
    .addOption(
      new Option('--dialect <client>', 'whose way of running a PAC')
        .choices(DIALECT_NAMES)
        .default('chromium'),
    )
    .option(
      '--lint',
      'look for constructs that are not portable or do not do what they look like, instead of proving',
    )
    .option('--decide', 'decide in one environment instead of proving all of them')
    .option(
      '--my-ip <address>',
      'with --decide: the client’s own address; may be given several times',
      collect,
    )
    .option(
      '--dns <name=address>',
      'with --decide: what a name resolves to; may be given several times',
      collect,
    )
    .option(
      '--at <time>',
      'with --decide: the client’s clock, e.g. 2026-11-24T08:00:00Z; default: now',
      instant,
    )
    .option('--time-zone <zone>', 'with --decide: the client’s time zone, e.g. Europe/Brussels; default: UTC')
    .addOption(jsonOption());
  addCommonOptions(command);
  return command.action(async (path: string, flags: PacFlags) => {
    const profile = await profileFrom(flags.profile);
    const asked = flags.url ?? `https://${profile.name}:${profile.ports[0] ?? 443}/`;
    const url = readUrl(asked)?.href;
    if (url === undefined)
      throw new CliError(
        exitCodes.usage,
        `--url ${asked} is not a URL; give one such as https://t1c.t1t.io:51983/`,
      );
    const environment = environmentFrom(flags, profile, io);
    const { bytes, name } = await readInput(path, io);
    if (flags.lint === true) {
      done(await lint(bytes, name, profile, flags, io));
      return;
    }
    const pac = await loadPac(bytes, { dialect: flags.dialect });
    try {
      const code =
        flags.decide === true
          ? await decide(pac, url, environment, name, profile, flags, io)
          : await prove(pac, url, name, profile, flags, io);
      done(code);
    } finally {
      await pac.close();
    }
  });
}

function environmentFrom(flags: PacFlags, profile: Profile, io: CliIo): PacEnvironment {
  const dns: Record<string, string[]> = { [profile.name]: [...profile.expect.a, ...profile.expect.aaaa] };
  const given = new Set<string>();
  for (const pair of flags.dns ?? []) {
    const [, name, address] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    if (name === undefined || address === undefined) {
      throw new CliError(
        exitCodes.usage,
        `--dns ${pair} is not of the form name=address; an empty address means that the name does not resolve.`,
      );
    }
    const key = name.toLowerCase();
    // What the user says of a name replaces what the profile expects of it.
    if (!given.has(key)) dns[key] = [];
    given.add(key);
    if (address !== '') dns[key]?.push(address);
  }
  if (flags.timeZone !== undefined && !isTimeZone(flags.timeZone)) {
    throw new CliError(
      exitCodes.usage,
      `--time-zone ${flags.timeZone} is not an IANA time zone; give one such as Europe/Brussels.`,
    );
  }
  return {
    dns,
    at: flags.at ?? io.now(),
    ...(flags.myIp === undefined ? {} : { myIp: flags.myIp }),
    ...(flags.timeZone === undefined ? {} : { timeZone: flags.timeZone }),
  };
}

async function decide(
  pac: Pac,
  url: string,
  environment: PacEnvironment,
  name: string,
  profile: Profile,
  flags: PacFlags,
  io: CliIo,
): Promise<ExitCode> {
  const decision = await pac.decide(url, environment, { locate: true });
  const assumed = assumptions(decision, environment, flags, profile.name);
  io.stdout(
    flags.json === true
      ? `${jsonText({ ...decision, assumed })}\n`
      : decisionText(decision, url, name, assumed),
  );
  return decision.compliance === 'direct' ? exitCodes.passed : exitCodes.findings;
}

async function lint(
  bytes: Uint8Array,
  name: string,
  profile: Profile,
  flags: PacFlags,
  io: CliIo,
): Promise<ExitCode> {
  const found = await lintPac(bytes, { hosts: [profile.name, ...profile.bypassHosts] });
  const lines = found.map(({ rule, line, column, message }) =>
    escapeForTerminal(`${name}:${line}:${column}: ${message} (${rule})`),
  );
  if (flags.json === true) io.stdout(`${jsonText(found)}\n`);
  else
    io.stdout(
      lines.length === 0 ? `${escapeForTerminal(name)}: nothing to remark\n` : `${lines.join('\n')}\n`,
    );
  return found.length === 0 ? exitCodes.passed : exitCodes.findings;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

async function prove(
  pac: Pac,
  url: string,
  name: string,
  profile: Profile,
  flags: PacFlags,
  io: CliIo,
): Promise<ExitCode> {
  const proof = await pac.prove(url, {
    ports: profile.ports,
    hosts: profile.bypassHosts,
    today: io.now(),
  });
  io.stdout(flags.json === true ? `${jsonText(proof)}\n` : proofText(proof, name));
  return requiredForms(proof).every(({ verdict }) => verdict === 'always')
    ? exitCodes.passed
    : exitCodes.findings;
}
