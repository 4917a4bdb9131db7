/**
 * How deep JSON of others may be nested. Readers and writers of JSON call themselves for each level, and at which depth
 * the stack ends differs between versions of Node (or it does not end at all): the limit is ours, and the same everywhere.
 */

/** What configuration files hold is nested ten levels at most. */
export const maxJsonDepth = 100;

/** The offset of the first bracket that is nested too deep; brackets in texts and comments do not count. */
export function jsonTooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfText(text, at);
    else if (char === '/') at = endOfComment(text, at);
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth > maxJsonDepth) return at;
  }
  return undefined;
}

/** Where the text that begins at `start` has its closing quote; without one it runs to the end. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function endOfComment(text: string, start: number): number {
  const end = { '//': '\n', '/*': '*/' }[text.slice(start, start + 2)];
  if (end === undefined) return start;
  const found = text.indexOf(end, start + 2);
  return found === -1 ? text.length : found + end.length - 1;
}

/** `JSON.parse` with the limit. Throws `SyntaxError`. */
export function parseBoundedJson(text: string): unknown {
  if (jsonTooDeepAt(text) !== undefined)
    throw new SyntaxError(`JSON is nested more than ${maxJsonDepth} levels deep`);
  return JSON.parse(text) as unknown;
}
