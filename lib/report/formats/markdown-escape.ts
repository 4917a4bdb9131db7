/**
 * Text from outside within Markdown (CommonMark 0.31, GitHub's tables, mentions and links by themselves): it stays text. What a
 * terminal would obey is shown as `\u{hex}`, so a line feed never ends a table or begins a block.
 */
import { escapeForTerminal } from '../escape.js';

/** What somebody's name, an issue's number or a commit would be taken for: in code nothing is. */
const mention = /(?<![A-Za-z0-9])[@#][A-Za-z0-9][\w/-]*/g;

/** Within a paragraph, a heading, a list's item or a cell. */
export function md(text: string): string {
  const shown = escapeForTerminal(text).trim();
  let result = '';
  let end = 0;
  for (const { 0: found, index } of shown.matchAll(mention)) {
    result += plain(shown.slice(end, index)) + code(found, true);
    end = index + found.length;
  }
  return atStart(result + plain(shown.slice(end)));
}

/** Any ASCII punctuation may stand behind a backslash (CommonMark §2.4). */
function plain(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]#!|~$^=]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Neither is a link by itself.
      .replace(/:(?=\/\/)/g, '\\:')
      .replace(/\b(www)\./gi, '$1\\.')
      .replaceAll('@', '\\@')
  );
}

/** What would begin a list. */
function atStart(text: string): string {
  return text.replace(/^([-+])/, '\\$1').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** A span that no backtick within ends. In a table a bar ends the cell even there, unless it is escaped. */
export function code(text: string, inTable = false): string {
  const shown = escapeForTerminal(text);
  if (shown.trim() === '') return '';
  const ticks = '`'.repeat(longest(shown) + 1);
  // Blanks at both ends are taken off again (CommonMark §6.1).
  const padded = /^[` ]|[` ]$/.test(shown) ? ` ${shown} ` : shown;
  return `${ticks}${inTable ? padded.replaceAll('|', '\\|') : padded}${ticks}`;
}

/** A block that nothing within ends. */
export function fence(text: string, language: string): string {
  const shown = escapeForTerminal(text);
  const ticks = '`'.repeat(Math.max(3, longest(shown) + 1));
  return `${ticks}${language}\n${shown}\n${ticks}`;
}

function longest(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
