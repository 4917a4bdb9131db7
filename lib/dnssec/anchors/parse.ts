/**
 * Reads trust anchors: DS and DNSKEY lines (Unbound's and BIND's `root.key`, `dsset-` files, zone files), BIND's
 * `trust-anchors { … }` statements, and IANA's `root-anchors.xml` (RFC 9718). Limits: one record a line save in BIND
 * statements; text up to 1 MiB.
 */
import { createRequire } from 'node:module';
import type * as FastXmlParser from 'fast-xml-parser';
import { rrType } from '../../dns/codes.js';
import { parseName } from '../../dns/name.js';
import { parseRdata, parseRecord } from '../../dns/rdata-parse.js';
import { ParseError } from '../../errors.js';
import { dsAnchor, type TrustAnchor } from './anchor.js';
import { isRevoked, readDnskey } from '../records/dnskey.js';

const longestText = 1_048_576;

const require = createRequire(import.meta.url);

/** A record that says of itself that it is no anchor: not yet, or not any more. */
interface LeftOut {
  readonly leftOut: string;
}

type Candidate = TrustAnchor | LeftOut;

/**
 * The anchors in `text` that may be trusted at the moment `at`, at least one: within their validity (RFC 9718 §2.3), in the
 * states VALID or MISSING where Unbound keeps them (RFC 5011 §4.2), not revoked. Throws `ParseError` with line and column
 * for anything else than anchors, comments and blank lines, and where none is left (`no-anchors`).
 */
export function parseAnchors(text: string, at: Date): TrustAnchor[] {
  if (text.length > longestText) throw new ParseError('too-long', 'Trust anchors take less than 1 MiB');
  const trimmed = text.trimStart();
  const candidates = trimmed.startsWith('<')
    ? fromXml(text, at)
    : /^\s*(trust-anchors|trusted-keys|managed-keys)\s*\{/m.test(text)
      ? fromBind(text)
      : fromLines(text);
  const anchors = candidates.flatMap((candidate) => ('leftOut' in candidate ? [] : [candidate]));
  const leftOut = candidates.flatMap((candidate) => ('leftOut' in candidate ? [candidate.leftOut] : []));
  if (anchors.length > 0) return anchors;
  throw new ParseError(
    'no-anchors',
    leftOut.length === 0
      ? 'No trust anchor is in the text: write DS or DNSKEY records'
      : `No trust anchor in the text counts: ${leftOut.slice(0, 5).join('; ')}`,
  );
}

function anchorOf(line: string): Candidate {
  const { name, type, rdata } = parseRecord(line);
  if (type !== rrType.DS && type !== rrType.DNSKEY)
    throw new ParseError('bad-anchor', 'a trust anchor is a DS or a DNSKEY record');
  // Four bytes of numbers, then the digest or key: without one it would be an anchor that nothing ever fits.
  if (rdata.length <= 4) throw new ParseError('bad-anchor', 'the record ends before its digest or key');
  if (type === rrType.DS) return dsAnchor(name, rdata);
  const key = readDnskey(rdata);
  return isRevoked(key)
    ? { leftOut: `key ${key.keyTag} is revoked (RFC 5011 §2.1)` }
    : { zone: name, kind: 'dnskey', key };
}

const isUnclosed = (line: string): boolean => /\([^)]*$/.test(line);

function fromLines(text: string): Candidate[] {
  const anchors: Candidate[] = [];
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const first = index;
    let line = withoutComment(lines[index] ?? '');
    // Parentheses let one record run over several lines (RFC 1035 §5.1).
    while (isUnclosed(line) && index < lines.length) line += ` ${withoutComment(lines[(index += 1)] ?? '')}`;
    if (line.trim() === '') continue;
    const anchor = located(first + 1, () => {
      if (isUnclosed(line)) throw new ParseError('bad-anchor', 'a parenthesis is not closed');
      return anchorOf(line);
    });
    anchors.push(untrusted(lines.slice(first, index + 1).join(' '), first + 1) ?? anchor);
  }
  return anchors;
}

/** Unbound's `;;state=1 [ ADDPEND ]` after a key that it keeps by RFC 5011: only what it trusts itself counts. */
const trustedStates: ReadonlySet<string> = new Set(['2', '3']);

