import type { FirstSaid } from './types.js';

export const frontEndSaid: FirstSaid = {
  'front-end-holds-key': 'YES, but: www/app.js holds the API key, in one place',
  'front-end-exchanges-key':
    'YES, but: www/app.js works with an API key (the endpoint that exchanges it and the header that carries it), in 2 places',
};
