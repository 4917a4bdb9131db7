/**
 * Address literals inside the virtual machine. The source of `installAddresses` runs there and names nothing outside
 * itself.
 */

export interface Addresses {
  /** Digits of a dotted quad; `''` for anything else. */
  v4Digits(text: string): string;
  /** Digits of either family; `''` for anything else. */
  addressDigits(text: string): string;
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

  return { v4Digits, addressDigits };
}
