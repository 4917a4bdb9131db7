import type { FirstSaid } from './types.js';

export const tokenSaid: FirstSaid = {
  'api-key-wrong': 'YES, but: https://127.0.0.1:#/v3_5/tokens/application refuses the API key (HTTP 401)',
  'token-path-wrong':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application has no token endpoint at this path (HTTP 404)',
  'token-endpoint-html':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application answers with a web page in place of JSON: a proxy, a portal or a wrong path answers',
  'token-endpoint-text':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application answers with something that is no JSON object',
  'token-endpoint-down': 'YES, but: https://127.0.0.1:#/v3_5/tokens/application fails with HTTP 503',
  'token-endpoint-moved':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application answers with a redirect (HTTP 302), which the key does not follow',
  'token-refused':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application answers that it did not succeed ("success": false)',
  'token-missing': 'YES, but: https://127.0.0.1:#/v3_5/tokens/application answers without a token in "data"',
  'token-is-identifier':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives something that is no signed token: between dots that has 3 parts, and this has 1',
  'token-endpoint-untrusted':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application was not shown the API key, since its TLS session is not trusted',
  'token-endpoint-not-pinned':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application was not shown the API key, since its certificate chain holds no key that the profile pins',
  'token-expired':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token that ended # s ago by this machine’s clock',
  'token-not-yet-valid':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token that is valid only in # s by this machine’s clock',
  'token-long-lived':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token for 2592000 s, longer than the 3600 s that are allowed',
  'token-without-end':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token that never ends (no "exp")',
  'token-alg-none':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token that is not signed ("alg": "none"): anybody can write one',
  'token-alg-hs256':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application signs its token with HS256, whose secret every verifier has to know',
  'token-signature-wrong':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token whose signature does not verify with the keys of https://127.0.0.1:#/v3_5/tokens/jwks',
  'token-signature-cut':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token that names RS256 and has no signature',
  'token-key-unpublished':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application signs its token with a key that https://127.0.0.1:#/v3_5/tokens/jwks does not hold',
  'token-without-claims':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token without iss, sub, iat',
  'token-encrypted':
    'YES: https://127.0.0.1:#/v3_5/tokens/application gives an encrypted token (JWE), whose claims nobody but its receiver can read',
  'build-without-token':
    'YES: This build works without a token: the liability for the security flow is wholly the web application’s',
  'jwks-gone':
    'YES, but: https://127.0.0.1:#/v3_5/tokens/application gives a token that could not be verified, for https://127.0.0.1:#/v3_5/tokens/jwks could not be read: the server answered 404',
};
