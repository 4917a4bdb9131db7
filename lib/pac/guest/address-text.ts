/**
 * Address literals, for the builtins that read them as text.
 */

/** The low `width` hexadecimal digits of a number. */
function hexadecimal(value: number, width: number): string {
  return ('0000' + value.toString(16)).slice(-width);
}

/** The eight digits of a dotted quad; `''` for anything else. */
export function v4Digits(text: string): string {
  const parts = text.split('.');
  if (parts.length !== 4) return '';
  let digits = '';
  for (let i = 0; i < 4; i++) {
    const part = parts[i] as string;
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return '';
    digits += hexadecimal(Number(part), 2);
  }
  return digits;
}

/** The digits of the groups in one half of an IPv6 address, the last of which may be a dotted quad; `null` for others. */
function groupDigits(half: string): string | null {
  if (half === '') return '';
  let digits = '';
  const parts = half.split(':');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (part.indexOf('.') !== -1) {
      const tail = i === parts.length - 1 ? v4Digits(part) : '';
      if (tail === '') return null;
      digits += tail;
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) digits += hexadecimal(parseInt(part, 16), 4);
    else return null;
  }
  return digits;
}

/** The digits of an address, 8 for IPv4 and 32 for IPv6; `''` for anything else. */
export function addressDigits(text: string): string {
  if (text.indexOf(':') === -1) return v4Digits(text);
  const halves = text.split('::');
  if (halves.length > 2 || !/^[0-9a-f:.]+$/i.test(text)) return '';
  // A dotted quad ends an address; it does not stand before `::`.
  if (halves.length === 2 && (halves[0] as string).indexOf('.') !== -1) return '';
  const head = groupDigits(halves[0] as string);
  const tail = halves.length === 2 ? groupDigits(halves[1] as string) : '';
  if (head === null || tail === null) return '';
  const missing = 32 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 4) return '';
  return head + '00000000000000000000000000000000'.slice(0, missing) + tail;
}

/** Where the longest run of zero groups is, the first of equals; no single group counts (RFC 5952, section 4.2). */
function zeroRun(groups: readonly number[]): { from: number; length: number } {
  let from = -1;
  let length = 1;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > length) {
      from = start;
      length = end - start;
    }
  }
  return { from, length };
}

/** The digits of an IPv6 address as text; `dotted`: as inet_ntop writes those that hold an IPv4 address. */
export function v6Text(digits: string, dotted: boolean): string {
  const groups: number[] = [];
  for (let i = 0; i < 32; i += 4) groups.push(parseInt(digits.slice(i, i + 4), 16));
  const zeros = zeroRun(groups);
  const holdsV4 = zeros.from === 0 && (zeros.length === 6 || (zeros.length === 5 && groups[5] === 0xffff));
  const last = dotted && holdsV4 ? 6 : 8;
  const parts: string[] = [];
  for (let i = 0; i < last; i++) parts.push((groups[i] as number).toString(16));
  if (last === 6) {
    const octets: number[] = [];
    for (let i = 24; i < 32; i += 2) octets.push(parseInt(digits.slice(i, i + 2), 16));
    parts.push(octets.join('.'));
  }
  if (zeros.from === -1) return parts.join(':');
  return parts.slice(0, zeros.from).join(':') + '::' + parts.slice(zeros.from + zeros.length).join(':');
}

/** An address of either family in the one way of writing it; `null` for what is none. */
export function addressLiteral(text: string, dotted: boolean): string | null {
  const digits = addressDigits(text);
  if (digits === '') return null;
  return digits.length === 32 ? v6Text(digits, dotted) : text;
}
