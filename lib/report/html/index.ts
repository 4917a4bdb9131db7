/** `report → HTML`: one file to read, mail and print. */
import type { Report } from '../../audits/finding.js';
import { banner } from './banner.js';
import { chainSection } from './chain-section.js';
import { causeList } from './cause-list.js';
import { contextOf } from './context.js';
import { counts } from './counts.js';
import { evidenceList } from './evidence-list.js';
import { findingList } from './finding-list.js';
import { html, type Markup } from './markup.js';
import { notLookedList } from './not-looked-list.js';
import { page } from './page.js';
import { dateWords, momentWords } from './words.js';

/** The report as one self-contained page. */
export async function renderHtml(report: Report): Promise<string> {
  const { verdict, profile, at } = report;
  const context = contextOf(report);
  return page({
    title: `${verdict.word}: does ${profile.name} stay local? ${dateWords(at)}`,
    top: top(report),
    body: [
      banner(context),
      counts(report),
      contents(),
      causeList(context),
      await chainSection(report.chains, profile.name, { at }),
      findingList(context),
      notLookedList(context),
      evidenceList(report),
    ],
  });
}

function top({ profile, at, label }: Report): Markup {
  return html`<p><strong>staylocal</strong> audit of <strong>${profile.name}</strong> for ${profile.title}${label !== undefined && html` on <strong>${label}</strong>`}</p>
    <p><time datetime="${at}">${momentWords(at)}</time></p>`;
}

function contents(): Markup {
  const places = [
    ['causes', 'Causes'],
    ['chain', 'DNSSEC chain'],
    ['findings', 'All findings'],
    ['dark', 'Not looked at'],
    ['evidence', 'Evidence'],
  ] as const;
  return html`<nav class="toc" aria-label="Parts of the report">
    ${places.map(([id, title]) => html`<a href="#${id}">${title}</a> `)}
  </nav>`;
}
