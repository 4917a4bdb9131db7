/**
 * Puts an exemption first in an existing PAC, touching nothing else, and proves that it does what it should: the
 * exempted hosts go directly in every environment, and other URLs are decided as before.
 */
import { ParseError } from '../../errors.js';
import { decodeSource, encodeSource, type DecodedSource } from '../syntax/decode.js';
import { checkDialect, DIALECTS } from '../dialect/dialects.js';
import { askAnyWorker } from '../sandbox/worker-pool.js';
import { openPac, type Pac } from '../pac.js';
import { checkEdit } from './patch/check.js';
import type { PatchMethod } from './patch/edit.js';
import { normalHosts } from './patch/hosts.js';
import type { Proof } from '../prove/types.js';
import type { DialectName, Limits } from '../types.js';

/** Whom to exempt, and what must stay as it was. */
export interface ExemptOptions {
  /** Host names, `*.` names and addresses that must go directly. */
  readonly hosts: readonly string[];
  /**
   * Whose way of running PAC files the proofs follow; default `chromium`, and `winhttp` for a file that has
   * FindProxyForURLEx alone.
   */
  readonly dialect?: DialectName;
  readonly limits?: Partial<Limits>;
  /** Further URLs that must be decided as before. */
  readonly unchangedUrls?: readonly string[];
}

/**
 * The script with the exemption in it, proven. Where that cannot be proven there is none of these and an error is
 * thrown.
 */
export interface ExemptedPac {
  readonly text: string;
  /** `text` in the source's encoding, byte order mark included. */
  readonly bytes: Uint8Array;
  /** What was done; `unchanged` where the file already had this very exemption. */
  readonly method: PatchMethod;
  readonly hosts: readonly string[];
  /** One for each host: all `always`, their variants too. */
  readonly proofs: readonly Proof[];
  /** How many decisions of other URLs were compared with the original's, and found the same. */
  readonly compared: number;
}

/** The file loaded as asked for; one that has FindProxyForURLEx alone, as the one client that asks it. */
async function openFor(text: string, { dialect, limits = {} }: ExemptOptions): Promise<Pac> {
  const pac = await openPac(text, { dialect: dialect ?? 'chromium', limits });
  if (dialect !== undefined || pac.problem?.code !== 'no-entry-point') return pac;
  const ex = await openPac(text, { dialect: 'winhttp', limits });
  const [chosen, other] = ex.problem === null ? [ex, pac] : [pac, ex];
  await other.close();
  return chosen;
}

/** Bytes that reading and writing would change elsewhere (text that is not valid in its encoding). */
function checkEncoding(source: string | Uint8Array, decoded: DecodedSource): void {
  if (typeof source === 'string') return;
  const written = encodeSource(decoded.text, decoded);
  const offset = written.findIndex((byte, index) => byte !== source[index]);
  if (offset === -1 && written.length === source.length) return;
  const at = offset === -1 ? written.length : offset;
  const message = `the PAC is not valid ${decoded.encoding} at byte ${at}: it could not be written back unchanged`;
  throw new ParseError('pac-not-patchable', message, { offset: at });
}

/** See `exemptPac`. */
export async function exempt(source: string | Uint8Array, options: ExemptOptions): Promise<ExemptedPac> {
  const hosts = normalHosts(options.hosts);
  const badUrl = options.unchangedUrls?.find((url) => !URL.canParse(url));
  if (badUrl !== undefined) throw new ParseError('bad-url', `not a URL: ${JSON.stringify(badUrl)}`);
  const { dialect = 'chromium' } = options;
  checkDialect(dialect);
  const decoded = decodeSource(source, DIALECTS[dialect].readsUtf16);
  checkEncoding(source, decoded);
  const before = await openFor(decoded.text, options);
  await before.close();
  if (before.problem !== null) {
    const { message, line, column } = before.problem;
    const where = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
    throw new ParseError('pac-not-patchable', `the PAC cannot be loaded: ${message}`, where);
  }
  const task = { text: decoded.text, hosts, dialect: before.dialect, limits: options.limits ?? {} };
  let reason = '';
  for (const wrap of [false, true]) {
    const request = { kind: 'edit', text: decoded.text, hosts, wrap } as const;
    const edit = await askAnyWorker<'edit'>(request, before.limits.proofTimeMs);
    const outcome = await checkEdit(edit.text, task, options.unchangedUrls ?? []);
    if (typeof outcome !== 'string') {
      const text = (decoded.bom && typeof source === 'string' ? '\uFEFF' : '') + edit.text;
      return { text, bytes: encodeSource(edit.text, decoded), method: edit.method, hosts, ...outcome };
    }
    reason = outcome;
    if (edit.method === 'wrapped') break;
  }
  throw new ParseError('pac-not-patchable', reason);
}
