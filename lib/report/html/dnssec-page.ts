/** `dnssec` as a page: the chain, what will break, and what a walk through the zone's own servers found. */
import type { Status } from '../../audits/finding.js';
import { chainOf } from '../../audits/facts/chain.js';
import type { Validation } from '../../dnssec/index.js';
import type { DnssecDocument } from '../formats/document.js';
import { renderWalk } from '../views/walk-text.js';
import { chainSection } from './chain-section.js';
import { bounded, firstOf } from './context.js';
import { html, nothing, type Markup } from './markup.js';
import { page } from './page.js';
import { partBanner } from './part-banner.js';
import { badge } from './status.js';
import { dateWords } from '../../date-words.js';
import { listWords, momentWords, nameWords, sentence } from './words.js';

const statuses: Readonly<Record<Validation['status'], Status>> = {
  secure: 'pass',
  insecure: 'warn',
  bogus: 'fail',
  indeterminate: 'error',
};

const texts: Readonly<Record<Validation['status'], string>> = {
  secure: 'Every link from the trust anchor to the answer holds.',
  insecure: 'The zone is not signed: nobody can tell a true answer from a forged one.',
  bogus: 'The chain is broken: resolvers that validate give no answer.',
  indeterminate: 'Nobody could look far enough to say.',
};

export async function dnssecPage({ validation, walk, resolvers }: DnssecDocument): Promise<string> {
  const { name, type, status, at, rcode, warnings } = validation;
  const chain = chainOf(listWords(resolvers), validation);
  const headline = `${nameWords(name)} ${type} is ${status}`;
  return page({
    title: `${status}: ${nameWords(name)} ${type}, ${dateWords(at)}`,
    top: html`<p><strong>staylocal</strong> dnssec of <strong>${bounded(nameWords(name))}</strong></p><p><time datetime="${at}">${momentWords(at)}</time></p>`,
    body: [
      partBanner({
        status: statuses[status],
        word: status.toUpperCase(),
        headline,
        text: `${texts[status]} The answer was ${rcode}.`,
      }),
      await chainSection([chain], name, { at }),
      warningList(warnings),
      walk === undefined ? nothing : walkSection(renderWalk(walk)),
    ],
  });
}

function warningList(warnings: Validation['warnings']): Markup {
  if (warnings.length === 0) return nothing;
  const { shown, more } = firstOf(warnings, 100);
  return html`<section id="warnings"><h2>To heed</h2><p class="lead">Nothing of it breaks the chain today.</p>
<ul class="finds">${shown.map(
    ({ zone, message, fix, reference }) =>
      html`<li><div>${badge('warn')}</div><div><div class="msg"><strong>${bounded(nameWords(zone))}</strong> ${bounded(sentence(message))}</div><div class="do"><strong>Fix:</strong> ${bounded(fix)}</div><div class="id">${bounded(reference)}</div></div></li>`,
  )}</ul>${more > 0 && html`<p class="soft">and ${more} more</p>`}</section>`;
}

function walkSection(text: string): Markup {
  return html`<section id="walk"><h2>Through the zone’s own servers</h2><p class="lead">Each was asked, from the root down: is the resolver at fault, or the zone?</p><pre tabindex="0" role="region" aria-label="The walk from the root"><code>${bounded(text)}</code></pre></section>`;
}
