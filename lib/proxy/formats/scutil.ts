/**
 * Output of `scutil --proxy` on macOS: one dictionary, arrays with numbered items.
 */
import { macProxies } from './macos-settings.js';
import { pairOf } from './lines.js';
import type { PlistValue } from './plist.js';
import { unreadable, type FormatReader } from './reader.js';
import type { Source } from '../text.js';

export const scutil: FormatReader = {
  id: 'scutil',
  title: 'macOS scutil --proxy',
  store: 'macos',
  source: 'scutil(8)',
  names: /scutil/i,
  signatures: [/<dictionary>\s*\{/],
  read: (source) => [macProxies(source, 'scutil', 'in force', false, parse(source))],
};

/** What is nested (`__SCOPED__`: the proxies of single interfaces) holds for requests bound to them alone, and is not kept. */
function parse(source: Source): Map<string, PlistValue> {
  const proxies = new Map<string, PlistValue>();
  const open: ('dictionary' | 'array')[] = [];
  let list: PlistValue[] = [];
  for (const [index, text] of source.lines.entries()) {
    const line = index + 1;
    const found = pairOf(text, ':');
    const opened = /^(?:.*: )?<(dictionary|array)> \{$/.exec(text.trim())?.[1];
    const atTop = open.length === 1 && found !== undefined;
    if (opened !== undefined) {
      if (atTop && opened === 'array') {
        list = [];
        proxies.set(found.key, { value: list, line });
      }
      if (open.length > 0 || opened === 'dictionary') open.push(opened === 'array' ? 'array' : 'dictionary');
    } else if (text.trim() === '}') open.pop();
    else if (atTop)
      proxies.set(found.key, { value: /^\d+$/.test(found.value) ? Number(found.value) : found.value, line });
    else if (open.length === 2 && open[1] === 'array' && found !== undefined)
      list.push({ value: found.value, line });
  }
  if (open.length > 0)
    throw unreadable(
      source,
      'truncated',
      'the dictionary is not closed: the output was cut.',
      source.lines.length,
    );
  return proxies;
}
