/** Takes a key, in every form that the scanner knows, out of text that is about to be shown: a file can be named after it. */
import type { Needle } from './needles.js';

/** The same for every secret, so that it tells nothing of its length or characters. */
export const mask = '********';

/** Anything that has the shape of a JSON Web Token goes as well. */
export function redact(text: string, needles: readonly Needle[]): string {
  const withoutKey = needles.reduce((rest, { text: needle }) => rest.replaceAll(needle, mask), text);
  return withoutKey.replace(/eyJ[\w-]{5,8192}\.[\w-]{2,65536}(?:\.[\w-]{0,8192})?/g, mask);
}
