/** The causes, the worst first: what is wrong, where, whom it reaches, who changes it, and what to copy. */
import type { Cause, Effect } from '../../audits/finding.js';
import { bounded, firstOf, limits, type PageContext } from './context.js';
import { command, textToCopy } from './copy.js';
import { html, nothing, type Markup } from './markup.js';
import { badge, lookOf } from './status.js';
import { countWords, sentence } from './words.js';

export const effectWords: Readonly<Record<Effect, string>> = {
  leaves: 'Leaves the device',
  unresolved: 'Does not resolve',
  forged: 'Can be forged',
  program: 'The program does not answer',
  soon: 'Breaks soon',
  others: 'Other programs only',
  machine: 'This machine',
};

export function causeList(context: PageContext): Markup {
  const { causes } = context.report;
  if (causes.length === 0)
    return html`<section id="causes">
      <h2>Causes</h2>
      <p class="lead">There is nothing to change.</p>
    </section>`;
  const { shown, more } = firstOf(causes, limits.causes);
  return html`<section id="causes">
    <h2>Causes, the worst first</h2>
    <p class="lead">Each with its place and what closes it.</p>
    ${shown.map((cause, index) => causeCard(cause, index + 1, context))}
    ${more > 0 && html`<p class="soft">${countWords(more, 'more cause')} are in the report’s JSON.</p>`}
  </section>`;
}

function causeCard(cause: Cause, number: number, context: PageContext): Markup {
  const details = html`${facts(cause)} ${fix(cause, number, context)} ${explained(cause, context)}`;
  const decides = context.report.verdict.deciding.includes(cause.key);
  return html`<article class="cause s-${cause.status}" id="cause-${number}" aria-labelledby="ct-${number}">
    <p class="tags">
      ${badge(cause.status, effectWords[cause.effect])}
      ${!decides && html`<span class="badge s-not-collected">does not decide the verdict</span>`}
    </p>
    <h3 id="ct-${number}"><span class="n" aria-hidden="true">${number}</span><span>${bounded(cause.title)}</span></h3>
    ${firstOf(cause.why, 6).shown.map((text) => html`<p class="text">${bounded(text)}</p>`)}
    ${
      cause.status === 'fail'
        ? details
        : html`${cause.first !== undefined && html`<p class="text"><strong>Fix:</strong> ${bounded(sentence(cause.first))}</p>`}
            <details data-print="open"><summary>Where, who, and how</summary>${details}</details>`
    }
  </article>`;
}

function facts({ where, affected, owner }: Cause): Markup {
  return html`<dl class="facts">
    ${where.length > 0 && html`<div><dt>Where</dt><dd>${items(where, 'code')}</dd></div>`}
    ${affected.length > 0 && html`<div><dt>Affected</dt><dd>${items(affected, 'chip')}</dd></div>`}
    <div><dt>Who changes it</dt><dd>${bounded(owner)}</dd></div>
  </dl>`;
}

function items(texts: readonly string[], kind: 'code' | 'chip'): Markup {
  const { shown, more } = firstOf(texts);
  const list = shown.map((text) => html`<li><span class="${kind}">${bounded(text)}</span></li>`);
  return html`<ul class="${kind}s">${list}${more > 0 && html`<li>and ${more} more</li>`}</ul>`;
}

function fix(cause: Cause, number: number, context: PageContext): Markup {
  const { first } = cause;
  return html`<div class="fix">
    <h4>What closes it</h4>
    <ol>
      ${first !== undefined && html`<li>${bounded(sentence(first))}</li>`}
      ${
        cause.command !== undefined &&
        html`<li>This writes it, read back before it is handed out: ${command(bounded(cause.command), `Command of cause ${number}`)}</li>`
      }
      <li>Once it is in place, check: ${command(bounded(cause.check), `Check of cause ${number}`)}</li>
    </ol>
    ${corrected(cause, number, context)}
    <details>
      <summary>Text for a ticket</summary>
      ${textToCopy(ticket(cause, context), `Ticket text of cause ${number}`)}
    </details>
  </div>`;
}

/** More of it is in the report's JSON (characters). */
const maxPatch = 20_000;

/** The corrected file and what the fix changes in it: both of the page itself, there without a network or a script. */
function corrected({ key, trial }: Cause, number: number, { holdsFile }: PageContext): Markup {
  if (trial?.status !== 'held') return nothing;
  const { file, patch } = trial;
  const isShown = patch !== undefined && patch.length <= maxPatch;
  const name = `cause-${number}.patch`;
  return html`${file !== undefined && holdsFile(key) && html`<p class="text">${download(file.base64, file.name, `The corrected file: ${file.name}`)}</p>`}
  ${
    isShown &&
    html`<details data-print="open">
    <summary>What it changes</summary>
    ${textToCopy(patch, `Change of cause ${number}`)}
    <p class="text">${download(Buffer.from(patch, 'utf8').toString('base64'), name, `The change as a file: ${name}`)}</p>
  </details>`
  }`;
}

function download(base64: string, name: string, text: string): Markup {
  return html`<a href="data:application/octet-stream;base64,${base64}" download="${name}">${text}</a>`;
}

/** What whoever changes it needs to know, as plain text. */
function ticket(cause: Cause, { report }: PageContext): string {
  const { tool, at, inputs, profile } = report;
  const lines = [
    `${profile.name}: ${cause.title}`,
    '',
    ...(cause.where.length === 0 ? [] : [`Where: ${firstOf(cause.where, 6).shown.join(', ')}`]),
    `What comes of it: ${effectWords[cause.effect].toLowerCase()}.`,
    ...firstOf(cause.why, 6).shown,
    ...(cause.affected.length === 0 ? [] : [`Affected: ${firstOf(cause.affected).shown.join(', ')}`]),
    '',
    ...(cause.first === undefined ? [] : [`Please: ${sentence(cause.first)}`]),
    ...(cause.command === undefined ? [] : [`  ${cause.command}`]),
    'Once it is in place, check:',
    `  ${cause.check}`,
    '',
    `staylocal ${tool.version}, audit of ${at}, evidence sha256 ${inputs.evidenceSha256.slice(0, 16)}…`,
  ];
  return bounded(lines.join('\n'));
}

function explained({ findings, consequences }: Cause, context: PageContext): Markup {
  const keys = [...findings, ...consequences];
  if (keys.length === 0) return nothing;
  const { shown, more } = firstOf(keys);
  const rows = shown.flatMap((key) => {
    const finding = context.finding(key);
    const id = context.idOf(key);
    if (finding === undefined) return [];
    const text = bounded(finding.subject ?? finding.title);
    return [
      html`<li>
        ${id === undefined ? html`<span>${text}</span>` : html`<a href="#${id}">${text}</a>`}
        <span class="soft">${lookOf(finding.status).word}, ${finding.audit}</span>
      </li>`,
    ];
  });
  return html`<details>
    <summary>Explains ${countWords(keys.length, 'finding')}</summary>
    <ul class="plain">
      ${rows} ${more > 0 && html`<li>and ${more} more</li>`}
    </ul>
  </details>`;
}
