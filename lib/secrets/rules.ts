/** The rules as data: their kind and what a report says of each. `docs/secrets.md` is held to this table by a test. */
import type { SecretKind, SecretRule } from './types.js';

export interface RuleInfo {
  readonly kind: SecretKind;
  readonly says: string;
  readonly advice: string;
}

const moveToServer =
  'let the server exchange the key for a token (GET …/tokens/application) and hand only the token to the page';

export const rules: Readonly<Record<SecretRule, RuleInfo>> = {
  'api-key': {
    kind: 'secret',
    says: 'the API key itself',
    advice: `have this key replaced, since everybody who loads the file has it; ${moveToServer}`,
  },
  'api-key-literal': {
    kind: 'secret',
    says: 'a literal where an API key goes',
    advice: `have this key replaced if it is the Distribution Service's; ${moveToServer}`,
  },
  'bearer-token': {
    kind: 'secret',
    says: 'a bearer token in the text',
    advice: 'have it revoked, and ask the server for a fresh token when it is needed',
  },
  jwt: {
    kind: 'secret',
    says: 'a JSON Web Token in the text',
    advice: 'have it revoked, and ask the server for a fresh token when it is needed',
  },
  'api-key-header': {
    kind: 'use',
    says: 'a request with an API key as its header',
    advice: moveToServer,
  },
  'api-key-variable': {
    kind: 'use',
    says: 'a build variable that the bundler replaces by the API key',
    advice: `read the variable on the server only; ${moveToServer}`,
  },
  'token-endpoint': {
    kind: 'use',
    says: 'the endpoint that exchanges the API key for a token',
    advice: moveToServer,
  },
};
