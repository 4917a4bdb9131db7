/**
 * What clients do with a request when the script gives no usable answer, in words. Sources as in `dialects.ts`; WinHTTP:
 * Microsoft, "WinHttpGetProxyForUrl function" (it fails with ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT); Node:
 * pac-proxy-agent, which passes the error on.
 */
import type { FailureCode } from '../types.js';

const SCRIPT_FAILED =
  'Chrome (without the policy ProxyPacMandatory) and Firefox go direct; WinHTTP asks no one and gives its program an ' +
  'error; in Node programs the request fails; what Apple’s do was not verified';
const NO_WAY_OUT =
  'Chrome, Firefox and Node programs go direct; what WinHTTP and Apple’s do was not verified';

/** By the failure. Those of our own making (a clock not given, a PAC that was closed) have no entry. */
const WORDS: Partial<Readonly<Record<FailureCode, string>>> = {
  'html-page': SCRIPT_FAILED,
  'empty-source': SCRIPT_FAILED,
  'syntax-error': SCRIPT_FAILED,
  'load-throw': SCRIPT_FAILED,
  'no-entry-point': SCRIPT_FAILED,
  throw: SCRIPT_FAILED,
  'not-a-string': SCRIPT_FAILED,
  'non-ascii-result':
    'Chrome goes direct; Firefox takes the result as it is; what others do was not verified',
  'empty-result': NO_WAY_OUT,
  'no-valid-entry': NO_WAY_OUT,
  limit: 'a client has limits of its own, or waits',
};

/** One sentence, without its full stop; `null` where no client meets this. */
export function afterFailure(code: FailureCode): string | null {
  return WORDS[code] ?? null;
}
