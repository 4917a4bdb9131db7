/** `staylocal pac FILE`: what a PAC answers for the profile's URLs, here and now or in every environment. */
import { createHash } from 'node:crypto';
import { Command, Option } from 'commander';
import {
  DIALECT_NAMES,
  lintPac,
  loadPac,
  type DialectName,
  type Pac,
  type PacEnvironment,
} from '../../pac/index.js';
import { requiredForms } from '../../audits/proxy/shared/pac-variants.js';
import type { Profile } from '../../profile/index.js';
import { readUrl } from '../../host-name.js';
import type { PacDocument } from '../../report/formats/index.js';
import { readInput, type Input } from '../input.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import {
  addCommonOptions,
  collect,
  instant,
  jsonOption,
  profileFrom,
  profileOption,
  serverTimeoutOption,
} from '../options.js';
import { assumptions } from '../../report/views/pac-text.js';
import { outputOption, Outputs, type OutputFlags } from '../outputs.js';
import { pacSource } from '../sources.js';

interface PacFlags extends OutputFlags {
  readonly profile: string;
  readonly url?: string;
  readonly dialect: DialectName;
  readonly decide?: boolean;
  readonly lint?: boolean;
  readonly myIp?: readonly string[];
  readonly dns?: readonly string[];
  readonly at?: Date;
  readonly timeZone?: string;
  readonly serverTimeout: number;
}

/** Its arguments and options. */
function pacSyntax(): Command {
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
    .addOption(serverTimeoutOption())
    .addOption(outputOption('pac'))
    .addOption(jsonOption());
  return addCommonOptions(command);
}

export function pacCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return pacSyntax().action(async (path: string, flags: PacFlags) => {
    const outputs = await Outputs.from(flags, { others: [{ option: 'the PAC', path }] });
    const profile = await profileFrom(flags.profile);
    const asked = flags.url ?? `https://${profile.name}:${profile.ports[0] ?? 443}/`;
    const url = readUrl(asked)?.href;
    if (url === undefined)
      throw new CliError(
        exitCodes.usage,
        `--url ${asked} is not a URL; give one such as https://t1c.t1t.io:51983/`,
      );
    const environment = environmentFrom(flags, profile, io);
    const input = await readInput(path, io, { timeoutMs: flags.serverTimeout });
    const asking: Asking = { url, environment, profile, flags, io };
    const { told, lint, code } =
      flags.lint === true ? await lintOf(input, asking) : await askPac(input, asking, outputs.isAsked);
    const { id, title, name } = profile;
    const document: PacDocument = {
      kind: 'pac',
      profile: { id, title, name },
      at: (flags.at ?? io.now()).toISOString(),
      source: pacSource(input.name, input.bytes),
      sha256: createHash('sha256').update(input.bytes).digest('hex'),
      bytes: input.bytes.length,
      url,
      told,
      lint,
    };
    await outputs.write(document, flags, io);
    done(code);
  });
}

/** What is asked of a PAC. */
interface Asking {
  readonly url: string;
  readonly environment: PacEnvironment;
  readonly profile: Profile;
  readonly flags: PacFlags;
  readonly io: CliIo;
}

type Answered = Pick<PacDocument, 'told' | 'lint'> & { readonly code: ExitCode };

/** `lints`: a file that shows the proof is to show what else is to be remarked. */
async function askPac(input: Input, asking: Asking, lints: boolean): Promise<Answered> {
  const pac = await loadPac(input.bytes, { dialect: asking.flags.dialect });
  try {
    if (asking.flags.decide === true) return await decide(pac, asking);
    const answered = await prove(pac, asking);
    return lints ? { ...answered, lint: (await lintOf(input, asking)).lint } : answered;
  } finally {
    await pac.close();
  }
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

async function decide(pac: Pac, { url, environment, profile, flags }: Asking): Promise<Answered> {
  const decision = await pac.decide(url, environment, { locate: true });
  return {
    told: {
      mode: 'decision',
      decision,
      assumed: assumptions(decision, environment, flags, profile.name),
    },
    lint: [],
    code: decision.compliance === 'direct' ? exitCodes.passed : exitCodes.findings,
  };
}

async function lintOf({ bytes }: Input, { profile }: Asking): Promise<Answered> {
  const lint = await lintPac(bytes, { hosts: [profile.name, ...profile.bypassHosts] });
  return {
    told: { mode: 'lint' },
    lint,
    code: lint.length === 0 ? exitCodes.passed : exitCodes.findings,
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

async function prove(pac: Pac, { url, profile, io }: Asking): Promise<Answered> {
  const proof = await pac.prove(url, {
    ports: profile.ports,
    hosts: profile.bypassHosts,
    today: io.now(),
  });
  const required = requiredForms(proof);
  const holds = required.every(({ verdict }) => verdict === 'always');
  return {
    told: { mode: 'proof', proof, required, holds },
    lint: [],
    code: holds ? exitCodes.passed : exitCodes.findings,
  };
}
