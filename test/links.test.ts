/** Links between documents lead to files that are there, and to headings that they have. Nothing is fetched. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import MarkdownIt from 'markdown-it';
import { documents } from './documents.js';

type Tokens = ReturnType<MarkdownIt['parse']>;

const markdown = new MarkdownIt();

function flat(tokens: Tokens): Tokens {
  return tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);
}

function linksOf(path: string): string[] {
  return flat(markdown.parse(readFileSync(path, 'utf8'), {})).flatMap((token) => {
    const target = token.attrGet('href') ?? token.attrGet('src');
    return target === null ? [] : [target];
  });
}

/** As GitHub makes them of headings. */
function anchorsOf(path: string): Set<string> {
  const tokens = markdown.parse(readFileSync(path, 'utf8'), {});
  const seen = new Map<string, number>();
  return new Set(
    tokens.flatMap(({ type }, index) => {
      if (type !== 'heading_open') return [];
      const text = (tokens[index + 1]?.children ?? []).map(({ content }) => content).join('');
      const slug = text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return [times === 0 ? slug : `${slug}-${times}`];
    }),
  );
}

describe('links in documents', () => {
  for (const path of documents)
    it(path, () => {
      for (const link of linksOf(path)) {
        if (/^[a-z][a-z0-9+.-]*:/i.test(link)) {
          assert.ok(URL.canParse(link), link);
          assert.match(link, /^https:|^mailto:/, `${path}: ${link} is not over HTTPS`);
          continue;
        }
        const [file = '', anchor] = decodeURIComponent(link).split('#');
        const target = file === '' ? path : normalize(join(dirname(path), file));
        assert.ok(existsSync(target), `${path}: ${link} leads nowhere`);
        if (anchor !== undefined && target.endsWith('.md'))
          assert.ok(anchorsOf(target).has(anchor), `${path}: ${link} names no heading`);
      }
    });

  it('lead from the README to every document, in two steps', () => {
    const reach = (path: string): string[] =>
      linksOf(path)
        .filter((link) => !/^[a-z]+:/i.test(link))
        .map((link) => normalize(join(dirname(path), link.replace(/#.*$/, ''))))
        .filter((one) => one.endsWith('.md') && existsSync(one));
    const first = reach('README.md');
    const all = new Set([...first, ...first.flatMap(reach)]);
    for (const path of documents) if (path !== 'README.md') assert.ok(all.has(path), path);
  });
});
