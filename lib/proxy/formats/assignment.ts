/**
 * One environment assignment out of one line, in the spellings of shells, pam_env, systemd, cmd, PowerShell and
 * csh. Quotes and blanks are taken as each does; `$NAME` is left for the caller.
 */

import { beforeComment } from './lines.js';

export interface Assignment {
  readonly key: string;
  readonly value: string;
  /** The value may hold `$NAME` that this syntax replaces. */
  readonly expands: boolean;
  /** The rest of the line that the syntax drops after an unquoted blank. */
  readonly dropped: string;
}

interface Syntax {
  readonly pattern: RegExp;
  readonly value: 'line' | 'word' | 'words';
}

/** In order; the first that fits the line counts. Group 1: name, group 2: what follows. */
const SYNTAXES: readonly Syntax[] = [
  { pattern: /^\s*(?:Default)?Environment\s*=\s*()(.*)$/, value: 'words' },
  {
    pattern: /^\s*(?:export|declare\s+-\w*x\w*|typeset\s+-x|readonly)\s+([A-Za-z_]\w*)=(.*)$/,
    value: 'word',
  },
  { pattern: /^\s*ENV\s+([A-Za-z_]\w*)=(.*)$/, value: 'word' },
  { pattern: /^\s*ENV\s+([A-Za-z_]\w*)\s+(.*)$/, value: 'line' },
  { pattern: /^\s*setenv\s+([A-Za-z_]\w*)\s+(.*)$/, value: 'word' },
  { pattern: /^\s*set\s+-\w{1,8}\s+([A-Za-z_]\w*)\s+(.*)$/, value: 'word' },
  { pattern: /^\s*@?set\s+"?([A-Za-z_]\w*)=(.*)$/i, value: 'line' },
  { pattern: /^\s*@?setx\s+([A-Za-z_]\w*)\s+(.*)$/i, value: 'word' },
  { pattern: /^\s*\$env:([A-Za-z_]\w*)\s*=\s*(.*)$/i, value: 'word' },
];

const PLAIN = /^\s*([A-Za-z_]\w*)=(.*)$/;

/** Shell statements of one line: split at an unquoted `;`, `&&` or `||`. */
export function statementsOf(line: string): string[] {
  const statements: string[] = [];
  let start = 0;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (char === "'" || char === '"') at = closing(line, at, char);
    else if (char === '\\') at += 1;
    else if (char === ';' || line.startsWith('&&', at) || line.startsWith('||', at)) {
      statements.push(line.slice(start, at));
      start = at + (char === ';' ? 1 : 2);
    }
  }
  return [...statements, line.slice(start)];
}

/** The assignments of one line; `shell`: a bare `KEY=value` line follows shell quoting rather than pam_env's. */
export function assignmentsOf(line: string, shell: boolean): Assignment[] {
  if (/^\s*(#|;|$|rem\s)/i.test(line)) return [];
  for (const { pattern, value } of SYNTAXES) {
    const found = pattern.exec(line);
    if (found === null) continue;
    const [, key = '', rest = ''] = found;
    if (value === 'words') return systemdWords(rest);
    if (value === 'line')
      return [
        {
          key,
          value: unquoteWhole(/^\s*@?set\s+"/i.test(line) ? rest.trim().replace(/"$/, '') : rest),
          expands: false,
          dropped: '',
        },
      ];
    return [shellWord(key, rest)];
  }
  const plain = PLAIN.exec(line);
  if (plain === null) return [];
  const [, key = '', rest = ''] = plain;
  return shell
    ? shellAssignments(line)
    : [{ key, value: unquoteWhole(stripComment(rest)), expands: false, dropped: '' }];
}

/** `A=1 B=2` on one shell line: every leading assignment. */
function shellAssignments(line: string): Assignment[] {
  const found: Assignment[] = [];
  let rest = line;
  for (let count = 0; count < 64; count += 1) {
    const next = PLAIN.exec(rest);
    if (next === null) break;
    const word = shellWord(next[1] ?? '', next[2] ?? '');
    found.push(word);
    rest = word.dropped;
  }
  return found;
}

/** One shell word (POSIX sh §2.2): quotes, backslashes, up to the first unquoted blank or `;`. */
function shellWord(key: string, text: string): Assignment {
  let value = '';
  let expands = false;
  let at = 0;
  while (at < text.length && !/[\s;]/.test(text[at] ?? '')) {
    const char = text[at] ?? '';
    if (char === "'") {
      const end = closing(text, at, "'");
      value += text.slice(at + 1, end);
      at = end + 1;
    } else if (char === '"') {
      const end = closing(text, at, '"');
      const inner = text.slice(at + 1, end);
      expands ||= inner.includes('$');
      value += inner.replace(/\\(["\\$`])/g, '$1');
      at = end + 1;
    } else if (char === '\\') {
      value += text[at + 1] ?? '';
      at += 2;
    } else {
      expands ||= char === '$';
      value += char;
      at += 1;
    }
  }
  const dropped = text
    .slice(at)
    .replace(/^[\s;]+/, '')
    .replace(/^#.*/, '');
  return { key, value, expands, dropped };
}

function closing(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

/** systemd.exec(5): a blank-separated list of assignments, each of which can be quoted as a whole. */
function systemdWords(text: string): Assignment[] {
  const found: Assignment[] = [];
  const words = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g;
  for (const [, double, single, bare] of text.matchAll(words)) {
    const word = (double ?? single ?? bare ?? '').replace(/\\(["\\])/g, '$1');
    const equals = word.indexOf('=');
    if (equals > 0)
      found.push({
        key: word.slice(0, equals),
        value: unquoteWhole(word.slice(equals + 1)),
        expands: false,
        dropped: '',
      });
  }
  return found;
}

/** pam_env(8) `envfile`: a `#` starts a comment unless it is quoted. */
function stripComment(value: string): string {
  return /^\s*["']/.test(value) ? value : beforeComment(value);
}

function unquoteWhole(value: string): string {
  const trimmed = value.trim();
  const quoted = /^(["'])([\s\S]*)\1\s*(#.*)?$/.exec(trimmed);
  return quoted === null ? trimmed : (quoted[2] ?? '');
}
