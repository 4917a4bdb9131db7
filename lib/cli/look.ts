/** Looks as the options of `audit` say: what `audit` and `watch` have in common. */
import { auditMistake, evidenceNeeded, type AuditOptions } from '../audits/audit.js';
import type { Evidence } from '../evidence/index.js';
import { gather, pemCertificates, toldRoute, type GatherOptions } from '../gather/index.js';
import { apiKeyVariable } from '../gather/secret-file.js';
import type { Profile } from '../profile/index.js';
import { clientMistake } from '../proxy/index.js';
import { escapeForTerminal, type GivenOption } from '../report/index.js';
import { apiKeyFrom } from './api-key.js';
import { labelFrom, type AuditFlags } from './commands/audit-options.js';
import { dnsFrom } from './resolvers.js';
import { readInput } from './input.js';
import { CliError, exitCodes, type CliIo } from './io.js';
import { noteTo } from './options.js';
import { partWords, progressTo, startProgress } from './part-progress.js';
import { previewOf } from './preview.js';

/** What the profile says of audits and clients that there are none of. */
export function tellMistakes(profile: Profile, io: CliIo): void {
  const mistakes = [
    ...Object.keys(profile.audits).flatMap((id) => {
      const mistake = auditMistake(id);
      return mistake === undefined ? [] : [`the profile sets the audit "${id}": ${mistake}`];
    }),
    ...profile.proxy.clients
      .map(clientMistake)
      .flatMap((mistake) => (mistake === undefined ? [] : [`the profile's clients: ${mistake}`])),
  ];
  for (const mistake of mistakes) io.stderr(`${escapeForTerminal(mistake)}\n`);
}

/** What the report need not advise: it was given. An API key may come from the environment. */
export function givenOptions(flags: AuditFlags, io: CliIo): ReadonlySet<GivenOption> {
  const hasKey = flags.apiKeyFile !== undefined || (io.env[apiKeyVariable] ?? '') !== '';
  const given: Readonly<Record<GivenOption, boolean>> = {
    offline: flags.offline === true,
    here: flags.here === true,
    proxy: flags.proxy !== undefined || flags.machine !== undefined,
    pac: flags.pac !== undefined,
    registry: flags.registry !== undefined,
    agent: flags.agent === true,
    'api-key': hasKey,
    'front-end': flags.frontEnd !== undefined,
    evidence: flags.evidence !== undefined,
  };
  return new Set(Object.entries(given).flatMap(([option, is]) => (is ? [option as GivenOption] : [])));
}

export interface LookOptions {
  /** Ctrl-C ends the looking and keeps what is done, instead of ending the process. */
  readonly keepsPartial?: boolean;
}

/** What was looked at, with the options that decided it and the time it took. */
export async function lookTimed(
  profile: Profile,
  flags: AuditFlags,
  io: CliIo,
  { keepsPartial = false }: LookOptions = {},
): Promise<Evidence> {
  const begin = io.now().getTime();
  const release = keepsPartial ? io.holdSignals?.(['SIGINT']) : undefined;
  const progress = flags.quiet === true ? undefined : startProgress(progressTo(io));
  const left: string[] = [];
  const evidence = await look(profile, flags, io, {
    keepsPartial,
    ...(progress === undefined ? {} : { onProgress: progress.onProgress }),
    onPart: (part, state, text) => {
      if (state === 'interrupted') left.push(partWords[part]);
      progress?.onPart(part, state, text);
    },
  }).finally(() => {
    progress?.end();
    release?.();
  });
  if (left.length > 0)
    io.stderr(`interrupted: what was gathered is kept; not looked at to its end: ${left.join(', ')}\n`);
  const durationMs = Math.max(0, io.now().getTime() - begin);
  return { ...evidence, given: [...givenOptions(flags, io)].sort(), durationMs };
}

async function look(
  profile: Profile,
  flags: AuditFlags,
  io: CliIo,
  told: Pick<GatherOptions, 'keepsPartial' | 'onPart' | 'onProgress'>,
): Promise<Evidence> {
  const parts = orUsage(() => evidenceNeeded(profile, selection(flags)));
  const preview = previewOf(flags, profile, parts);
  if (preview !== undefined) for (const line of preview.split('\n')) noteTo(flags, io)(line);
  const roots = flags.offline === true ? undefined : await rootsFrom(flags.ca, io);
  const readsFrontEnd = parts.has('frontEnd') && flags.frontEnd !== undefined;
  const apiKey = parts.has('token') || readsFrontEnd ? await askedKey(flags, io) : undefined;
  const asksDns = parts.has('dns') && flags.offline !== true;
  const ownMachine = flags.resolver === undefined || flags.here === true;
  return gather(profile, {
    parts,
    offline: flags.offline === true,
    ...(asksDns ? await dnsFrom(flags, profile, pemCertificates(roots ?? '')) : { resolvers: [] }),
    hosts: ownMachine && (flags.offline !== true || flags.here === true),
    pac: flags.pac ?? [],
    proxySettings: [...(flags.proxy ?? []).map((source) => ({ source })), ...(flags.machine ?? [])],
    ...labelFrom(flags, io),
    fetchPac: flags.fetchPac === true,
    ...(flags.env ? { env: io.env } : {}),
    here: flags.here === true,
    registryExports: flags.registry ?? [],
    agent: flags.agent === true,
    frontEnd: flags.frontEnd ?? [],
    wpad: flags.wpad === true,
    limits: { serverMs: flags.serverTimeout },
    ...outboundFrom(flags, roots),
    ...(apiKey === undefined ? {} : { apiKey }),
    readStdin: io.readStdin,
    at: flags.at ?? io.now(),
    signal: io.signal,
    ...told,
  });
}

/** The API key of the file or the environment; undefined where none is given. */
async function askedKey(
  { apiKeyFile, apiKeyFor, offline, frontEnd }: AuditFlags,
  io: CliIo,
): Promise<GatherOptions['apiKey']> {
  // Offline it is exchanged with nobody; files are looked through for it all the same.
  const isOfNoUse = offline === true && frontEnd === undefined;
  const secret = isOfNoUse ? undefined : await apiKeyFrom(apiKeyFile, io);
  if (secret === undefined) return undefined;
  return { secret, ...(apiKeyFor === undefined ? {} : { environment: apiKeyFor }) };
}

/** How servers are reached; nothing is asked of the profile's servers where the flags say offline. */
function outboundFrom({ route, offline }: AuditFlags, roots: string | undefined): Partial<GatherOptions> {
  if (offline === true) return {};
  if (route !== undefined) orUsage(() => toldRoute(route));
  return {
    outbound: { ...(route === undefined ? {} : { route }), ...(roots === undefined ? {} : { roots }) },
  };
}

/** The text of the PEM file that `--ca` names. */
async function rootsFrom(ca: string | undefined, io: CliIo): Promise<string | undefined> {
  if (ca === undefined) return undefined;
  const roots = Buffer.from((await readInput(ca, io)).bytes).toString('latin1');
  if (pemCertificates(roots).length === 0)
    throw new CliError(exitCodes.usage, `${ca} holds no certificate in PEM; a root is what --ca takes.`);
  return roots;
}

export function selection({ only, skip, profile }: AuditFlags): AuditOptions {
  return { ...(only && { only }), ...(skip && { skip }), profileAs: profile };
}

/** An audit that there is none of, or evidence of another name, is a mistake of the command line. */
function orUsage<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw asUsage(error);
  }
}

export function asUsage(error: unknown): unknown {
  return error instanceof RangeError ? new CliError(exitCodes.usage, error.message, error) : error;
}
