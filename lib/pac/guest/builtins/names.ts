/**
 * Builtins on names and texts.
 */
import { addressDigits } from '../address-text.js';
import { builtin, EVERY_CLIENT, type Builtin } from './row.js';

export function shellExpression(pattern: string): RegExp {
  const source = pattern.split('.').join('\\.').split('*').join('.*').split('?').join('.');
  return new RegExp('^' + source + '$');
}

export const NAME_BUILTINS: readonly Builtin[] = [
  builtin('dnsDomainIs', EVERY_CLIENT, [], function (host: string, domain: string) {
    return host.length >= domain.length && host.substring(host.length - domain.length) == domain;
  }),

  builtin('dnsDomainLevels', EVERY_CLIENT, [], function (host: string) {
    return host.split('.').length - 1;
  }),

  builtin('localHostOrDomainIs', EVERY_CLIENT, [], function (host: string, domain: string) {
    return host == domain || domain.lastIndexOf(host + '.', 0) == 0;
  }),

  builtin('shExpMatch', EVERY_CLIENT, [], function (text: string, pattern: string) {
    return shellExpression(pattern).test(text);
  }),

  // Chromium's own knows an IPv6 literal (proxy_resolver_v8.cc); the shared one looks for a dot or a colon.
  builtin('isPlainHostName', ['chromium'], [], function (host: unknown) {
    return typeof host === 'string' && host.indexOf('.') === -1 && addressDigits(host) === '';
  }),
  builtin('isPlainHostName', ['firefox', 'winhttp', 'apple'], [], function (host: string) {
    return host.search('(\\.)|:') == -1;
  }),
  builtin('isPlainHostName', ['node'], [], function (host: string) {
    return !/\./.test(host);
  }),
];
