/** A status as a mark and a word, never by its colour alone. */
import type { Status } from '../../audits/finding.js';
import { html, type Markup } from './markup.js';

export interface StatusLook {
  readonly status: Status;
  readonly mark: string;
  readonly word: string;
}

/** In the order in which they are counted and shown. */
export const statusLooks: readonly StatusLook[] = [
  { status: 'fail', mark: '✖', word: 'failed' },
  { status: 'error', mark: '!', word: 'could not look' },
  { status: 'warn', mark: '▲', word: 'to heed' },
  { status: 'pass', mark: '✔', word: 'passed' },
  { status: 'not-collected', mark: '?', word: 'not looked at' },
  { status: 'not-applicable', mark: '–', word: 'does not apply' },
];

const byStatus = new Map(statusLooks.map((look) => [look.status, look]));

export function lookOf(status: Status): StatusLook {
  return byStatus.get(status) ?? { status, mark: '?', word: status };
}

/** A pill with the status's mark; `text` takes the place of its word. */
export function badge(status: Status, text: string = lookOf(status).word): Markup {
  return html`<span class="badge s-${lookOf(status).status}"
    ><span aria-hidden="true">${lookOf(status).mark}</span> ${text}</span
  >`;
}
