/** What a body is, and the title of a page: all that is kept of it. */
import type { BodyKind } from '../../evidence/distribution.js';

const maxTitleCharacters = 200;

export function bodyKind(body: string, contentType: string | undefined): BodyKind {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return 'empty';
  if (/^(?:<!--[^]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|script|meta)\b/i.test(text))
    return 'html';
  if (/^text\/html\b/i.test(contentType ?? '')) return 'html';
  return isJson(text) ? 'json' : 'other';
}

/** A page's title in one line, within bounds. */
export function pageTitle(body: string): string | undefined {
  const title = /<title\b[^>]{0,500}>([^<]{0,2000})/i
    .exec(body)?.[1]
    ?.replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return title === undefined || title === '' ? undefined : title.slice(0, maxTitleCharacters);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
