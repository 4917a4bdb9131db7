/**
 * Code that works with an API key, told from the order of its tokens: headers of fetch, axios, got and XMLHttpRequest, build
 * variables, and literals where a key goes. Limits: names that a minifier changed are not followed; a header's name is a
 * string or a property and stays.
 */
import { isKeyLike } from './literal-text.js';
import type { Token } from './tokens.js';
import type { Match, SecretRule } from './types.js';

const keyName = /api[-_]?key$/i;
const headerName = /^(?:x-)?api[-_]?key$/i;
/** Functions that take a header's name and value. */
const setters = new Set(['set', 'append', 'header', 'setHeader', 'setRequestHeader']);

/** The token before the first: there is none. */
const none: Token = { kind: 'sign', value: '', start: 0, end: 0, isQuoted: false };

export class UsageReader {
  readonly #say: (match: Match) => void;
  /** The last tokens, the latest first. */
  #last: readonly [Token, Token, Token, Token] = [none, none, none, none];
  #depth = 0;
  /** The depth of braces at which an object of headers was opened. */
  #headersDepth: number | undefined;
  #expectsValue = false;

  constructor(say: (match: Match) => void) {
    this.#say = say;
  }

  take(token: Token): void {
    const [first, second, third] = this.#last;
    if (this.#expectsValue && token.kind === 'string' && isKeyLike(token.value))
      this.#found('api-key-literal', token);
    this.#expectsValue = false;
    if (token.kind === 'sign') this.#readSign(token);
    else if (keyName.test(token.value)) this.#readVariable(token);
    // A name in brackets, `headers["apikey"]`, counts as its name does.
    this.#last = [token, first, second, third];
  }

  #readSign({ value }: Token): void {
    const [first, second, third] = this.#last;
    if (value === '{' || value === '${') this.#open();
    const inBrackets = first.value === ']' && third.value === '[';
    const name = inBrackets ? second : first;
    if (name.kind !== 'sign' && keyName.test(name.value)) this.#readName(value, name, inBrackets);
    if (value === '}') this.#close();
  }

  #open(): void {
    this.#depth += 1;
    const [first, second] = this.#last;
    const isHeaders =
      (/^[:=(]$/.test(first.value) && /headers$/i.test(second.value)) || /headers$/i.test(first.value);
    if (isHeaders) this.#headersDepth ??= this.#depth;
  }

  #close(): void {
    if (this.#headersDepth === this.#depth) this.#headersDepth = undefined;
    this.#depth = Math.max(0, this.#depth - 1);
  }

  /** `sign` follows the name: is it a header's, and does a value come next? */
  #readName(sign: string, name: Token, inBrackets: boolean): void {
    const [, second, third, fourth] = this.#last;
    const before = inBrackets ? fourth : second;
    const isKey = inBrackets || before.value === '{' || before.value === ',' || before.value === '';
    if (sign === ':' && isKey) {
      if (this.#isHeader(name)) this.#found('api-key-header', name);
      this.#expectsValue = true;
    } else if (sign === '=') {
      const isMember = inBrackets || second.value === '.';
      if (isMember && this.#isHeader(name)) this.#found('api-key-header', name);
      this.#expectsValue = true;
    } else if (sign === ',' && name.kind === 'string' && second.value === '(' && setters.has(third.value)) {
      if (headerName.test(name.value)) this.#found('api-key-header', name);
      this.#expectsValue = true;
    } else if (sign === ',' && name.kind === 'string' && second.value === '[') {
      if (this.#isHeader(name)) this.#found('api-key-header', name);
      this.#expectsValue = true;
    } else if (
      (sign === ',' || sign === '}') &&
      name.kind === 'word' &&
      (second.value === '{' || second.value === ',') &&
      this.#headersDepth !== undefined &&
      headerName.test(name.value)
    ) {
      this.#found('api-key-header', name);
    }
  }

  /** As a property `apiKey` is any library's; as it is written in HTTP, or among headers, it is a header. */
  #isHeader({ value }: Token): boolean {
    if (!headerName.test(value)) return false;
    return (
      this.#headersDepth !== undefined || value.includes('-') || /^(?:apikey|Apikey|APIKEY)$/.test(value)
    );
  }

  /** `process.env.X`, `process.env["X"]`, `import.meta.env.X`. */
  #readVariable(token: Token): void {
    const [access, env, dot, root] = this.#last;
    if (
      /^(?:\.|\?\.|\[)$/.test(access.value) &&
      env.value === 'env' &&
      /^\??\.$/.test(dot.value) &&
      (root.value === 'process' || root.value === 'meta')
    )
      this.#found('api-key-variable', token);
  }

  #found(rule: SecretRule, { start, end }: Token): void {
    this.#say({ rule, start, end });
  }
}
