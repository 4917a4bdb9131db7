/**
 * Names as people write them, turned into what DNS is asked for: A-labels (RFC 5891) by UTS 46, and host names by
 * RFC 1123 §2.1. The table is a package's and not the runtime's: Node 20 and 26 differ in ten thousand characters and in
 * whether a broken `xn--` label is a name, and what is a name here must not depend on who asks.
 */
import { createRequire } from 'node:module';
import type * as Tr46 from 'tr46';

const require = createRequire(import.meta.url);

/** Whether the name needs the table: characters beyond ASCII, or a label that says that it encodes some. */
const isInternational = (domain: string): boolean => /[^\0-\x7f]|(?:^|\.)xn--/i.test(domain);

/** What no name has that is written in more than ASCII: UTS 46 makes blanks, slashes and backslashes of other characters. */
const plainAscii = /^[a-z0-9_*-]+(?:\.[a-z0-9_*-]+)*\.?$/;

/**
 * The domain name in lower case with A-labels, or undefined where UTS 46 (non-transitional, hyphens anywhere) refuses it or
 * it has characters that are no letter, digit, hyphen, underscore or star. Length is not looked at.
 */
export function toAscii(domain: string): string | undefined {
  const ascii = isInternational(domain) ? mapped(domain) : domain.toLowerCase();
  return ascii !== undefined && plainAscii.test(ascii) ? ascii : undefined;
}

/** More than four times the longest name: the mapping only ever shortens so much (1 character, 3 in ASCII). */
const longestDomain = 1_024;

function mapped(domain: string): string | undefined {
  if (domain.length > longestDomain) return undefined;
  // Loaded when first needed: few names are international, and the table takes a quarter of a megabyte.
  const { toASCII } = require('tr46') as typeof Tr46;
  return toASCII(domain, { checkBidi: true, checkJoiners: true }) ?? undefined;
}

/** The name with its A-labels as people read them; those that UTS 46 refuses stay. */
export function toUnicode(domain: string): string {
  if (!isInternational(domain) || domain.length > longestDomain) return domain;
  const table = require('tr46') as typeof Tr46;
  const { domain: shown, error } = table.toUnicode(domain, { checkBidi: true, checkJoiners: true });
  return error ? domain : shown;
}

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The host name as lower-case A-labels without a trailing dot, or undefined where it is none. That is the one form that
 * every client program honours in a bypass list.
 */
export function toHostName(text: string): string | undefined {
  const ascii = toAscii(text)?.replace(/\.$/, '');
  if (ascii === undefined || ascii.length > 253) return undefined;
  const labels = ascii.split('.');
  if (!labels.every((part) => label.test(part))) return undefined;
  // The URL Standard takes a name whose last label is a number for an IPv4 address: "1.2", "0x7f".
  return /^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '') ? undefined : ascii;
}

/** Scheme and user, host, the rest. */
const authority = /^(\s*[a-z][a-z0-9+.-]*:\/\/(?:[^/?#\\@]*@)?)([^/?#\\:@[\]]*)(.*)$/is;

/**
 * The absolute URL, or undefined. Its host, where it is international, is a name by the same table, also for schemes that
 * the URL Standard does not know (`tls:`) and whose hosts it leaves alone.
 */
export function readUrl(text: string): URL | undefined {
  const [, before = '', host = '', after = ''] = authority.exec(text) ?? [];
  const written = percentDecoded(host);
  if (written === undefined) return undefined;
  const isOther = isInternational(written);
  const ascii = isOther ? toAscii(written) : host;
  if (ascii === undefined) return undefined;
  const plain = isOther ? before + ascii + after : text;
  const url = URL.canParse(plain) ? new URL(plain) : undefined;
  // What the pattern above did not see as a host is not taken on another's word.
  return url !== undefined && isInternational(url.hostname) && url.hostname !== ascii ? undefined : url;
}

function percentDecoded(host: string): string | undefined {
  try {
    return decodeURIComponent(host);
  } catch {
    return undefined;
  }
}
