/** How many causes there are, and how many findings of each kind: small, since they decide nothing. */
import type { Report } from '../../audits/finding.js';
import { html, nothing, type Markup } from './markup.js';
import { statusLooks } from './status.js';
import { countWords } from './words.js';

export function counts({ causes, summary, findings }: Report): Markup {
  const boxes = statusLooks
    .filter(({ status }) => summary[status] > 0)
    .map(
      ({ status, mark, word }) =>
        html`<li class="${status}">
          <b>${summary[status]}</b> <span><span aria-hidden="true">${mark}</span> ${word}</span>
        </li>`,
    );
  const open = findings.filter(({ cause }) => cause !== undefined).length;
  return html`<ul class="counts" aria-label="Counts">
      <li><b>${causes.length}</b> <span>${causes.length === 1 ? 'cause' : 'causes'}</span></li>
      ${boxes}
    </ul>
    ${
      open === 0
        ? nothing
        : html`<p class="soft">
            ${countWords(open, 'finding')} ${open === 1 ? 'comes' : 'come'} from
            ${countWords(causes.length, 'cause')}. Close the causes; the findings go with them.
          </p>`
    }`;
}
