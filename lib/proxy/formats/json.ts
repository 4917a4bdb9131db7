/**
 * JSON with the line of each value (comments and trailing commas allowed, as browsers and Docker's tools take
 * them). Depth is bounded before parsing, so that nesting cannot exhaust the stack.
 */
import { parseTree, printParseErrorCode, type Node, type ParseError as JsonError } from 'jsonc-parser';
import { jsonTooDeepAt, maxJsonDepth } from '../../json-depth.js';
import type { Source } from '../text.js';
import { unreadable } from './reader.js';

export interface JsonValue {
  readonly value: unknown;
  readonly line: number;
  /** Members of an object, in order; undefined for other values. */
  readonly members: ReadonlyMap<string, JsonValue> | undefined;
}

/** Throws `ParseError`: `bad-json`, `json-too-deep`. */
export function parseJson(source: Source): JsonValue {
  const lineAt = lineIndex(source.text);
  const tooDeep = jsonTooDeepAt(source.text);
  if (tooDeep !== undefined)
    throw unreadable(source, 'json-too-deep', `nested more than ${maxJsonDepth} levels.`, lineAt(tooDeep));
  const errors: JsonError[] = [];
  const tree = parseTree(source.text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (tree === undefined || first !== undefined) {
    const what = first === undefined ? 'no value' : printParseErrorCode(first.error);
    throw unreadable(source, 'bad-json', `not JSON (${what}).`, lineAt(first?.offset ?? 0));
  }
  return convert(tree, lineAt);
}

function convert(node: Node, lineAt: (offset: number) => number): JsonValue {
  const line = lineAt(node.offset);
  if (node.type !== 'object') return { value: plain(node), line, members: undefined };
  const members = new Map<string, JsonValue>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined)
      members.set(String(key.value), { ...convert(value, lineAt), line: lineAt(key.offset) });
  }
  return { value: plain(node), line, members };
}

function plain(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plain);
  if (node.type !== 'object') return node.value as unknown;
  return Object.fromEntries(
    (node.children ?? []).map((property) => [
      String(property.children?.[0]?.value),
      property.children?.[1] === undefined ? null : plain(property.children[1]),
    ]),
  );
}

/** Line of an offset, by bisection over the line starts. */
export function lineIndex(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
