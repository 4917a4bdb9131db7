/** `report → HTML`: one file to read, mail and print. */
import type { Report } from '../../audits/finding.js';
import type { SourceFile } from '../formats/document.js';
import { banner } from './banner.js';
import { chainSection } from './chain-section.js';
import { causeList } from './cause-list.js';
import { contextOf } from './context.js';
import { counts } from './counts.js';
import { evidenceList } from './evidence-list.js';
import { findingList } from './finding-list.js';
import { html, type Markup } from './markup.js';
import { notLookedList } from './not-looked-list.js';
import { pacSections } from './pac-section.js';
import { page } from './page.js';
import { routeSection } from './route-list.js';
import { dateWords } from '../../date-words.js';
import { momentWords } from './words.js';

export interface HtmlOptions {
  /** Files that were looked at, for their lines to be shown. */
  readonly sources?: readonly SourceFile[];
}

/** The report as one self-contained page. */
export async function renderHtml(report: Report, { sources = [] }: HtmlOptions = {}): Promise<string> {
  const { verdict, profile, at } = report;
  const context = contextOf(report);
  return page({
    title: `${verdict.word}: does ${profile.name} stay local? ${dateWords(at)}`,
    top: top(report),
    body: [
      banner(context),
      counts(report),
      contents(report),
      causeList(context),
      await chainSection(report.chains, profile.name, { at }),
      routeSection(report),
      pacSections(report.pacs, sources, profile.name),
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

/** Parts that are there: what was not looked at has none. */
function contents({ chains, routes, pacs }: Report): Markup {
  const places: readonly (readonly [string, string, boolean])[] = [
    ['causes', 'Causes', true],
    ['chain', 'DNSSEC chain', chains.length > 0],
    [
      'routes',
      'Routes',
      routes.length > 0 || pacs.some(({ proofs }) => proofs.some(({ answers }) => answers.length > 0)),
    ],
    ['pac', 'PAC', pacs.some(({ proofs, error }) => proofs.length > 0 || error !== undefined)],
    ['findings', 'All findings', true],
    ['dark', 'Not looked at', true],
    ['evidence', 'Evidence', true],
  ];
  return html`<nav class="toc" aria-label="Parts of the report">
    ${places.map(([id, title, isThere]) => isThere && html`<a href="#${id}">${title}</a> `)}
  </nav>`;
}
