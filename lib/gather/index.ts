/**
 * Collects evidence for one profile: the only room of the library that touches network, disk and environment. Everything
 * is read-only, starts at once, and ends in evidence or in the reason why there is none.
 */
import type { Evidence, EvidenceKey, PacEvidence } from '../evidence/types.js';
import type { Profile } from '../profile/types.js';
import { version } from '../version.js';
import { gatherAgent } from './agent/index.js';
import { gatherDistribution } from './distribution/index.js';
import { gatherDns } from './dns/index.js';
import { gatherFrontEnd } from './front-end/index.js';
import { gatherBrowserPolicies } from './host/browser-policies.js';
import { gatherHost } from './host/index.js';
import { gatherHere } from './here.js';
import { gatherHosts } from './hosts.js';
import { limitsFrom } from './limits.js';
import type { GatherOptions } from './options.js';
import { gatherPac, type FoundSettings } from './pac.js';
import { partsToGather } from './parts.js';
import { gatherEnvironment, gatherSettings } from './proxy.js';
import { gatherToken } from './token/index.js';
import { withoutKey } from './token/without-key.js';
import { searchDomains, wpadUrls } from './wpad.js';
import { systemReaders, type MachineReaders } from './readers.js';
import { openOutbound } from './route/index.js';

/** One function a part; undefined: there was nothing of the kind to look at. */
type Gatherers = { readonly [K in EvidenceKey]: () => Promise<Evidence[K] | undefined> };

/** Gathers the parts that the options name and allow. Rejects only when `signal` ends it and partial evidence is not asked for. */
export async function gather(profile: Profile, options: GatherOptions): Promise<Evidence> {
  const gatherers = gatherersOf(profile, options);
  const interrupted: EvidenceKey[] = [];
  const parts = await Promise.all(
    partsToGather(options).map(async (key) => {
      const { found, wasCut } = await partOf<Evidence[EvidenceKey]>(key, gatherers[key], options);
      if (wasCut) interrupted.push(key);
      return [key, found] as const;
    }),
  );
  if (options.keepsPartial !== true) options.signal?.throwIfAborted();
  return {
    schemaVersion: 1,
    tool: { name: 'staylocal', version },
    collectedAt: options.at.toISOString(),
    ...(options.label === undefined ? {} : { label: options.label }),
    profile: { id: profile.id, name: profile.name },
    ...(interrupted.length === 0 ? {} : { interrupted: interrupted.sort() }),
    ...(Object.fromEntries(parts.filter(([, part]) => part !== undefined)) as Partial<Evidence>),
  };
}

type ProgressOf = (part: EvidenceKey) => (text: string) => void;

function gatherersOf(profile: Profile, options: GatherOptions): Gatherers {
  const progressOf: ProgressOf = (part) => (text) => {
    options.onProgress?.(text);
    options.onPart?.(part, 'says', text);
  };
  const limits = limitsFrom(options.limits);
  const readers = options.readers ?? systemReaders({ env: options.env ?? {}, limits });
  const ending = options.signal === undefined ? {} : { signal: options.signal };
  // Read once, also where it is only the way to another part: a PAC is named by settings.
  const settings = once(() => readAllSettings(options, readers, progressOf('proxySettings')));
  const pac = once(async () => readAllPacs((await settings()) ?? [], options, progressOf('pac')));
  const { env } = readers;
  return {
    dns: () => gatherDns(profile, { ...options, progress: progressOf('dns') }),
    hosts: () => gatherHosts(profile, { platform: readers.platform, env, read: readers.read, ...ending }),
    pac,
    proxySettings: async () => (await settings())?.map(({ evidence }) => evidence),
    agent: () =>
      gatherAgent(profile, {
        readers,
        limits,
        progress: progressOf('agent'),
        ...(options.outbound?.roots === undefined ? {} : { roots: options.outbound.roots }),
        ...ending,
      }),
    browserPolicies: () => gatherBrowserPolicies({ ...options, readers }),
    host: () => gatherHost(profile, { ...options, readers }),
    frontEnd: () =>
      gatherFrontEnd({
        paths: options.frontEnd ?? [],
        ...(options.apiKey === undefined ? {} : { key: options.apiKey.secret }),
        readStdin: options.readStdin ?? (() => Promise.resolve(new Uint8Array())),
        signal: options.signal ?? new AbortController().signal,
      }),
    ...servicesOf(profile, options, readers, progressOf, pac),
  };
}

