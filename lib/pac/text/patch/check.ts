/**
 * What must hold of a patched script before it is handed out: the exempted hosts go directly, in every environment and
 * for every client, and other URLs are decided as before.
 */
import { openPac, type Pac } from '../../pac.js';
import type { Proof } from '../../prove/types.js';
import type { DialectName, Limits, PacEnvironment } from '../../types.js';
import { probeEnvironments, probeUrls, urlFor } from './probes.js';

export interface Task {
  /** The script before. */
  readonly text: string;
  readonly hosts: readonly string[];
  /** For whom it is proven. */
  readonly dialect: DialectName;
  readonly limits: Partial<Limits>;
}

export interface Checked {
  readonly proofs: Proof[];
  readonly compared: number;
}

/**
 * Clients that are shown what others are not: WinHTTP asks FindProxyForURLEx first and asks for loopback names too; Node
 * programs hand over the whole URL and an IPv6 address in its brackets. What Firefox and Apple
 * ask differs from these in nothing that the guard reads.
 */
const OTHERS: readonly DialectName[] = ['winhttp', 'node'];

/** Compares decisions of both scripts; returns how many, or what is wrong. */
async function compare(
  before: Pac,
  after: Pac,
  urls: readonly string[],
  environmentsFor: (url: string) => readonly PacEnvironment[],
): Promise<number | string> {
  let compared = 0;
  for (const url of urls) {
    for (const environment of environmentsFor(url)) {
      const was = await before.decide(url, environment, { trace: false });
      const is = await after.decide(url, environment, { trace: false });
      if (was.result !== is.result || was.failure?.code !== is.failure?.code)
        return `the patched PAC decides ${url} differently (${after.dialect})`;
      compared++;
    }
  }
  return compared;
}

/** Proofs for each host, all `always`; or why one is not. */
async function proveAll(after: Pac, hosts: readonly string[]): Promise<Proof[] | string> {
  const proofs: Proof[] = [];
  for (const host of hosts) {
    const proof = await after.prove(urlFor(host), { hosts: [] });
    // The other entry point is a variant even where the script has none.
    const variants = proof.variants.filter(({ failure }) => failure?.code !== 'no-entry-point');
    const failed = [proof, ...variants].find((one) => one.verdict !== 'always' || one.mayFallBack);
    if (failed !== undefined) {
      const why = failed.obstacles[0]?.reason ?? failed.counterexamples[0]?.words ?? failed.verdict;
      return `the exemption could not be proven for ${failed.asked.url} (${failed.entryPoint}): ${why}`;
    }
    proofs.push(proof);
  }
  return proofs;
}

/** What another client makes of the hosts, in one environment: the guard does not read any. */
async function decideAll(after: Pac, hosts: readonly string[]): Promise<string | null> {
  for (const host of hosts) {
    const decided = await after.decide(urlFor(host), { at: new Date(0) }, { trace: false });
    if (decided.compliance === 'direct') continue;
    const what = decided.failure?.message ?? String(decided.result);
    return `the exemption does not hold for ${urlFor(host)} (${after.dialect}): ${what}`;
  }
  return null;
}

async function checkFor(
  dialect: DialectName,
  edited: string,
  task: Task,
  urls: readonly string[],
): Promise<Checked | string> {
  const { text, hosts, limits } = task;
  const before = await openPac(text, { dialect, limits });
  const after = await openPac(edited, { dialect, limits });
  try {
    // A client that cannot load the file as it was has nothing to lose.
    if (before.problem !== null) return { proofs: [], compared: 0 };
    if (after.problem !== null) return `the patched PAC does not load (${dialect}): ${after.problem.message}`;
    const isMain = dialect === task.dialect;
    const compared = await compare(before, after, urls, (url) =>
      probeEnvironments(text, new URL(url).hostname).slice(0, isMain ? undefined : 1),
    );
    if (typeof compared === 'string') return compared;
    if (!isMain) return (await decideAll(after, hosts)) ?? { proofs: [], compared };
    const proofs = await proveAll(after, hosts);
    return typeof proofs === 'string' ? proofs : { proofs, compared };
  } finally {
    await before.close();
    await after.close();
  }
}

/** The proofs and how many decisions were compared; or the first thing that is wrong. */
export async function checkEdit(
  edited: string,
  task: Task,
  unchangedUrls: readonly string[],
): Promise<Checked | string> {
  const urls = [...probeUrls(task.text, task.hosts), ...unchangedUrls];
  const checked = await checkFor(task.dialect, edited, task, urls);
  if (typeof checked === 'string') return checked;
  let { compared } = checked;
  for (const dialect of OTHERS.filter((other) => other !== task.dialect)) {
    const other = await checkFor(dialect, edited, task, urls);
    if (typeof other === 'string') return other;
    compared += other.compared;
  }
  return { proofs: checked.proofs, compared };
}
