import type { ExpectedAudits } from './types.js';

export const frontEndExpected: ExpectedAudits = {
  'front-end-holds-key': ['token/front-end'],
  'front-end-exchanges-key': ['token/front-end'],
};
