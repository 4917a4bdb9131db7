/**
 * Checks as they cross to the thread that does them and back: one buffer a batch, because a message of many small arrays
 * costs more to copy than the checks' own bytes. Limits: both ends are ours; nothing here comes from outside unmeasured.
 */
import type { Check } from './scheme.js';

/** Algorithm's number in one byte, the lengths of key and signature in two each, of the data in four. */
const headBytes = 9;

export function packChecks(checks: readonly Check[]): Uint8Array<ArrayBuffer> {
  let size = 0;
  for (const { publicKey, signature, data } of checks)
    size += headBytes + publicKey.length + signature.length + data.length;
  const packed = new Uint8Array(size);
  const head = new DataView(packed.buffer);
  let at = 0;
  for (const { number, publicKey, signature, data } of checks) {
    head.setUint8(at, number);
    head.setUint16(at + 1, publicKey.length);
    head.setUint16(at + 3, signature.length);
    head.setUint32(at + 5, data.length);
    at += headBytes;
    for (const part of [publicKey, signature, data]) {
      packed.set(part, at);
      at += part.length;
    }
  }
  return packed;
}

export function unpackChecks(packed: Uint8Array): Check[] {
  const head = new DataView(packed.buffer, packed.byteOffset, packed.length);
  const checks: Check[] = [];
  for (let at = 0; at < packed.length;) {
    const number = head.getUint8(at);
    const keyAt = at + headBytes;
    const signatureAt = keyAt + head.getUint16(at + 1);
    const dataAt = signatureAt + head.getUint16(at + 3);
    at = dataAt + head.getUint32(keyAt - 4);
    checks.push({
      number,
      publicKey: packed.subarray(keyAt, signatureAt),
      signature: packed.subarray(signatureAt, dataAt),
      data: packed.subarray(dataAt, at),
    });
  }
  return checks;
}
