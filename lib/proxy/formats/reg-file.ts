/**
 * Parser of registration files (`.reg`): "Windows Registry Editor Version 5.00" and REGEDIT4. Strings, dwords,
 * `hex(n):` with line continuations, deletions. Values it cannot read are errors that name the line.
 */
import { unreadable } from './reader.js';
import { splitKey, type RegistryValue } from './registry-values.js';
import type { Source } from '../text.js';

const MAX_VALUES = 200_000;

interface Logical {
  readonly text: string;
  readonly line: number;
}

/** Joins `hex:` lines that end with a backslash. */
function* logicalLines(source: Source): Generator<Logical> {
  let parts: string[] = [];
  let start = 0;
  for (const [index, raw] of source.lines.entries()) {
    if (parts.length === 0) start = index + 1;
    else if (raw.trim() === '') break;
    const continued = /^(?:\s*|.*[,:]\s*)\\\s*$|^.*[0-9a-fA-F]{2},\\\s*$/.test(raw);
    parts.push(parts.length === 0 ? raw : raw.trim());
    if (continued) {
      parts[parts.length - 1] = (parts[parts.length - 1] ?? '').replace(/\\\s*$/, '');
      continue;
    }
    yield { text: parts.join(''), line: start };
    parts = [];
  }
  if (parts.length > 0)
    throw unreadable(source, 'truncated', 'the file ends inside a value that was to continue.', start);
}

/** Throws `ParseError`: `not-a-reg-file`, `bad-registry-key`, `bad-registry-value`, `truncated`, `too-many-entries`. */
export function parseRegFile(source: Source): RegistryValue[] {
  const values: RegistryValue[] = [];
  let key: { hive: string; path: string } | undefined;
  let header = false;
  for (const { text, line } of logicalLines(source)) {
    const trimmed = text.trim();
    if (trimmed === '' || trimmed.startsWith(';')) continue;
    if (!header) {
      if (!/^(Windows Registry Editor Version 5\.00|REGEDIT4)$/.test(trimmed)) {
        throw unreadable(
          source,
          'not-a-reg-file',
          'the first line is not that of a registration file.',
          line,
        );
      }
      header = true;
    } else if (trimmed.startsWith('[')) {
      if (!trimmed.endsWith(']'))
        throw unreadable(source, 'bad-registry-key', 'the key has no closing bracket.', line);
      // "[-HKEY…]" deletes the key: it sets nothing.
      key = trimmed.startsWith('[-') ? undefined : splitKey(trimmed.slice(1, -1));
    } else if (key !== undefined) {
      const value = parseValue(source, trimmed, line);
      if (value !== undefined) values.push({ ...key, ...value, line });
      if (values.length > MAX_VALUES)
        throw unreadable(source, 'too-many-entries', `more than ${MAX_VALUES} values.`, line);
    }
  }
  return values;
}

function parseValue(
  source: Source,
  text: string,
  line: number,
): Pick<RegistryValue, 'name' | 'data'> | undefined {
  const found = /^(?:@|"((?:[^"\\]|\\.)*)")\s*=\s*(.*)$/.exec(text);
  if (found === null) throw unreadable(source, 'bad-registry-value', 'neither a key nor a value.', line);
  const name = unescape(found[1] ?? '');
  const right = found[2] ?? '';
  if (right === '-') return undefined;
  const string = /^"((?:[^"\\]|\\.)*)"\s*(?:;.*)?$/.exec(right);
  if (string !== null) return { name, data: unescape(string[1] ?? '') };
  const dword = /^dword:([0-9a-fA-F]{1,8})\s*(?:;.*)?$/i.exec(right);
  if (dword !== null) return { name, data: Number.parseInt(dword[1] ?? '0', 16) };
  const hex = /^hex(?:\(([0-9a-fA-F]+)\))?:([0-9a-fA-F,\s]*)(?:;.*)?$/i.exec(right);
  if (hex === null)
    throw unreadable(source, 'bad-registry-value', `the value of "${name}" is of no known type.`, line);
  const bytes = hexBytes(hex[2] ?? '');
  if (bytes === undefined)
    throw unreadable(
      source,
      'bad-registry-value',
      `the value of "${name}" is not a list of hexadecimal bytes.`,
      line,
    );
  return { name, data: typed(hex[1], bytes) };
}

function hexBytes(text: string): Uint8Array | undefined {
  const parts = text.replace(/\s/g, '').replace(/,$/, '').split(',');
  if (parts.length === 1 && parts[0] === '') return new Uint8Array();
  return parts.every((part) => /^[0-9a-fA-F]{2}$/.test(part))
    ? Uint8Array.from(parts, (part) => Number.parseInt(part, 16))
    : undefined;
}

/** REG_SZ (1), REG_EXPAND_SZ (2) and REG_MULTI_SZ (7) are UTF-16LE with zero terminators; REG_DWORD is 4. */
function typed(kind: string | undefined, bytes: Uint8Array): string | number | Uint8Array {
  if (kind === '1' || kind === '2' || kind === '7') {
    const text = new TextDecoder('utf-16le').decode(bytes);
    return kind === '7' ? text.replace(/\0+$/, '').replaceAll('\0', '\n') : text.replace(/\0.*$/s, '');
  }
  if (kind === '4' && bytes.length === 4) return new DataView(bytes.buffer).getUint32(0, true);
  return bytes;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
