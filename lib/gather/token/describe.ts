/**
 * A token → what may be kept of it. The server is not trusted to put a secret only where it belongs: of every text that it
 * chose, only a value out of a closed list, a number, or that it is there, is taken over.
 */
import type { TimeClaim, TokenAnswer, TokenShape } from '../../evidence/token.js';

/** Names of JWS and JWE algorithms (RFC 7518 §3.1, §4.1; RFC 8037; RFC 8812; RFC 9864); any other is not taken over. */
const algorithmNames: ReadonlySet<string> = new Set([
  ...['none', 'HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES256K', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'Ed448'],
  ...['RSA1_5', 'RSA-OAEP', 'RSA-OAEP-256', 'A128KW', 'A192KW', 'A256KW', 'dir', 'ECDH-ES'],
]);

/** Of a text that is all dots no more are counted. */
const maxParts = 1000;

export interface DescribedAnswer {
  readonly answer: Omit<TokenAnswer, 'status' | 'receivedAt'>;
  /** The token itself, for verifying its signature and nothing else. */
  readonly token?: string;
}

export function describeAnswer(body: string): DescribedAnswer {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return { answer: { body: 'empty', data: 'absent' } };
  const value = parseObject(text);
  if (value === undefined) {
    const isHtml = /^<(?:!doctype|html|head|body|\?xml)/i.test(text);
    return { answer: { body: isHtml ? 'html' : 'other', data: 'absent' } };
  }
  const { success, data } = value;
  const answer = { body: 'json' as const, ...(typeof success === 'boolean' ? { success } : {}) };
  if (typeof data !== 'string' || data === '')
    return {
      answer: { ...answer, data: data === undefined || data === null || data === '' ? 'absent' : 'other' },
    };
  return { answer: { ...answer, data: 'text', token: describeToken(data) }, token: data };
}

export function describeToken(token: string): TokenShape {
  const parts = token.split('.');
  const header = decode(parts[0]);
  const claims = parts.length === 5 ? undefined : decode(parts[1]);
  return {
    parts: Math.min(parts.length, maxParts),
    ...(header === undefined
      ? {}
      : {
          header: {
            hasKeyId: typeof header['kid'] === 'string',
            ...(isAlgorithm(header['alg']) ? { algorithm: header['alg'] } : {}),
          },
        }),
    ...(claims === undefined
      ? {}
      : {
          claims: {
            hasIssuer: isText(claims['iss']),
            hasSubject: isText(claims['sub']),
            ...time('iat', claims),
            ...time('nbf', claims),
            ...time('exp', claims),
          },
        }),
    signatureBytes: parts.length === 3 ? Buffer.from(parts[2] ?? '', 'base64url').length : 0,
  };
}

function time(
  name: 'iat' | 'nbf' | 'exp',
  claims: Readonly<Record<string, unknown>>,
): Partial<Record<'iat' | 'nbf' | 'exp', TimeClaim>> {
  const value = claims[name];
  if (value === undefined) return {};
  // A number with more digits than a date has room for could be a secret's.
  const isDate = typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e13;
  return { [name]: isDate ? Math.floor(value) : 'invalid' };
}

function isAlgorithm(value: unknown): value is string {
  return typeof value === 'string' && algorithmNames.has(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function decode(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (part === undefined || !/^[\w-]+$/.test(part)) return undefined;
  return parseObject(Buffer.from(part, 'base64url').toString('utf8'));
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // V8's message quotes the text, and the text may be the token.
    return undefined;
  }
}
