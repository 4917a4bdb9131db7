/**
 * Address literals inside the virtual machine. The source of `installAddresses` runs there and names nothing outside
 * itself.
 */

export interface Addresses {
  /** Digits of a dotted quad; `''` for anything else. */
  v4Digits(text: string): string;
  /** Digits of either family; `''` for anything else. */
  addressDigits(text: string): string;
  /** The digits of an IPv6 address as text; `dotted`: as inet_ntop writes those that hold an IPv4 address. */
  v6Text(digits: string, dotted: boolean): string;
}

export function installAddresses(): Addresses {
  /** Address literal → hexadecimal digits, 8 for IPv4 and 32 for IPv6; `''` for anything else. */
  const hex = (value: number, width: number): string => {
    let text = '';
    for (let i = width - 1; i >= 0; i--) text += '0123456789abcdef'[(value >>> (4 * i)) & 15] ?? '';
    return text;
  };
  const v4Digits = (text: string): string => {
    const parts = text.split('.');
    if (parts.length !== 4) return '';
    let digits = '';
    for (const part of parts) {
      if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return '';
      digits += hex(Number(part), 2);
    }
    return digits;
  };
  const addressDigits = (text: string): string => {
    if (text.indexOf(':') === -1) return v4Digits(text);
    const halves = text.split('::');
    if (halves.length > 2 || !/^[0-9a-f:.]+$/i.test(text)) return '';
    const groups = (half: string): string | null => {
      if (half === '') return '';
      let digits = '';
      const parts = half.split(':');
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i] ?? '';
        if (part.indexOf('.') !== -1) {
          const tail = i === parts.length - 1 ? v4Digits(part) : '';
          if (tail === '') return null;
          digits += tail;
        } else if (/^[0-9a-f]{1,4}$/i.test(part)) digits += hex(parseInt(part, 16), 4);
        else return null;
      }
      return digits;
    };
    const head = groups(halves[0] ?? '');
    const tail = halves.length === 2 ? groups(halves[1] ?? '') : '';
    if (head === null || tail === null) return '';
    const missing = 32 - head.length - tail.length;
    if (halves.length === 1 ? missing !== 0 : missing < 4) return '';
    return head + '0'.repeat(missing) + tail;
  };

  const v6Text = (digits: string, dotted: boolean): string => {
    const groups: number[] = [];
    for (let i = 0; i < 32; i += 4) groups[i / 4] = parseInt(digits.slice(i, i + 4), 16);
    // The longest run of zero groups, the first of equals, and no single group (RFC 5952, section 4.2).
    let [from, length] = [-1, 1];
    for (let start = 0; start < 8; start++) {
      let end = start;
      while (end < 8 && groups[end] === 0) end++;
      if (end - start > length) [from, length] = [start, end - start];
    }
    const holdsV4 = from === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
    const last = dotted && holdsV4 ? 6 : 8;
    let text = '';
    for (let i = 0; i < last; i++) {
      if (i === from) {
        text += '::';
        i += length - 1;
      } else text += (text === '' || text.endsWith(':') ? '' : ':') + (groups[i] ?? 0).toString(16);
    }
    if (last === 8) return text;
    if (!text.endsWith(':')) text += ':';
    for (let i = 24; i < 32; i += 2)
      text += (i === 24 ? '' : '.') + String(parseInt(digits.slice(i, i + 2), 16));
    return text;
  };

  return { v4Digits, addressDigits, v6Text };
}
