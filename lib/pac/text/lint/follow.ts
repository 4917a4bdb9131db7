/**
 * The script written so that it tells which look-ups it makes for a host, and where its answer comes from. What it decides is
 * not changed. `exempted.ts` runs it.
 */
import { isFunction, walk, type AnyNode, type Program } from '../../syntax/parse.js';
import { references } from '../../syntax/scopes.js';
import { LOOKUPS } from './calls.js';
import type { Followed, Site } from './types.js';

const ENTRY_POINT = 'FindProxyForURL';

function siteOf(name: string, node: AnyNode): Site {
  return { name, line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1 };
}

/** The expressions one of which becomes the value: the branches of a choice. */
function leaves(value: AnyNode): AnyNode[] {
  if (value.type !== 'ConditionalExpression') return [value];
  return [...leaves(value.consequent), ...leaves(value.alternate)];
}

/** The appended text: it stands behind everything, so that no place in the script moves to another line. */
function recorder(prefix: string, lookups: readonly string[]): string {
  const each = lookups.map(
    (name, index) =>
      `function ${prefix}${index}(a) { ${prefix}asked[${index}] = String(a); return ${name}.apply(this, arguments); }`,
  );
  return `
var ${prefix}asked = {}, ${prefix}from = {};
function ${prefix}at(n, v) { if (!(v in ${prefix}from)) ${prefix}from[v] = n; return v; }
${each.join('\n')}
this.${ENTRY_POINT} = (function (f, write, encode) {
  return function () {
    var r = null;
    ${prefix}asked = {}, ${prefix}from = {};
    try { r = f.apply(this, arguments); } catch (e) {}
    return "PROXY " + encode(write({ asked: ${prefix}asked, result: r, from: ${prefix}from[r] }));
  };
})(this.${ENTRY_POINT}, JSON.stringify, encodeURIComponent);`;
}

export function followed(text: string, program: Program): Followed {
  let prefix = 'staylocal_';
  while (text.includes(prefix)) prefix += '_';
  const lookups: Site[] = [];
  const answers: Site[] = [];
  const pieces: { at: number; until: number; text: string }[] = [];
  for (const { node, scope, writes, parent } of references(program)) {
    if (scope !== null || writes || !LOOKUPS.has(node.name) || parent.type === 'Property') continue;
    pieces.push({ at: node.start, until: node.end, text: `${prefix}${lookups.length}` });
    lookups.push(siteOf(node.name, node));
  }
  walk(program, (node) => {
    let value: AnyNode | null | undefined = null;
    if (node.type === 'ReturnStatement') value = node.argument;
    else if (isFunction(node) && node.body.type !== 'BlockStatement') value = node.body;
    for (const leaf of value == null ? [] : leaves(value)) {
      pieces.push({ at: leaf.start, until: leaf.start, text: `${prefix}at(${answers.length},(` });
      pieces.push({ at: leaf.end, until: leaf.end, text: '))' });
      answers.push(siteOf('return', leaf));
    }
    return undefined;
  });
  let out = '';
  let done = 0;
  // At one place, what ends comes before what begins.
  const order = pieces.sort((a, b) => a.at - b.at || a.until - b.until || a.text.length - b.text.length);
  for (const piece of order) {
    out += text.slice(done, piece.at) + piece.text;
    done = piece.until;
  }
  out +=
    text.slice(done) +
    recorder(
      prefix,
      lookups.map(({ name }) => name),
    );
  return { text: out, lookups, answers };
}
