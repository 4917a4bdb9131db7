/**
 * What is kept of the body of `/info`: a closed list. Beside it stand the user's name, home and host name
 * (`t1CInfoUser`), paths and the machine's own description, and none of that leaves this function.
 */
import type { AgentInfo } from '../../evidence/agent.js';
import { isHttpUrl, withoutCredentials } from '../source.js';

const maxOrigins = 100;
const maxLength = 300;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The kept fields, or undefined where the text is not the program's information: JSON with `t1CInfoAPI`, bare or in
 * `data` (t1c-sdk-js, CoreModel.ts `InfoResponse`).
 */
export function readInfo(text: string): AgentInfo | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const body = fieldsOf(fieldsOf(value)?.['data']) ?? fieldsOf(value);
  const api = fieldsOf(body?.['t1CInfoAPI']);
  if (api === undefined) return undefined;
  const url = textOf(fieldsOf(api['service'])?.['distributionServiceUrl']);
  return {
    ...defined('version', textOf(api['version'])),
    ...defined('environment', textOf(api['environment'])),
    ...defined('activated', flagOf(api['activated'])),
    ...defined('cors', originsOf(api['cors'])),
    ...defined('jwtEnabled', flagOf(api['jwtEnabled'])),
    ...defined('distributionServiceUrl', url === undefined ? undefined : serviceUrl(url)),
  };
}

function defined<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>);
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, maxLength) : undefined;
}

function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function originsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .slice(0, maxOrigins)
    .flatMap((origin: unknown) => (typeof origin === 'string' ? [bareUrl(origin.slice(0, maxLength))] : []));
}

/** A file's path or a word in its place may name the user, and is no service. */
function serviceUrl(text: string): string {
  return isHttpUrl(text) && URL.canParse(text) ? bareUrl(text) : '(no http URL)';
}

/** Without user, password and query. */
function bareUrl(text: string): string {
  return withoutCredentials(text).replace(/[?#].*$/s, '');
}
