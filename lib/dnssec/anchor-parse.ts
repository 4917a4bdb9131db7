/**
 * Reads trust anchors: DS and DNSKEY lines (Unbound's and BIND's `root.key`, `dsset-` files, zone files), BIND's
 * `trust-anchors { … }` statements, and IANA's `root-anchors.xml` (RFC 9718). Limits: one record a line save in BIND
 * statements; text up to 1 MiB.
 */
import { createRequire } from 'node:module';
import type * as FastXmlParser from 'fast-xml-parser';
import { rrType } from '../dns/codes.js';
import { parseName } from '../dns/name.js';
import { parseRdata, parseRecord } from '../dns/rdata-parse.js';
import { ParseError } from '../errors.js';
import { dnskeyAnchor, dsAnchor, type TrustAnchor } from './anchor.js';

const longestText = 1_048_576;

const require = createRequire(import.meta.url);

/**
 * The anchors in `text`, at least one. `at` leaves out those of `root-anchors.xml` whose validity has ended by then or
 * not begun. Throws `ParseError` with line and column for anything else than anchors, comments and blank lines.
 */
export function parseAnchors(text: string, options: { readonly at?: Date } = {}): TrustAnchor[] {
  if (text.length > longestText) throw new ParseError('too-long', 'Trust anchors take less than 1 MiB');
  const trimmed = text.trimStart();
  const anchors = trimmed.startsWith('<')
    ? fromXml(text, options.at)
    : /^\s*(trust-anchors|trusted-keys|managed-keys)\s*\{/m.test(text)
      ? fromBind(text)
      : fromLines(text);
  if (anchors.length === 0)
    throw new ParseError('no-anchors', 'No trust anchor is in the text: write DS or DNSKEY records');
  return anchors;
}

function anchorOf(line: string): TrustAnchor {
  const { name, type, rdata } = parseRecord(line);
  if (type === rrType.DS) return dsAnchor(name, rdata);
  if (type === rrType.DNSKEY) return dnskeyAnchor(name, rdata);
  throw new ParseError('bad-anchor', 'a trust anchor is a DS or a DNSKEY record');
}

function fromLines(text: string): TrustAnchor[] {
  const anchors: TrustAnchor[] = [];
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const first = index;
    let line = withoutComment(lines[index] ?? '');
    // Parentheses let one record run over several lines (RFC 1035 §5.1).
    while (/\([^)]*$/.test(line) && index + 1 < lines.length)
      line += ` ${withoutComment(lines[(index += 1)] ?? '')}`;
    if (line.trim() !== '') anchors.push(located(first + 1, () => anchorOf(line)));
  }
  return anchors;
}

function withoutComment(line: string): string {
  return line.replace(/(^\s*(#|\/\/)|;).*$/, '');
}

/** `. initial-key 257 3 8 "AwEA…";` and its kin: static-key, initial-ds, static-ds; trusted-keys has no keyword. */
function fromBind(text: string): TrustAnchor[] {
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

function fromXml(text: string, at: Date | undefined): TrustAnchor[] {
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
  return root.KeyDigest.filter((digest) => inForce(digest, at)).map((digest) =>
    dsAnchor(
      parseName(zone),
      parseRdata(
        rrType.DS,
        [digest.KeyTag, digest.Algorithm, digest.DigestType, digest.Digest]
          .map((part) => part ?? '?')
          .join(' '),
      ),
    ),
  );
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

function inForce(digest: XmlDigest, at: Date | undefined): boolean {
  if (at === undefined) return true;
  const from = Date.parse(digest['@validFrom'] ?? '');
  const until = Date.parse(digest['@validUntil'] ?? '');
  return !(from > at.getTime()) && !(until <= at.getTime());
}

function located<Result>(line: number, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ParseError(error.code, `Trust anchors, line ${line}: ${error.message}`, { line, cause: error });
  }
}
