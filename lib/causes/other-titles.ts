/** Titles of causes whose message says more than a fact: the disk and the token. At most 70 characters where values are short. */
import { factOf, word, type Told } from './row.js';

const titles: Readonly<Record<string, string>> = {
  'disk/free-space:too-little': '{free} MB are free, and {needed} MB are needed',
  'disk/free-space:barely': '{free} MB are free: enough for {needed} MB, and for no tolerance',
  'disk/installed-size:too-large': '{size} MB are installed, and less than {wanted} MB were said',
  'disk/free-space:unread': 'The free space could not be read',
  'token/exchange:wrong-key': 'The token endpoint refuses the API key (HTTP {status})',
  'token/exchange:wrong-path': 'There is no token endpoint at this path (HTTP {status})',
  'token/exchange:redirected': 'The token endpoint redirects (HTTP {status})',
  'token/exchange:too-many': 'The token endpoint is asked too often (HTTP 429)',
  'token/exchange:server-error': 'The token endpoint fails (HTTP {status})',
  'token/exchange:other-status': 'The token endpoint answers with HTTP {status}',
  'token/exchange:html': 'A web page answers in the token endpoint’s place',
  'token/exchange:not-json': 'The token endpoint answers with something that is no JSON object',
  'token/exchange:not-success': 'The token endpoint answers that it did not succeed',
  'token/exchange:without-token': 'The token endpoint answers without a token',
  'token/exchange:not-trusted': 'The TLS session to the token endpoint is not trusted',
  'token/exchange:not-pinned': 'The token endpoint’s chain holds no key that the profile pins',
  'token/exchange:unreachable': 'The token endpoint could not be reached',
  'token/exchange:no-route': 'The route to the token endpoint is not known',
  'token/algorithm:none': 'The token is not signed ("alg": "none")',
  'token/algorithm:shared-secret': 'The token is signed with {algorithm}, a secret that verifiers share',
  'token/algorithm:unknown': 'The token names no signing algorithm of RFC 7518',
  'token/algorithm:no-signature': 'The token names {algorithm} and has no signature',
  'token/clock:expired': 'The token ended {seconds} s ago by this machine’s clock',
  'token/clock:not-yet': 'The token is valid only in {seconds} s by this machine’s clock',
  'token/clock:issued-in-future': 'The token was issued {seconds} s from now by this machine’s clock',
  'token/clock:issued-long-ago': 'The token was issued {seconds} s ago by this machine’s clock',
  'token/lifetime:too-long': 'The token is for {seconds} s, and {maximum} s are allowed',
  'token/lifetime:no-end': 'The token never ends (no "exp")',
  'token/lifetime:ends-before-it-begins': 'The token ends {seconds} s before it begins',
  'token/shape:not-a-jwt': 'What the token endpoint gives is no signed token',
  'token/shape:encrypted': 'The token is encrypted (JWE)',
  'token/shape:no-header': 'The token’s header is no JSON object',
  'token/shape:no-claims': 'The token’s claims are no JSON object',
  'token/shape:claims-missing': 'The token has no {missing}',
  'token/shape:not-a-date': 'The token’s {claims} is no number of seconds',
  'token/signature:wrong-signature': 'The token’s signature does not verify with the published keys',
  'token/signature:no-matching-key': 'The token is signed with a key that is not published',
  'token/signature:algorithm-not-verifiable': 'No published key can verify the token’s algorithm',
  'token/signature:jwks-unreadable': 'The published keys for the token could not be read',
  'token/liability:without-token': 'This build works without a token',
  'token/liability:without-token-for-a-reason': 'This build works without a token',
};

export function titleOf({ finding, data }: Told): string {
  const title = titles[finding.id];
  return title === undefined
    ? factOf(finding)
    : title.replace(/\{(\w+)\}/g, (_, key: string) => word(data[key]));
}
