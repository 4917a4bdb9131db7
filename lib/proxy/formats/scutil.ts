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

function parse(source: Source): Map<string, PlistValue> {
  const proxies = new Map<string, PlistValue>();
  let list: PlistValue[] | undefined;
  let depth = 0;
  for (const [index, text] of source.lines.entries()) {
    const line = index + 1;
    const found = pairOf(text, ':');
    if (text.trim() === '<dictionary> {') depth += 1;
    else if (text.trim() === '}') {
      if (list === undefined) depth -= 1;
      list = undefined;
    } else if (found !== undefined && depth > 0) {
      const { key, value } = found;
      if (value === '<array> {') {
        list = [];
        proxies.set(key, { value: list, line });
      } else if (/^<dictionary> \{$/.test(value)) depth += 1;
      else if (list !== undefined) list.push({ value, line });
      else if (depth === 1) proxies.set(key, { value: /^\d+$/.test(value) ? Number(value) : value, line });
    }
  }
  if (depth > 0)
    throw unreadable(
      source,
      'truncated',
      'the dictionary is not closed: the output was cut.',
      source.lines.length,
    );
  return proxies;
}
