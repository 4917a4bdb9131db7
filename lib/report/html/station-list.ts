/** Five stations from the name to the program: where it breaks, and that the rest was looked at. */
import type { Finding, Status } from '../../audits/finding.js';
import { capital, findingsAt, stations, statusOf } from '../stations.js';
import { bounded, type PageContext } from './context.js';
import { html, type Markup } from './markup.js';
import { lookOf } from './status.js';
import { countWords } from './words.js';

export function stationList(context: PageContext): Markup {
  const items = stations.map((station) => {
    const findings = findingsAt(station, context.report.findings);
    const status = statusOf(findings);
    const { mark, word } = lookOf(status);
    const number = openCause(findings, status, context);
    const content = html`<strong>${capital(station.title)}</strong>
      <span class="note">${words(findings, status, number, context)}</span>`;
    return html`<li>
      <span class="dot s-${status}" aria-hidden="true">${mark}</span>
      <span class="vh">${word}: </span>
      ${number === undefined ? html`<div>${content}</div>` : html`<a href="#cause-${number}">${content}</a>`}
    </li>`;
  });
  return html`<ol class="stations" aria-label="Where on the way it stands">
    ${items}
  </ol>`;
}

/** The number of the first cause that is open there. */
function openCause(
  findings: readonly Finding[],
  status: Status,
  { numberOf }: PageContext,
): number | undefined {
  const numbers = findings
    .filter((finding) => finding.status === status || status === 'error')
    .flatMap(({ cause }) => numberOf(cause) ?? []);
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}

function words(
  findings: readonly Finding[],
  status: Status,
  number: number | undefined,
  { report }: PageContext,
): string {
  const cause = number === undefined ? undefined : report.causes[number - 1];
  if (cause !== undefined) return bounded(cause.title);
  const passed = findings.filter((finding) => finding.status === 'pass').length;
  if (status === 'pass') return `${countWords(passed, 'check')} passed`;
  return capital(lookOf(status).word);
}