/** The parts that are asked of the Distribution Service, by the route that this machine takes to it. */
function servicesOf(
  profile: Profile,
  options: GatherOptions,
  readers: MachineReaders,
  progressOf: ProgressOf,
  pac: Gatherers['pac'],
): Pick<Gatherers, 'distribution' | 'token'> {
  const ending = options.signal === undefined ? {} : { signal: options.signal };
  const limits = limitsFrom(options.limits);
  const outbound = once(() =>
    openOutbound(options.outbound ?? {}, {
      clients: profile.proxy.clients,
      env: options.env,
      readers,
      limits,
      at: options.at,
      ...(options.wpad === true ? { discovered: async () => (await pac()) ?? [] } : {}),
      ...ending,
    }),
  );
  const asking = async (part: EvidenceKey) => ({
    outbound: await outbound(),
    asked: options.outbound ?? {},
    serverMs: limits.serverMs,
    env: options.env ?? {},
    progress: progressOf(part),
    ...ending,
  });
  const { apiKey } = options;
  return {
    distribution: async () =>
      withoutKey(await gatherDistribution(profile, await asking('distribution')), apiKey?.secret),
    token: async () =>
      apiKey === undefined ? undefined : gatherToken(profile, { apiKey, ...(await asking('token')) }),
  };
}

/** Found nothing where there was nothing to look at, or where partial evidence is kept and the signal came first. */
async function partOf<T>(
  part: EvidenceKey,
  gatherer: () => Promise<T>,
  { onPart, keepsPartial, signal }: GatherOptions,
): Promise<{ readonly found: T | undefined; readonly wasCut: boolean }> {
  onPart?.(part, 'begun');
  if (keepsPartial !== true || signal === undefined) {
    const found = await gatherer();
    onPart?.(part, 'ended');
    return { found, wasCut: false };
  }
  let isCut = signal.aborted;
  const cut = new Promise<undefined>((resolve) => {
    const end = (): void => {
      isCut = true;
      resolve(undefined);
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  const found = await Promise.race([
    gatherer().catch((error: unknown) => {
      // What the signal ended in the midst is left out like what it did not let begin.
      if (!signal.aborted) throw error;
      isCut = true;
      return undefined;
    }),
    cut,
  ]);
  const wasCut = isCut;
  onPart?.(part, wasCut ? 'interrupted' : 'ended');
  return { found: wasCut ? undefined : found, wasCut };
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= start());
}

async function readAllSettings(
  { proxySettings: asked = [], env, here, readStdin, limits, signal }: GatherOptions,
  readers: MachineReaders,
  progress: (text: string) => void,
): Promise<FoundSettings[] | undefined> {
  // An environment that was read and holds nothing is evidence too; one that nobody read is not.
  if (asked.length === 0 && env === undefined && here !== true) return undefined;
  for (const { source } of asked) progress(`reading proxy settings from ${source}`);
  if (here === true) progress('reading the proxy settings of this machine');
  const environment = env === undefined ? undefined : gatherEnvironment(env);
  const [named, found] = await Promise.all([
    gatherSettings(asked, readStdin, {
      serverMs: limitsFrom(limits).serverMs,
      ...(signal === undefined ? {} : { signal }),
    }),
    here === true ? gatherHere({ readers, ...(signal === undefined ? {} : { signal }) }) : [],
  ]);
  return [
    ...(environment === undefined ? [] : [{ evidence: environment, from: 'machine' as const }]),
    ...named.map((evidence, index) => ({
      evidence,
      from: asked[index]?.source === '-' ? ('stdin' as const) : ('file' as const),
    })),
    ...found.map((evidence) => ({ evidence, from: 'machine' as const })),
  ];
}

async function readAllPacs(
  settings: readonly FoundSettings[],
  { pac: sources = [], fetchPac, here, wpad, env = {}, offline, readStdin, limits, signal }: GatherOptions,
  progress: (text: string) => void,
): Promise<PacEvidence[] | undefined> {
  for (const source of sources) progress(`reading the PAC ${source}`);
  const pacs = await gatherPac({
    sources,
    settings,
    fetch: offline !== true,
    fetchNamed: fetchPac === true,
    serverMs: limitsFrom(limits).serverMs,
    ...(wpad === true && offline !== true ? { wpad: async () => wpadUrls(await searchDomains(env)) } : {}),
    ...(readStdin === undefined ? {} : { readStdin }),
    ...(signal === undefined ? {} : { signal }),
  });
  // Where all of a machine's settings were read, that none names a PAC is evidence; else nobody looked.
  return pacs.length > 0 || here === true ? pacs : undefined;
}

export { DEFAULT_GATHER_LIMITS, type GatherLimits } from './limits.js';
export type { GatherOptions, NamedResolver, PartState } from './options.js';
export type { CommandOutput, MachineReaders, VolumeFacts } from './readers.js';
export type { SettingsSource } from './proxy.js';
export { pemCertificates, toldRoute, type OutboundOptions } from './route/index.js';
