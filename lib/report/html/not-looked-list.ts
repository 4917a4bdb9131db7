/** What nobody looked at, and how to look: it is no pass. */
import type { Finding } from '../../audits/finding.js';
import { bySection, type Section } from '../../audits/sections.js';
import { howToLook, isGivenOption, type GivenOption } from '../how-to-look.js';
import { isInterrupted } from '../not-looked.js';
import { bounded, firstOf, type PageContext } from './context.js';
import { html, nothing, type Markup } from './markup.js';
import { countWords, listWords, sentence } from './words.js';

export function notLookedList(context: PageContext): Markup {
  const { findings, inputs } = context.report;
  const given = inputs.given === undefined ? undefined : new Set(inputs.given.filter(isGivenOption));
  const dark = findings.filter(({ status }) => status === 'not-collected');
  const moot = findings.filter(({ status }) => status === 'not-applicable');
  return html`<section id="dark">
    <h2>Not looked at</h2>
    <p class="lead">
      ${dark.length === 0 ? 'Nobody left anything out that the profile asks for.' : 'Not looked at is not passed.'}
    </p>
    ${bySection(dark, ({ audit }) => audit).map(({ section, items }) => sectionCard(section, items, given, context))}
    ${mootLine(moot)} ${manualCard(context)}
  </section>`;
}

function sectionCard(
  section: Section,
  findings: readonly Finding[],
  given: ReadonlySet<GivenOption> | undefined,
  { numberOf }: PageContext,
): Markup {
  const number = findings.map(({ cause }) => numberOf(cause)).find((each) => each !== undefined);
  const titles = [...new Set(findings.map(({ title }) => title))];
  const { shown, more } = firstOf(titles, 12);
  const way = findings.every(isInterrupted)
    ? 'it was interrupted; look again, to the end'
    : howToLook(section.folder, given);
  return html`<article class="cause dark">
    <h3>${section.title}, ${countWords(new Set(findings.map(({ audit }) => audit)).size, 'audit')}</h3>
    ${
      number === undefined
        ? way !== undefined && html`<p class="text"><strong>How to look:</strong> ${sentence(way)}</p>`
        : html`<p class="text">It follows from <a href="#cause-${number}">cause ${number}</a>.</p>`
    }
    <ul class="plain">
      ${shown.map((title) => html`<li>${bounded(title)}</li>`)} ${more > 0 && html`<li>and ${more} more</li>`}
    </ul>
  </article>`;
}

function mootLine(findings: readonly Finding[]): Markup {
  if (findings.length === 0) return nothing;
  const { shown, more } = firstOf([...new Set(findings.map(({ audit }) => audit))]);
  const words = listWords(more > 0 ? [...shown, `${more} more`] : shown);
  return html`<p class="soft">${countWords(findings.length, 'finding does', 'findings do')} not apply: ${words}.</p>`;
}

/** For somebody to work off: nobody knows, and nothing of it is counted. */
function manualCard({ report: { manual = [] } }: PageContext): Markup {
  if (manual.length === 0) return nothing;
  return html`<article class="cause dark">
    <h3>To check by hand, ${countWords(manual.length, 'item')} (manual)</h3>
    <p class="text">No program can look at these, and none of them is counted as passed.</p>
    <ul class="plain">
      ${manual.map(({ text, source }) => html`<li>${bounded(text)} <span class="soft">${bounded(source)}</span></li>`)}
    </ul>
  </article>`;
}
