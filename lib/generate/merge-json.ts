/**
 * Sets values in an existing JSON document and leaves the rest of it as it stands: keys, comments, layout. What is
 * written is UTF-8 without a byte order mark (RFC 8259 §8.1), whatever the file was.
 */
import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError as JsonError,
} from 'jsonc-parser';
import { jsonTooDeepAt, maxJsonDepth } from '../json-depth.js';
import { GenerateError } from './error.js';
import { insertElement, insertMember } from './json-insert.js';
import { nameOf, type Existing } from './existing.js';

type Path = readonly string[];

/** The string that an existing document holds at the path, or undefined. Throws `GenerateError` (`merge`). */
export function jsonString(target: string, existing: Existing, path: Path): string | undefined {
  const found = new Document(target, existing).find(path, 'string').node;
  return found === undefined ? undefined : String(getNodeValue(found));
}

/**
 * The existing document with the values of ours set in it: objects are entered, lists united. Throws `GenerateError`
 * (`merge`) where the existing text is no JSON object, or holds something else where ours has an object, a list or text.
 */
export function mergeJson(target: string, existing: Existing, ours: string): string {
  let { text } = new Document(target, existing);
  for (const [path, value] of leaves(JSON.parse(ours), [])) {
    for (const element of Array.isArray(value) ? (value as unknown[]) : [value]) {
      text = withValue(new Document(target, { ...existing, text }), path, element, Array.isArray(value));
    }
  }
  return text;
}

/** The document's text with the value at the path, or in the list there. */
function withValue({ text, find }: Document, path: Path, value: unknown, inList: boolean): string {
  const { node, parent, depth } = find(path, inList ? 'array' : typeof value);
  if (node === undefined) {
    const nested = path
      .slice(depth + 1)
      .reduceRight<unknown>((inner, key) => ({ [key]: inner }), inList ? [value] : value);
    return insertMember(text, parent, path[depth] ?? '', nested);
  }
  const present: unknown = getNodeValue(node);
  if (present === value || (Array.isArray(present) && present.includes(value))) return text;
  if (inList) return insertElement(text, node, value);
  return text.slice(0, node.offset) + JSON.stringify(value) + text.slice(node.offset + node.length);
}

function* leaves(ours: unknown, path: Path): Generator<[Path, unknown]> {
  if (typeof ours === 'object' && ours !== null && !Array.isArray(ours)) {
    for (const [key, value] of Object.entries(ours)) yield* leaves(value, [...path, key]);
  } else {
    yield [path, ours];
  }
}

interface Found {
  /** What is at the path; undefined where nothing is. */
  readonly node?: Node;
  /** The innermost object on the way that is there, and how many keys lead to it. */
  readonly parent: Node;
  readonly depth: number;
}

class Document {
  readonly text: string;
  readonly #root: Node;
  readonly #target: string;
  readonly #existing: Existing;

  constructor(target: string, existing: Existing) {
    this.#target = target;
    this.#existing = existing;
    const text = existing.text.replace(/^\uFEFF/, '');
    this.text = text.trim() === '' ? '{}\n' : text;
    this.#root = this.#parse();
  }

  /** Throws where something on the way is no object, or what is there is not of the type. */
  readonly find = (path: Path, type: string): Found => {
    let parent = this.#root;
    for (const [depth, key] of path.entries()) {
      this.#expect(parent, path.slice(0, depth), 'object');
      const members = (parent.children ?? []).filter(({ children }) => children?.[0]?.value === key);
      // Some readers take the first, others the last: what is set in one of them may count for nothing.
      if (members[1] !== undefined)
        this.#fail(members[1].offset, `the key ${JSON.stringify(key)} is there twice.`);
      const next = findNodeAtLocation(parent, [key]);
      if (next === undefined) return { parent, depth };
      if (depth === path.length - 1) {
        this.#expect(next, path, type);
        return { node: next, parent, depth };
      }
      parent = next;
    }
    return { node: parent, parent, depth: 0 };
  };

  #parse(): Node {
    const tooDeep = jsonTooDeepAt(this.text);
    if (tooDeep !== undefined)
      return this.#fail(tooDeep, `it is nested more than ${maxJsonDepth} levels deep.`);
    const errors: JsonError[] = [];
    const root = parseTree(this.text, errors, { allowTrailingComma: true });
    const [first] = errors;
    if (first !== undefined) return this.#fail(first.offset, `${inWords(first)}.`);
    if (root?.type !== 'object') return this.#fail(root?.offset ?? 0, 'not a JSON object.');
    return root;
  }

  #expect(node: Node, path: Path, type: string): void {
    if (node.type === type) return;
    const what = path.length === 0 ? 'the document' : path.join('.');
    this.#fail(node.offset, `${what} is of the type ${node.type}, and must be of the type ${type}.`);
  }

  #fail(offset: number, message: string): never {
    const line = this.text.slice(0, offset).split(/\r\n|\n|\r/).length;
    throw new GenerateError('merge', `${nameOf(this.#existing)}:${line}: ${message}`, {
      target: this.#target,
      line,
    });
  }
}

/** `CommaExpected` as "comma expected". */
function inWords({ error }: JsonError): string {
  return printParseErrorCode(error)
    .replace(/(?<=[a-z])[A-Z]/g, ' $&')
    .toLowerCase();
}
