/**
 * A source map (ECMA-426) as its tokens tell it, without building it in memory: the sources with their content, and the
 * mappings of the outermost map. Index maps are read section by section. Nothing in it is trusted: depth and counts are bounded.
 */
import { eachToken, type Token } from './tokens.js';

export interface MapSource {
  readonly name: string;
  /** The string literal that holds the content. */
  readonly content: Token;
}

export interface SourceMapText {
  readonly sources: readonly MapSource[];
  /** Names in the order of the outermost map's `sources`, with its `sourceRoot`. */
  readonly names: readonly string[];
  readonly mappings: string;
  readonly isBroken: boolean;
}

interface Frame {
  readonly isArray: boolean;
  /** The property under which this frame stands in its object. */
  readonly name: string;
  key: string;
  index: number;
  sourceRoot: string;
  readonly names: string[];
  readonly contents: { readonly index: number; readonly content: Token }[];
}

const maxDepth = 32;
const maxSources = 100_000;
/** Longer names are cut (characters). */
const maxNameLength = 300;

export function isSourceMap(text: string): boolean {
  const start = text.slice(0, 2000);
  return (
    /^(?:\)\]\}'[^\n]*\n)?\s*\{/.test(start) &&
    /"mappings"|"sections"/.test(text) &&
    /"version"\s*:\s*3/.test(text)
  );
}

export function readSourceMap(text: string): SourceMapText {
  const sources: MapSource[] = [];
  const stack: Frame[] = [];
  let depth = 0;
  let names: readonly string[] = [];
  let mappings = '';
  const isWhole = eachToken(withoutGuard(text), (token) => {
    const frame = stack.at(-1);
    switch (token.kind === 'string' ? 'string' : token.value) {
      case '{':
      case '[':
        depth += 1;
        if (depth <= maxDepth) stack.push(newFrame(token.value === '[', frame));
        return;
      case '}':
      case ']':
        if (depth <= maxDepth) close(stack);
        depth = Math.max(0, depth - 1);
        return;
      case ',':
        if (depth > maxDepth || frame === undefined) return;
        frame.index += 1;
        frame.key = '';
        return;
      case 'string':
        if (frame !== undefined && depth <= maxDepth) takeString(stack, token);
        return;
      default:
    }
  });
  while (stack.length > 0) close(stack);
  return { sources, names, mappings, isBroken: !isWhole };

  function takeString(frames: readonly Frame[], token: Token): void {
    const frame = frames.at(-1);
    const parent = frames.at(-2);
    if (frame === undefined) return;
    if (!frame.isArray) {
      if (frame.key === '') frame.key = token.value;
      else if (frame.key === 'sourceRoot') frame.sourceRoot = token.value.slice(0, maxNameLength);
      else if (frame.key === 'mappings' && frames.length === 1) mappings = token.value;
    } else if (parent !== undefined && frame.index < maxSources) {
      if (frame.name === 'sources') parent.names[frame.index] = token.value.slice(0, maxNameLength);
      else if (frame.name === 'sourcesContent') parent.contents.push({ index: frame.index, content: token });
    }
  }

  function close(frames: Frame[]): void {
    const frame = frames.pop();
    if (frame === undefined || frame.isArray) return;
    for (const { index, content } of frame.contents) sources.push({ name: nameOf(frame, index), content });
    if (frames.length === 0) names = [...frame.names.keys()].map((index) => nameOf(frame, index));
  }
}

function newFrame(isArray: boolean, parent: Frame | undefined): Frame {
  return { isArray, name: parent?.key ?? '', key: '', index: 0, sourceRoot: '', names: [], contents: [] };
}

function nameOf({ names, sourceRoot }: Frame, index: number): string {
  const name = names[index] ?? `source ${index}`;
  return sourceRoot === '' ? name : `${sourceRoot.replace(/\/$/, '')}/${name}`;
}

/** Servers may put `)]}'` before JSON; blanks in its place keep every offset. */
function withoutGuard(text: string): string {
  const [guard = ''] = /^\)\]\}'[^\n]{0,1000}/.exec(text) ?? [];
  return guard === '' ? text : guard.replace(/./g, ' ') + text.slice(guard.length);
}
