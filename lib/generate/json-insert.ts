/**
 * Puts a member or an element last in an object or a list of a JSON text by insertion alone: no character of the text
 * is changed or moved. Comments, and a comma after the last one, may be there.
 */
import { stripComments, type Node } from 'jsonc-parser';

interface Layout {
  readonly lineEnd: string;
  /** One step. */
  readonly indent: string;
}

/** The text with `"key": value` last in the object; the node is of this very text. */
export function insertMember(text: string, object: Node, key: string, value: unknown): string {
  return insertLast(text, object, `${JSON.stringify(key)}: `, value);
}

/** The text with the value last in the list; the node is of this very text. */
export function insertElement(text: string, list: Node, value: unknown): string {
  return insertLast(text, list, '', value);
}

function insertLast(text: string, parent: Node, label: string, value: unknown): string {
  const open = parent.offset + 1;
  const close = parent.offset + parent.length - 1;
  const last = parent.children?.at(-1);
  const lastEnd = last === undefined ? open : last.offset + last.length;
  const contentEnd = open + text.slice(open, close).trimEnd().length;
  const endsInComma = stripComments(text.slice(lastEnd, close)).includes(',');
  // What stands on one line stays on one line.
  const spread =
    /[\r\n]/.test(last === undefined ? text.trim() : text.slice(open, close)) || text.trim() === '{}';
  const layout = layoutOf(text);
  const outer = indentAt(text, parent.offset);
  const inner =
    last !== undefined && startsLine(text, last.offset) ? indentAt(text, last.offset) : outer + layout.indent;
  const before = spread ? layout.lineEnd + inner : last === undefined ? '' : ' ';
  const written = spread
    ? JSON.stringify(value, null, layout.indent).replaceAll('\n', layout.lineEnd + inner)
    : JSON.stringify(value);
  const after = spread && last === undefined && contentEnd === close ? layout.lineEnd + outer : '';
  return [
    text.slice(0, lastEnd),
    last === undefined || endsInComma ? '' : ',',
    text.slice(lastEnd, contentEnd),
    before + label + written + (endsInComma ? ',' : '') + after,
    text.slice(contentEnd),
  ].join('');
}

/** The first line end and the first indentation that the text has. */
function layoutOf(text: string): Layout {
  return {
    lineEnd: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    indent: /^([ \t]{1,10})\S/m.exec(text)?.[1] ?? '  ',
  };
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}
