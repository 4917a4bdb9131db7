/**
 * Each PAC of the evidence, proven as each client program of the profile runs it, within the time that all of them have
 * together: what the audit judges and the report shows.
 */
import type { PacEvidence } from '../../../evidence/types.js';
import { loadPac, type DialectName, type LoadOptions, type Pac, type Proof } from '../../../pac/index.js';
import type { Profile } from '../../../profile/types.js';
import { clientName } from '../../../proxy/index.js';
import { PacBudget } from './pac-budget.js';
import type { SharedProofs } from './shared-proofs.js';

/** Which dialect of PAC each client program speaks. A client that is not here runs no PAC. */
const dialectOfClient: Readonly<Record<string, DialectName>> = {
  chromium: 'chromium',
  firefox: 'firefox',
  wininet: 'winhttp',
  winhttp: 'winhttp',
  cfnetwork: 'apple',
  'node-proxy-agent': 'node',
};

export interface ClientProof {
  readonly clients: readonly string[];
  readonly proof: Proof;
}

export interface Unseen {
  readonly clients: readonly string[];
  readonly reason: string;
}

export interface ProvenPac {
  readonly pac: PacEvidence;
  /** Empty where its bytes could not be had. */
  readonly proofs: readonly ClientProof[];
  readonly unseen: readonly Unseen[];
}

export interface PacCircumstances {
  readonly profile: Profile;
  /** Examples in time are of the coming working day. */
  readonly at: Date;
  /** What the proofs of all files may take together. */
  readonly pacMs: number;
  /** Of other evidences; absent: everything is proven here. */
  readonly shared?: SharedProofs | undefined;
}

/** By the evidence that they rest on: the audit and the report ask for the same ones. */
const known = new WeakMap<readonly PacEvidence[], Map<string, Promise<readonly ProvenPac[]>>>();

export function provenPacs(
  pacs: readonly PacEvidence[],
  circumstances: PacCircumstances,
): Promise<readonly ProvenPac[]> {
  const { profile, at, pacMs } = circumstances;
  const { name, ports, bypassHosts, proxy } = profile;
  const all = known.get(pacs) ?? new Map<string, Promise<readonly ProvenPac[]>>();
  known.set(pacs, all);
  const key = JSON.stringify([name, ports, bypassHosts, proxy.clients, at.getTime(), pacMs]);
  const proven = all.get(key) ?? proveAll(pacs, circumstances);
  all.set(key, proven);
  return proven;
}

/** The client programs of a profile that run PAC files, by the dialect that they speak. */
export function clientsByDialect(profile: Profile): Map<DialectName, string[]> {
  const dialects = new Map<DialectName, string[]>();
  for (const client of profile.proxy.clients) {
    const dialect = dialectOfClient[client.replace(/@.*$/, '')];
    if (dialect !== undefined) dialects.set(dialect, [...(dialects.get(dialect) ?? []), client]);
  }
  return dialects;
}

async function proveAll(
  given: readonly PacEvidence[],
  { profile, at, pacMs, shared }: PacCircumstances,
): Promise<readonly ProvenPac[]> {
  const dialects = clientsByDialect(profile);
  // That automatic detection found nothing is for the audit of it to tell.
  const pacs = inOrder(given.filter(({ wpad, bytes }) => wpad !== true || bytes !== undefined));
  // A file that is named by settings as well, or given under two names, is proven once and takes the time of one.
  const texts = new Set(pacs.map(({ bytes }) => bytes)).size;
  const budget = new PacBudget(pacMs, texts * dialects.size, () => performance.now());
  const byText = new Map<string, ProvenPac>();
  const proven: ProvenPac[] = [];
  for (const pac of pacs) {
    const same = pac.bytes === undefined ? undefined : byText.get(pac.bytes);
    const one = same ?? (await proveOne(pac, { profile, at, pacMs, shared, dialects, budget }));
    if (pac.bytes !== undefined) byText.set(pac.bytes, one);
    proven.push(one.pac === pac ? one : { ...one, pac });
  }
  return proven;
}

/** However they were given; one that was given twice is one. */
function inOrder(pacs: readonly PacEvidence[]): PacEvidence[] {
  const key = ({ source, namedBy, bytes }: PacEvidence): string => JSON.stringify([source, namedBy, bytes]);
  const distinct = new Map(pacs.map((pac) => [key(pac), pac]));
  return [...distinct.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, pac]) => pac);
}

interface PacRun extends PacCircumstances {
  readonly dialects: ReadonlyMap<DialectName, readonly string[]>;
  readonly budget: PacBudget;
}

/** Of one file that other evidence has as well: what a fix does not change need not be proven again. */
const knownOne = new WeakMap<PacEvidence, Map<string, ProvenPac>>();

async function proveOne(pac: PacEvidence, run: PacRun): Promise<ProvenPac> {
  const { profile, at, dialects, budget } = run;
  const { name, ports, bypassHosts, expect } = profile;
  const key = JSON.stringify([name, ports, bypassHosts, expect, [...dialects], at.getTime()]);
  const all = knownOne.get(pac) ?? new Map<string, ProvenPac>();
  knownOne.set(pac, all);
  const found = all.get(key);
  if (found !== undefined) {
    dialects.forEach(() => {
      budget.leaveOut();
    });
    return found;
  }
  const proven = await proveAnew(pac, run);
  // What was cut for want of time may get further another time.
  const isWhole =
    proven.unseen.length === 0 && proven.proofs.every(({ proof }) => proof.failure?.limit !== 'time');
  if (isWhole) all.set(key, proven);
  return proven;
}

async function proveAnew(
  pac: PacEvidence,
  { profile, at, pacMs, shared, dialects, budget }: PacRun,
): Promise<ProvenPac> {
  const proofs: ClientProof[] = [];
  const unseen: Unseen[] = [];
  const { bytes } = pac;
  let endless: readonly string[] | null = null;
  for (const [dialect, clients] of bytes === undefined ? [] : dialects) {
    if (endless !== null) {
      // It would take the time of other files.
      budget.leaveOut();
      unseen.push({ clients, reason: `it did not end for ${endless.map(clientName).join(', ')}` });
      continue;
    }
    const limits = budget.next();
    if (limits === null) {
      const reason = `the ${pacMs / 1000} s that the PAC files of one audit have together were over`;
      unseen.push({ clients, reason });
      continue;
    }
    const text = Buffer.from(bytes ?? '', 'base64');
    const make = (): Promise<Proof> => loadAndProve(text, { dialect, limits }, profile, at);
    const proof = await (shared?.get(text, dialect, profile, make) ?? make());
    if (proof.failure?.limit === 'time') endless = clients;
    proofs.push({ clients, proof });
  }
  return { pac, proofs, unseen };
}

async function loadAndProve(
  text: Uint8Array,
  options: LoadOptions,
  profile: Profile,
  at: Date,
): Promise<Proof> {
  const loaded = await loadPac(text, options);
  try {
    return await prove(loaded, profile, at);
  } finally {
    await loaded.close();
  }
}

function prove(pac: Pac, profile: Profile, today: Date): Promise<Proof> {
  const [port] = profile.ports;
  return pac.prove(`https://${profile.name}:${port ?? 443}/`, {
    ports: profile.ports,
    hosts: profile.bypassHosts,
    today,
  });
}
