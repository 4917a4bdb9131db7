/**
 * One filter per language that an artefact can be written in. Each takes a scalar and gives text that stands for
 * exactly that value where the language expects it; a value that the language cannot hold throws. No control
 * character passes any of them, so no value can begin a line of its own.
 */
import { GenerateError } from './error.js';

export interface EscapeFilter {
  readonly id: string;
  readonly description: string;
  /** Between the elements of a list, for languages in which each stands quoted. Without it a list throws. */
  readonly separator?: string;
  readonly escape: (text: string) => string;
}

/** Controls, format characters (bidirectional marks, BOM), line and paragraph ends, lone surrogates. */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What no filter lets through. */
export function holdsControl(text: string): boolean {
  return forbidden.test(text);
}

function refuse(text: string, language: string): never {
  throw new GenerateError('not-writable', `${shown(text)} cannot be written as ${language}.`);
}

/** As much of a value as a message needs. */
function shown(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}

/** Passes what the pattern matches whole, unchanged. */
function only(pattern: RegExp, language: string): (text: string) => string {
  return (text) => (pattern.test(text) ? text : refuse(text, language));
}

/** A JSON string, ASCII only; `<` too, so that it can stand in a script element. */
function jsonString(text: string): string {
  return JSON.stringify(text).replace(
    /[<\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Character data, or an attribute's value. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => xmlEntities[character] ?? '');
}

function csvField(text: string): string {
  // A spreadsheet runs what begins like a formula.
  if (/^[=+\-@]/.test(text)) refuse(text, 'a CSV field');
  return `"${text.replaceAll('"', '""')}"`;
}

/** Two hyphens may stand in it: every A-label has them. */
const commentLine = only(/^(?!.*(?:\*\/|\?>))[\x20-\x7e]*$(?<!\\)/, 'a comment');

const printableAscii = /^[\x20-\x7e]*$/;

export const ESCAPES: readonly EscapeFilter[] = [
  {
    id: 'js',
    separator: ', ',
    description: 'a JavaScript string literal, with its quotes',
    escape: jsonString,
  },
  { id: 'json', separator: ', ', description: 'a JSON string, with its quotes', escape: jsonString },
  {
    id: 'yaml',
    separator: ', ',
    description: 'a YAML double-quoted scalar, with its quotes (YAML 1.2 §7.3.1 reads JSON strings)',
    escape: jsonString,
  },
  {
    id: 'xml',
    description: 'XML character data or an attribute value',
    escape: escapeXml,
  },
  {
    id: 'reg',
    description: 'a REG_SZ value of a .reg file, with its quotes',
    escape: (text) => `"${text.replace(/["\\]/g, '\\$&')}"`,
  },
  {
    id: 'sh',
    separator: ' ',
    description: 'one word of a POSIX shell, with its quotes',
    escape: (text) => `'${text.replaceAll("'", "'\\''")}'`,
  },
  {
    id: 'powershell',
    separator: ', ',
    description: 'a PowerShell single-quoted string, with its quotes',
    // PowerShell also ends such a string at the typographic single quotes.
    escape: (text) => `'${text.replace(/['\u2018-\u201b]/gu, '$&$&')}'`,
  },
  {
    id: 'systemd',
    description: 'the inside of a double-quoted systemd setting',
    escape: (text) => text.replace(/["\\]/g, '\\$&').replaceAll('%', '%%'),
  },
  {
    id: 'pam_env',
    description: 'the inside of a double-quoted /etc/environment value, which knows no escapes',
    escape: only(/^[\x20-\x7e]*$(?<!["\\$@#].*)/, 'an /etc/environment value'),
  },
  {
    id: 'quoted',
    description: 'a double-quoted string of BIND, Unbound, HAProxy or git, with its quotes',
    escape: (text) =>
      printableAscii.test(text) && !/["\\$]/.test(text) ? `"${text}"` : refuse(text, 'a quoted string'),
  },
  {
    id: 'cmd',
    description: 'a double-quoted word of a Windows command file, with its quotes',
    // Within quotes a percent sign still begins a variable, and an exclamation mark may.
    escape: (text) =>
      printableAscii.test(text) && !/["%!^]/.test(text)
        ? `"${text}"`
        : refuse(text, 'a word of a command file'),
  },
  {
    id: 'gvariant',
    separator: ', ',
    description: 'a GVariant string, with its quotes',
    escape: (text) => `'${text.replace(/['\\]/g, '\\$&')}'`,
  },
  {
    id: 'lua',
    separator: ', ',
    description: 'a Lua string, with its quotes',
    escape: (text) =>
      printableAscii.test(text) ? `'${text.replace(/['\\]/g, '\\$&')}'` : refuse(text, 'a Lua string'),
  },
  {
    id: 'ini',
    description: 'the value of a key = value line, unquoted',
    escape: (text) =>
      /^\s|\s$|[#;"'\\$%]/.test(text) ? refuse(text, 'an unquoted value of a key = value line') : text,
  },
  {
    id: 'properties',
    description: 'the value of a Java properties line (java.util.Properties)',
    escape: (text) =>
      /^\s|\s$/.test(text)
        ? refuse(text, 'a properties value')
        : text
            .replaceAll('\\', '\\\\')
            .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  },
  { id: 'csv', description: 'a quoted CSV field (RFC 4180 §2)', escape: csvField },
  {
    id: 'word',
    separator: ' ',
    description: 'an unquoted word: host names, addresses, networks, URLs and numbers as they are',
    escape: only(/^[A-Za-z0-9._:/[\]*-]+$/, 'an unquoted word'),
  },
  {
    id: 'comment',
    description: 'the rest of a comment line in any of these languages but XML and HTML',
    escape: commentLine,
  },
  {
    id: 'xml_comment',
    description:
      'a part of an XML or HTML comment, which may not hold two hyphens in a row: a blank parts them',
    escape: (text) => commentLine(text).replace(/-(?=-)/g, '- '),
  },
  {
    id: 'markdown',
    description: 'running text in Markdown',
    escape: (text) => text.replace(/[\\`*_{}[\]<>()#+!|~&]/g, '\\$&'),
  },
];

/** The text of a template value, escaped. Throws `GenerateError` for what cannot be written. */
export function escapeValue(filter: EscapeFilter, value: unknown): string {
  if (Array.isArray(value) && filter.separator !== undefined) {
    return value.map((element: unknown) => escapeScalar(filter, element)).join(filter.separator);
  }
  return escapeScalar(filter, value);
}

function escapeScalar(filter: EscapeFilter, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new GenerateError(
      'not-writable',
      `"${filter.id}" writes text, numbers and booleans, and no ${typeof value}.`,
    );
  }
  const text = String(value);
  if (holdsControl(text)) {
    throw new GenerateError('not-writable', `${shown(text)} holds a control character.`);
  }
  return filter.escape(text);
}
