/**
 * Address ranges as `address/length`, for the grammars that read them strictly.
 */
import { parseAddress, samePrefix, type AddressBytes } from '../address.js';

/** An address, or a range; undefined for other text. The length is decimal and within the family's bits. */
export function parseNetwork(text: string): { address: AddressBytes; bits: number } | undefined {
  const [head = '', length, ...more] = text.split('/');
  const address = more.length > 0 ? undefined : parseAddress(head);
  if (address === undefined) return undefined;
  if (length === undefined) return { address, bits: address.length * 8 };
  const bits = /^[0-9]{1,3}$/.test(length) ? Number(length) : -1;
  return bits >= 0 && bits <= address.length * 8 ? { address, bits } : undefined;
}

/** Whether the text is an address or range that holds the address; families do not mix. */
export function inNetwork(address: AddressBytes, text: string): boolean {
  const network = parseNetwork(text);
  return network !== undefined && samePrefix(address, network.address, network.bits);
}
