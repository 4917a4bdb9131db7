/** What is said of any audit that did not come to a finding of its own; ids end with these words. */
import type { MessageSpec } from './define.js';

type GeneralMessage = 'not-collected' | 'interrupted' | 'switched-off' | 'not-asked' | 'not-judged';

export const generalMessages: Readonly<Record<GeneralMessage, MessageSpec>> = {
  'not-collected': {
    status: 'not-collected',
    text: 'Nobody looked: the evidence holds nothing that it reads.',
  },
  interrupted: {
    status: 'not-collected',
    text: 'Interrupted before it was looked at: looking was ended, and what was there by then was kept.',
    fix: { advice: 'Look again, to the end' },
  },
  'switched-off': { status: 'not-applicable', text: 'Switched off by the profile.' },
  'not-asked': { status: 'not-applicable', text: 'The profile does not ask for it.' },
  'not-judged': {
    status: 'error',
    text: 'The evidence could not be judged; the reason stands with it.',
    fix: { advice: 'Gather the evidence anew; where that does not help, report it as a fault of staylocal' },
  },
};