function untrusted(line: string, number: number): LeftOut | undefined {
  const [, state, name = ''] = /;;\s*state=(\d+)(?:\s*\[\s*(\w+)\s*\])?/.exec(line) ?? [];
  if (state === undefined || trustedStates.has(state)) return undefined;
  return { leftOut: `line ${number} is in the state ${name === '' ? state : name} (RFC 5011 §4.2)` };
}

function withoutComment(line: string): string {
  return line.replace(/(^\s*(#|\/\/)|;)[^]*/, '');
}

/** `. initial-key 257 3 8 "AwEA…";` and its kin: static-key, initial-ds, static-ds; trusted-keys has no keyword. */
function fromBind(text: string): Candidate[] {
  const plain = text.replace(/\/\*[^]*?\*\/|(^|\s)(\/\/|#)[^\n]*/g, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
  const statement =
    /"?([^\s"{};]+)"?\s+(?:(static-key|initial-key|static-ds|initial-ds)\s+)?(\d+)\s+(\d+)\s+(\d+)\s+"([^"]*)"\s*;/g;
  return [...plain.matchAll(statement)].map((match) => {
    const [, owner = '', keyword = 'static-key', first = '', second = '', third = '', data = ''] = match;
    const line = plain.slice(0, match.index).split('\n').length;
    const type = keyword.endsWith('-ds') ? 'DS' : 'DNSKEY';
    return located(line, () => anchorOf(`${owner} ${type} ${first} ${second} ${third} ${data}`));
  });
}

interface XmlDigest {
  readonly KeyTag?: string;
  readonly Algorithm?: string;
  readonly DigestType?: string;
  readonly Digest?: string;
  readonly '@validFrom'?: string;
  readonly '@validUntil'?: string;
}

function fromXml(text: string, at: Date): Candidate[] {
  // Loaded when first needed: that takes longer than a validation does.
  const { XMLParser } = require('fast-xml-parser') as typeof FastXmlParser;
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    processEntities: false,
    isArray: (name) => name === 'KeyDigest',
  });
  const root = readXml(parser, text).TrustAnchor;
  const zone = root?.Zone;
  if (typeof zone !== 'string' || root?.KeyDigest === undefined)
    throw new ParseError(
      'bad-xml',
      'Trust anchors: the XML has no TrustAnchor with Zone and KeyDigest (RFC 9718 §2.1)',
    );
  return root.KeyDigest.map((digest) => {
    const fields = [digest.KeyTag, digest.Algorithm, digest.DigestType, digest.Digest];
    const rdata = parseRdata(rrType.DS, fields.map((part) => part ?? '?').join(' '));
    return outOfForce(digest, at) ?? dsAnchor(parseName(zone), rdata);
  });
}

interface XmlDocument {
  readonly TrustAnchor?: { readonly Zone?: string; readonly KeyDigest?: readonly XmlDigest[] };
}

function readXml(parser: FastXmlParser.XMLParser, text: string): XmlDocument {
  try {
    return parser.parse(text) as XmlDocument;
  } catch (cause) {
    throw new ParseError('bad-xml', 'Trust anchors: the XML cannot be read', { cause });
  }
}

/** An anchor outside its validity is none (RFC 9718 §2.3). */
function outOfForce(digest: XmlDigest, at: Date): LeftOut | undefined {
  const key = `key ${digest.KeyTag ?? '?'}`;
  const from = momentOf(digest, '@validFrom');
  const until = momentOf(digest, '@validUntil');
  if (from !== undefined && from > at.getTime())
    return { leftOut: `${key} is valid from ${new Date(from).toISOString()} on` };
  return until !== undefined && until <= at.getTime()
    ? { leftOut: `${key} was valid until ${new Date(until).toISOString()}` }
    : undefined;
}

const dateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/;

/** An XML Schema dateTime; what cannot be read must not count as "for ever". */
function momentOf(digest: XmlDigest, attribute: '@validFrom' | '@validUntil'): number | undefined {
  const text = digest[attribute];
  if (text === undefined) return undefined;
  // Without a zone it is taken for UTC, which does not change with the machine.
  const [, time, zone = 'Z'] = dateTime.exec(text) ?? [];
  const moment = Date.parse(`${time ?? ''}${zone}`);
  if (!Number.isNaN(moment)) return moment;
  throw new ParseError('bad-xml', `Trust anchors: ${attribute.slice(1)} "${text}" is no date and time`);
}

function located<Result>(line: number, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ParseError(error.code, `Trust anchors, line ${line}: ${error.message}`, { line, cause: error });
  }
}
