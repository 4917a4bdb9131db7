/** Every finding, section by section. What is open is unfolded; search and filter come with the script. */
import type { Finding, Location } from '../../audits/finding.js';
import { bySection, type Section } from '../../audits/sections.js';
import { bounded, firstOf, limits, type PageContext } from './context.js';
import { attribute, html, nothing, type Markup } from './markup.js';
import { badge, lookOf, statusLooks } from './status.js';
import { countWords, sentence } from './words.js';

const openStatuses: ReadonlySet<string> = new Set(['fail', 'error', 'warn']);

export function findingList(context: PageContext): Markup {
  const { shown, more } = firstOf(context.report.findings, limits.findings);
  const sections = bySection(shown, ({ audit }) => audit);
  return html`<section id="findings">
    <h2>All findings</h2>
    <p class="lead">Every audit, section by section. Sections with something open are unfolded.</p>
    ${tools(shown)}
    ${sections.map(({ section, items }, index) => sectionBox(section, items, index, context))}
    ${more > 0 && html`<p class="soft">${countWords(more, 'more finding')} are in the report’s JSON.</p>`}
  </section>`;
}

/** Hidden until the script runs: without it nothing would come of them. */
function tools(findings: readonly Finding[]): Markup {
  const boxes = statusLooks
    .filter((look) => findings.some(({ status }) => status === look.status))
    .map(
      ({ status, word }) =>
        html`<label><input type="checkbox" name="status" value="${status}"${attribute('checked', true)}>${sentence(word).slice(0, -1)}</label>`,
    );
  return html`<div class="tools" id="tools" hidden>
    <label class="search">Search<input type="search" id="q" autocomplete="off" spellcheck="false"></label>
    <fieldset><legend>Show</legend>${boxes}</fieldset>
    <p id="shown" class="soft">${countWords(findings.length, 'finding')}</p>
  </div>`;
}

function sectionBox(
  { title }: Section,
  findings: readonly Finding[],
  index: number,
  context: PageContext,
): Markup {
  const isOpen = findings.some(({ status }) => openStatuses.has(status));
  const badges = statusLooks.flatMap(({ status, word }) => {
    const count = findings.filter((finding) => finding.status === status).length;
    return count === 0 ? [] : [badge(status, `${count} ${word}`)];
  });
  const row = (finding: Finding): Markup => findingRow(finding, context);
  const ordered = statusLooks.flatMap(({ status }) =>
    findings.filter((finding) => finding.status === status),
  );
  const open = ordered.filter(({ status }) => openStatuses.has(status));
  const rest = ordered.filter(({ status }) => !openStatuses.has(status));
  const list = (items: readonly Finding[]): Markup => html`<ul class="finds">${items.map(row)}</ul>`;
  const folded =
    open.length === 0 || rest.length === 0
      ? list(rest)
      : html`<details class="rest"><summary>${restWords(rest)}</summary>${list(rest)}</details>`;
  return html`<details class="sec" id="sec-${index}"${attribute('open', isOpen)}>
    <summary><h3>${title}</h3>${badges}</summary>
    ${open.length === 0 ? nothing : list(open)}${rest.length === 0 ? nothing : folded}
  </details>`;
}

function restWords(rest: readonly Finding[]): string {
  return statusLooks
    .flatMap(({ status, word }) => {
      const count = rest.filter((finding) => finding.status === status).length;
      return count === 0 ? [] : [`${count} ${word}`];
    })
    .join(', ');
}

function findingRow(finding: Finding, context: PageContext): Markup {
  const { status, subject, message, title } = finding;
  const id = context.idOf(finding.key) ?? '';
  return html`<li${attribute('id', id)} data-status="${lookOf(status).status}">
    <div>${badge(status)}</div>
    <div>
      <div class="msg">${subject !== undefined && html`<strong>${bounded(subject)}</strong> `}${bounded(message)}</div>
      ${openStatuses.has(status) && more(finding)}
      <div class="id">${because(finding, context)}${bounded(title)} · <code>${finding.id}</code></div>
    </div>
  </li>`;
}

function more({ details = [], location, subject, fix }: Finding): Markup {
  const place = location === undefined ? undefined : locationText(location);
  const { shown, more: left } = firstOf(details);
  return html`${place !== undefined && place !== subject && html`<div class="at">at <code>${bounded(place)}</code></div>`}
    ${details.length > 0 && html`<ul class="more">${shown.map((text) => html`<li>${bounded(text)}</li>`)}${left > 0 && html`<li>and ${left} more</li>`}</ul>`}
    ${fix !== undefined && html`<div class="do"><strong>Fix:</strong> ${bounded(sentence(fix.advice))}${fix.targets !== undefined && html` <code>staylocal generate ${fix.targets.join(', ')}</code>`}</div>`}`;
}

function because({ cause, because: follows }: Finding, { numberOf }: PageContext): Markup {
  const number = numberOf(cause);
  if (number === undefined) return nothing;
  const words = follows === true ? 'because of' : 'names';
  return html`${words} <a href="#cause-${number}">cause ${number}</a> · `;
}

function locationText({ file, line, column, key }: Location): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return key === undefined ? place : `${place} ${key}`;
}
