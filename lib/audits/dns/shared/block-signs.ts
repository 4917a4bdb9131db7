/**
 * What a filter leaves in its answers. Limits: the addresses of block pages are those that their vendors document; a
 * filter with a page of its own shows as an address that the zone does not give.
 */
import {
  extendedError,
  extendedErrors,
  formatName,
  isSubdomain,
  parseName,
  rrType,
  type Message,
} from '../../../dns/index.js';
import { rangeOf, responsesOf, type Recorded } from './answers.js';

/** RFC 8914 §4.16 to §4.19. */
const blockErrors: ReadonlyMap<number, string> = new Map([
  [extendedError.BLOCKED, 'Blocked'],
  [extendedError.CENSORED, 'Censored'],
  [extendedError.FILTERED, 'Filtered'],
  [extendedError.PROHIBITED, 'Prohibited'],
]);

/** Cisco Umbrella's block pages; FortiGuard's block portal; Palo Alto Networks' sinkhole. */
const blockPages: readonly (readonly [pattern: RegExp, owner: string])[] = [
  [/^146\.112\.\d+\.\d+$/, 'Cisco Umbrella'],
  [/^208\.91\.112\.55$/, 'FortiGuard'],
  [/^198\.135\.184\.22$/, 'Palo Alto Networks'],
];

/** The sign of a filter in what a resolver says of the name; undefined where there is none. */
export function blockSign(
  recorded: Recorded,
  name: string,
  message: Message,
  addresses: readonly string[],
): string | undefined {
  const error = blockErrorFor(recorded, name);
  // dnsmasq 2.90 says Blocked of a rebinding answer too: of that address type and of no other.
  if (error !== undefined && (addresses.length > 0 || error.isForWholeName)) {
    const text = error.text === '' ? '' : `: ${JSON.stringify(error.text)}`;
    return `the resolver says so itself, Extended DNS Error ${error.code} (${blockErrors.get(error.code) ?? ''})${text}`;
  }
  if (addresses.length > 0 && addresses.every((address) => rangeOf(address) === 'unspecified'))
    return `${addresses.join(', ')} is how blocklists answer`;
  for (const [pattern, owner] of blockPages) {
    const page = addresses.find((address) => pattern.test(address));
    if (page !== undefined) return `${page} is a block page of ${owner}`;
  }
  const zone = addresses.length === 0 ? foreignZone(message, name) : undefined;
  return zone === undefined
    ? undefined
    : `the denial comes from ${zone}, a zone that the name is not in: a response policy zone`;
}

/** The first Extended DNS Error of a filter, and whether every answer about the name that could carry one does. */
function blockErrorFor(
  recorded: Recorded,
  name: string,
): { readonly code: number; readonly text: string; readonly isForWholeName: boolean } | undefined {
  const own = responsesOf(recorded).filter(
    ({ name: asked, message }) =>
      asked === `${name}.` && message.edns !== undefined && isAskedByPrograms(message),
  );
  const errors = own.map(({ message }) => extendedErrors(message).find(({ code }) => blockErrors.has(code)));
  const error = errors.find((each) => each !== undefined);
  return error === undefined ? undefined : { ...error, isForWholeName: !errors.includes(undefined) };
}

/** The types that differ between a filter of addresses and one of names; what a validator asks for is let through by both. */
function isAskedByPrograms({ questions }: Message): boolean {
  const [question] = questions;
  return question !== undefined && [rrType.A, rrType.AAAA, rrType.CAA].some((type) => type === question.type);
}

/** The owner of a SOA that denies a name outside its zone, the targets of aliases included. */
function foreignZone(message: Message, name: string): string | undefined {
  const targets = message.answer.filter((record) => record.type === rrType.CNAME).map(({ rdata }) => rdata);
  const names = [parseName(name), ...targets];
  const soa = message.authority.find(
    (record) => record.type === rrType.SOA && !names.some((one) => isSubdomain(one, record.name)),
  );
  return soa === undefined ? undefined : formatName(soa.name);
}
