/**
 * Tokens and keys that can be recognised in any text, comments included: JSON Web Tokens and bearer tokens by their
 * shape, the endpoint by its path. Each expression reads a character a bounded number of times.
 */
import type { Match } from './types.js';

// Each part is tried from its own boundary only, so that a run of characters is read at most once a part.
const jwt = /(?<![\w-])eyJ[\w-]{5,8192}\.[\w-]{2,65536}\.[\w-]{0,8192}/g;
const bearer = /\bBearer(?:\s|\+|%20){1,4}([\w.~+/-]{20,65536}=*)/gi;
const endpoint = /\/tokens\/application(?![\w-])/g;
/** `apikey: 3f2a…` as headers are written in notes, `.http` files and curl commands. */
const writtenHeader = /\bapikey\s{0,4}[:=]\s{0,4}["']?([\w.+/=-]{16,4096})/gi;

/** Matches in `text`; `withCode`: also what the tokens tell in JavaScript and JSON, where there are none to read. */
export function matchText(text: string, withCode: boolean): Match[] {
  const matches: Match[] = [];
  for (const { 0: found, index } of text.matchAll(jwt)) {
    if (isJwt(found)) matches.push({ rule: 'jwt', start: index, end: index + found.length });
  }
  for (const { 0: found, 1: token = '', index } of text.matchAll(bearer)) {
    if (/\d/.test(token) && /[A-Za-z]/.test(token))
      matches.push({
        rule: 'bearer-token',
        start: index + found.length - token.length,
        end: index + found.length,
      });
  }
  if (!withCode) return matches;
  for (const { 0: found, index } of text.matchAll(endpoint))
    matches.push({ rule: 'token-endpoint', start: index, end: index + found.length });
  for (const { 0: found, 1: value = '', index } of text.matchAll(writtenHeader)) {
    if (isKeyLike(value))
      matches.push({
        rule: 'api-key-literal',
        start: index + found.length - value.length,
        end: index + found.length,
      });
  }
  return matches;
}

/** The first part is base64url of an object that names its algorithm or type (RFC 7515 §4.1). */
function isJwt(text: string): boolean {
  const header = Buffer.from(text.slice(0, text.indexOf('.')), 'base64url').toString('utf8');
  return /^\{\s*"/.test(header) && /"(?:alg|typ|enc)"\s*:/.test(header);
}

/**
 * Whether a literal looks like a key and not like a placeholder. Google's browser keys (`AIza…`) are made to be public.
 */
export function isKeyLike(value: string): boolean {
  return (
    /^[\w.+/=-]{16,4096}$/.test(value) &&
    /\d/.test(value) &&
    !value.startsWith('AIza') &&
    !/your|example|placeholder|changeme|x{6}|\*{3}|0{8}-0{4}/i.test(value) &&
    !/^(.)\1*$/.test(value)
  );
}
