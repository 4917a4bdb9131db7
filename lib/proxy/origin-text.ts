/** Where a value stands, in words. */
import type { Origin } from './types.js';

/** `proxy.reg:7 ProxyOverride`; without a number where the source has no lines. */
export function originText({ file, line, key }: Origin): string {
  return `${file}${line === null ? '' : `:${line}`} ${key}`;
}
