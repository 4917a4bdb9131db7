/** `staylocal pac FILE`: what a PAC answers for the profile's URLs, here and now or in every environment. */
import { Command, Option } from 'commander';
import {
  DIALECT_NAMES,
  lintPac,
  loadPac,
  type Decision,
  type DialectName,
  type Pac,
  type PacEnvironment,
  type Proof,
  type VariantProof,
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
          ? await decide(pac, url, environment, name, flags, io)
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
  flags: PacFlags,
  io: CliIo,
): Promise<ExitCode> {
  const decision = await pac.decide(url, environment);
  io.stdout(flags.json === true ? `${jsonText(decision)}\n` : decisionText(decision, url, name));
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

/** What each degree of compliance means, in words. */
const complianceWords: Readonly<Record<Decision['compliance'], string>> = {
  direct: 'DIRECT',
  'direct-first': 'DIRECT first, a proxy when that fails',
  proxied: 'not direct',
  failed: 'no answer',
};

function decisionText(decision: Decision, url: string, name: string): string {
  const lines = [`${name}: ${complianceWords[decision.compliance]} for ${url} (${decision.dialect})`];
  if (decision.bypass !== null) lines.push(`  the client does not ask the PAC for it: ${decision.bypass}`);
  if (decision.result !== null) lines.push(`  result: ${JSON.stringify(decision.result)}`);
  if (decision.failure !== null) {
    const { code, message, line, column } = decision.failure;
    const place =
      line === undefined ? '' : ` at line ${line}${column === undefined ? '' : `, column ${column}`}`;
    lines.push(
      `  ${code}${place}: ${message}`,
      `  the client then goes ${decision.effective === 'unverified' ? 'where it likes (not verified)' : decision.effective}`,
    );
  }
  for (const { call, args, result } of decision.trace)
    lines.push(`  ${call}(${args.join(', ')}) = ${result}`);
  if (decision.traceDropped > 0) lines.push(`  … and ${decision.traceDropped} more calls`);
  for (const alert of decision.alerts) lines.push(`  alert: ${alert}`);
  for (const assumption of decision.unverified) lines.push(`  not verified for this client: ${assumption}`);
  return `${lines.map(escapeForTerminal).join('\n')}\n`;
}

async function prove(
  pac: Pac,
  url: string,
  name: string,
  profile: Profile,
  flags: PacFlags,
  io: CliIo,
): Promise<ExitCode> {
  const proof = await pac.prove(url, { ports: profile.ports, hosts: profile.bypassHosts });
  io.stdout(flags.json === true ? `${jsonText(proof)}\n` : proofText(proof, name));
  return requiredForms(proof).every(({ verdict }) => verdict === 'always')
    ? exitCodes.passed
    : exitCodes.findings;
}

const verdictWords: Readonly<Record<Proof['verdict'], string>> = {
  always: 'always DIRECT',
  never: 'never DIRECT',
  sometimes: 'DIRECT in some environments only',
  unknown: 'could not be proven',
};

function proofText(proof: Proof, name: string): string {
  const lines = [
    `${name}: ${verdictWords[proof.verdict]} for ${proof.url} (${proof.dialect}, ${proof.paths} ${proof.paths === 1 ? 'path' : 'paths'})`,
  ];
  lines.push(...evidenceLines(proof, '  '));
  for (const variant of proof.variants) {
    if (variant.verdict === proof.verdict) continue;
    lines.push(
      `  ${variant.variant} ${variant.asked.url}: ${verdictWords[variant.verdict]}`,
      ...evidenceLines(variant, '    '),
    );
  }
  const alike = proof.variants.filter(({ verdict }) => verdict === proof.verdict).length;
  if (alike > 0) lines.push(`  the same for ${alike} ${alike === 1 ? 'variant' : 'variants'} of the URL`);
  if (proof.unreached.length > 0) {
    // A branch inside one that is never reached goes without saying.
    const outer = proof.unreached.filter(
      (one) =>
        !proof.unreached.some(
          (other) => other !== one && other.line <= one.line && one.endLine <= other.endLine,
        ),
    );
    const places = outer.map(({ line, endLine }) => (line === endLine ? `${line}` : `${line}-${endLine}`));
    lines.push(
      `  never reached for this URL: line ${places.slice(0, 20).join(', ')}${places.length > 20 ? ` and ${places.length - 20} more places` : ''}`,
    );
  }
  for (const assumption of proof.unverified) lines.push(`  not verified for this client: ${assumption}`);
  return `${lines.map(escapeForTerminal).join('\n')}\n`;
}

function evidenceLines(
  { counterexamples, failure, obstacles, mayFallBack, bypass }: VariantProof,
  indent: string,
): string[] {
  return [
    ...(bypass === null ? [] : [`${indent}the client does not ask the PAC for it: ${bypass}`]),
    ...(failure === null
      ? []
      : [
          `${indent}${failure.code}${failure.line === undefined ? '' : ` at line ${failure.line}`}: ${failure.message}`,
        ]),
    ...(failure === null ? counterexamples.map(({ words }) => `${indent}${words}`) : []),
    ...(mayFallBack ? [`${indent}a proxy behind DIRECT is asked when nothing listens on the port`] : []),
    ...obstacles.map(({ reason, line }) => `${indent}${line === null ? '' : `line ${line}: `}${reason}`),
  ];
}
