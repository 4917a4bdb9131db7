/**
 * Host names as a profile may hold them: RFC 1123 §2.1 letters, digits and hyphens, international names turned
 * into A-labels (RFC 5891) by Node's own UTS 46 table. The one form that every client program honours in a
 * bypass list is the exact lower-case name, so that is what comes out.
 */
import { domainToASCII } from 'node:url';

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The name as lower-case A-labels without a trailing dot, or undefined where it is no host name. */
export function toHostName(text: string): string | undefined {
  // domainToASCII also reads "1.2" or "0x7f" as an IPv4 address and drops tabs; neither is a name.
  if (/[^\p{L}\p{M}\p{N}.\-\u3002\uff0e\uff61]/u.test(text)) return undefined;
  const ascii = domainToASCII(text).replace(/\.$/, '');
  const labels = ascii.split('.');
  if (ascii.length === 0 || ascii.length > 253 || !labels.every((part) => label.test(part))) return undefined;
  return /^\d+$/.test(labels.at(-1) ?? '') ? undefined : ascii;
}
