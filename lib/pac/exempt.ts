/**
 * Puts an exemption first in an existing PAC, touching nothing else, and proves that it does what it should: the
 * exempted hosts go directly in every environment, and other URLs are decided as before.
 */
import { ParseError } from '../errors.js';
import { decodeSource, encodeSource } from './decode.js';
import { askAnyWorker } from './pool.js';
import { openPac, type Pac } from './pac.js';
import type { Edit, PatchMethod } from './patch/edit.js';
import { probeEnvironments, probeUrls } from './patch/probes.js';
import { normalHosts } from './patch/snippet.js';
import type { Proof } from './prove/types.js';
import type { DialectName, Limits } from './types.js';

export interface ExemptOptions {
  /** Host names, `*.` names and addresses that must go directly. */
  readonly hosts: readonly string[];
  /** Whose way of running PAC files the proofs follow; default `chromium`. */
  readonly dialect?: DialectName;
  readonly limits?: Partial<Limits>;
  /** Further URLs that must be decided as before. */
  readonly unchangedUrls?: readonly string[];
}

export interface ExemptedPac {
  readonly text: string;
  /** `text` in the source's encoding, byte order mark included. */
  readonly bytes: Uint8Array;
  /** What was done; `unchanged` where the file already had this very exemption. */
  readonly method: PatchMethod;
  readonly hosts: readonly string[];
  /** One for each host: all `always`. */
  readonly proofs: readonly Proof[];
  /** How many decisions of other URLs were compared with the original's, and found the same. */
  readonly compared: number;
}

/** A URL that stands for a host: for `*.name`, some name below it. */
function urlFor(host: string): string {
  if (host.includes(':')) return `https://[${host}]/`;
  return `https://${host.startsWith('*.') ? `staylocal-probe${host.slice(1)}` : host}/`;
}

async function proveExempted(pac: Pac, hosts: readonly string[]): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const host of hosts) proofs.push(await pac.prove(urlFor(host), { hosts: [] }));
  return proofs;
}

/** Compares decisions of both scripts; returns how many, or the first URL on which they differ. */
async function compare(
  before: Pac,
  after: Pac,
  urls: readonly string[],
  text: string,
): Promise<number | string> {
  let compared = 0;
  for (const url of urls) {
    for (const environment of probeEnvironments(text, new URL(url).hostname)) {
      const was = await before.decide(url, environment, { trace: false });
      const is = await after.decide(url, environment, { trace: false });
      if (was.result !== is.result || was.failure?.code !== is.failure?.code) return url;
      compared++;
    }
  }
  return compared;
}

const isExempt = (proof: Proof): boolean => proof.verdict === 'always' && !proof.mayFallBack;

/** See `exemptPac`. */
export async function exempt(source: string | Uint8Array, options: ExemptOptions): Promise<ExemptedPac> {
  const hosts = normalHosts(options.hosts);
  const decoded = decodeSource(source);
  const loadOptions = { dialect: options.dialect ?? 'chromium', limits: options.limits ?? {} };
  const before = await openPac(decoded.text, loadOptions);
  try {
    if (before.problem !== null) {
      const { message, line } = before.problem;
      throw new ParseError(
        'pac-not-patchable',
        `the PAC cannot be loaded: ${message}`,
        line === undefined ? {} : { line },
      );
    }
    let reason = '';
    for (const wrap of [false, true]) {
      const request = { kind: 'edit', text: decoded.text, hosts, wrap } as const;
      const edit = await askAnyWorker<'edit'>(request, before.limits.proofTimeMs);
      const outcome = await check(
        before,
        edit,
        hosts,
        decoded.text,
        loadOptions,
        options.unchangedUrls ?? [],
      );
      if (typeof outcome !== 'string') {
        const text = (decoded.bom && typeof source === 'string' ? '\uFEFF' : '') + edit.text;
        return { text, bytes: encodeSource(edit.text, decoded), method: edit.method, hosts, ...outcome };
      }
      reason = outcome;
      if (edit.method === 'wrapped') break;
    }
    throw new ParseError('pac-not-patchable', reason);
  } finally {
    await before.close();
  }
}

async function check(
  before: Pac,
  edit: Edit,
  hosts: readonly string[],
  text: string,
  loadOptions: { dialect: DialectName; limits: Partial<Limits> },
  unchangedUrls: readonly string[],
): Promise<{ proofs: Proof[]; compared: number } | string> {
  const after = await openPac(edit.text, loadOptions);
  try {
    if (after.problem !== null) return `the patched PAC does not load: ${after.problem.message}`;
    const proofs = await proveExempted(after, hosts);
    const failed = proofs.find((proof) => !isExempt(proof));
    if (failed !== undefined) {
      const why = failed.obstacles[0]?.reason ?? failed.counterexamples[0]?.words ?? failed.verdict;
      return `the exemption could not be proven for ${failed.url}: ${why}`;
    }
    const compared = await compare(before, after, [...probeUrls(text, hosts), ...unchangedUrls], text);
    if (typeof compared === 'string') return `the patched PAC decides ${compared} differently`;
    return { proofs, compared };
  } finally {
    await after.close();
  }
}
