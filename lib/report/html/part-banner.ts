/** The head of a page about one thing: what it comes to in a word, and the sentence that says so. */
import type { Status } from '../../audits/finding.js';
import { bounded } from './context.js';
import { html, type Markup, type Value } from './markup.js';
import { lookOf } from './status.js';

export interface PartVerdict {
  readonly status: Status;
  readonly word: string;
  readonly headline: string;
  readonly text: string;
  /** Below the sentence: what to do, what was asked. */
  readonly more?: Value;
}

export function partBanner({ status, word, headline, text, more }: PartVerdict): Markup {
  const { mark } = lookOf(status);
  return html`<div class="verdict v-${status}">
<div class="vhead"><p class="word"><span aria-hidden="true">${mark}</span> ${word}</p>
<div><h1>${bounded(headline)}</h1><p class="soft">${bounded(text)}</p></div></div>
${more}</div>`;
}
