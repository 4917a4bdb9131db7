/** A fleet as a page: how many machines, what helps most of them first, and the matrix of machines and causes. */
import {
  traitNames,
  type FleetCause,
  type FleetData,
  type FleetMachine,
  type TraitId,
} from '../../fleet/types.js';
import { dateWords } from '../../date-words.js';
import {
  adviceOf,
  beforeWords,
  causeOf,
  count,
  distinctionWords,
  headline,
  movementParts,
  openReasons,
  planSentence,
} from '../fleet/words.js';
import type { FleetDocument } from '../formats/document.js';
import { effectWords } from './cause-list.js';
import { firstOf } from './context.js';
import { html, nothing, svg, type Markup } from './markup.js';
import { page } from './page.js';
import { badge } from './status.js';
import { momentWords } from './words.js';

/** What one page holds; the rest is counted on it and stands in the JSON. */
const most = {
  causes: 100,
  columns: 20,
  machines: 5000,
  values: 12,
  names: 200,
  skipped: 200,
  findings: 200,
} as const;
/** Of one text (characters): the page holds thousands. */
const maxText = 160;

export function fleetPage({ fleet }: FleetDocument): string {
  const { profile, at, counts } = fleet;
  return page({
    title: `Fleet: ${headline(fleet)}, ${dateWords(at)}`,
    kind: 'fleet',
    top: html`<p><strong>staylocal</strong> fleet of <strong>${short(profile.name)}</strong>, ${count(counts.machines, 'machine')}</p><p><time datetime="${at}">${momentWords(at)}</time></p>`,
    body: [
      summary(fleet),
      changeSection(fleet),
      movementSection(fleet),
      causeSection(fleet),
      openSection(fleet),
      traitSection(fleet),
      matrixSection(fleet),
      findingSection(fleet),
      skippedSection(fleet),
    ],
  });
}

function short(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText)}…`;
}

const verdictParts = [
  { key: 'no', status: 'fail', word: 'NO' },
  { key: 'unknown', status: 'error', word: 'UNKNOWN' },
  { key: 'but', status: 'warn', word: 'YES, but something else is not in order' },
  { key: 'yes', status: 'pass', word: 'YES' },
] as const;

function summary(fleet: FleetData): Markup {
  const { counts } = fleet;
  const worst = verdictParts.find(({ key }) => counts[key] > 0)?.status ?? 'error';
  const plan = planSentence(fleet);
  let x = 0;
  const bars = verdictParts.map(({ key, status }) => {
    const width = counts.machines === 0 ? 0 : (counts[key] / counts.machines) * 1000;
    const bar = svg`<rect class="b-${status}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="24"/>`;
    x += width;
    return bar;
  });
  return html`<div class="verdict v-${worst}"><h1>${short(headline(fleet))}</h1>
${plan !== '' && html`<p class="text">${plan.slice(0, 1000)}</p>`}
<svg class="share" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<ul class="key" aria-label="Verdicts">${verdictParts.map(
    ({ key, status, word }) => html`<li>${badge(status, `${counts[key]} ${word}`)}</li>`,
  )}</ul></div>`;
}

function changeSection(fleet: FleetData): Markup {
  const { shown, more } = firstOf(fleet.changes, 10);
  if (shown.length === 0) return nothing;
  const waiting = fleet.changes.at(-1)?.right ?? 0;
  return html`<section id="changes"><h2>What helps most machines first</h2>
<ol class="changes">${shown.map((change) => {
    const cause = causeOf(change.cause, fleet);
    return html`<li><strong>${short(cause === undefined ? change.cause : adviceOf(cause, fleet))}</strong> <span class="soft">${short(cause?.owner ?? '')}; of use on ${count(change.machines, 'machine')}, and ${change.right} of ${waiting} are right then.</span></li>`;
  })}</ol>${more > 0 && html`<p class="soft">and ${more} more in the JSON</p>`}</section>`;
}

function movementSection(fleet: FleetData): Markup {
  const { movement } = fleet;
  if (movement === undefined) return nothing;
  const parts = movementParts(fleet).filter(({ machines }) => machines.length > 0);
  return html`<section id="movement"><h2>Since ${momentWords(movement.since)}</h2>
<p class="lead">${movement.same} as before.</p>
${parts.map(({ title, machines }) => {
  const { shown, more } = firstOf(machines, most.names);
  return html`<details><summary>${machines.length} ${title}</summary><ul class="chips">${shown.map((name) => html`<li><span class="chip">${short(name)}</span></li>`)}${more > 0 && html`<li>and ${more} more</li>`}</ul></details>`;
})}
${movement.goneCauses.map(({ title, before }) => html`<p class="text">Gone (was on ${count(before, 'machine')}): ${short(title)}</p>`)}</section>`;
}

function causeSection({ causes, counts }: FleetData): Markup {
  if (causes.length === 0)
    return html`<section id="causes"><h2>Causes</h2><p class="lead">There is nothing to change.</p></section>`;
  const { shown, more } = firstOf(causes, most.causes);
  return html`<section id="causes"><h2>Causes, by how many machines each one holds up</h2>
<p class="lead">One line is one thing to change.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Causes"><table class="fleet-causes"><thead><tr><th scope="col">Machines</th><th scope="col">Cause</th><th scope="col">Change</th><th scope="col">Who</th></tr></thead>
<tbody>${shown.map((cause, index) => causeRow(cause, index + 1, counts.machines))}</tbody></table></div>
${more > 0 && html`<p class="soft">and ${more} more in the JSON</p>`}</section>`;
}

function causeRow(cause: FleetCause, number: number, machines: number): Markup {
  const width = (cause.machines / Math.max(1, machines)) * 100;
  return html`<tr class="s-${cause.status}"><td class="n">${cause.machines}<span class="soft">${beforeWords(cause)}</span><svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="b-${cause.status}" x="0" y="0" width="${width.toFixed(1)}" height="8"/></svg></td>
<td>${badge(cause.status, effectWords[cause.effect])}<br><strong>${number}. ${short(cause.title)}</strong>${cause.distinctions.map((one) => html`<p class="soft">${distinctionWords(one)}</p>`)}</td>
<td>${short(cause.first ?? '')}</td><td>${short(cause.owner)}</td></tr>`;
}

function openSection(fleet: FleetData): Markup {
  const { shown, more } = firstOf(openReasons(fleet), most.values);
  if (shown.length === 0) return nothing;
  return html`<section id="open"><h2>UNKNOWN, and no cause above says why</h2><ul>${shown.map(({ why, machines }) => html`<li><strong>${count(machines.length, 'machine')}</strong>: ${why} <span class="soft">${short(machines.join(', '))}</span></li>`)}</ul>${more > 0 && html`<p class="soft">and ${more} more in the JSON</p>`}</section>`;
}

function traitSection({ traits }: FleetData): Markup {
  const differing = traits.filter(({ values }) => values.length > 1);
  if (differing.length === 0) return nothing;
  return html`<section id="traits"><h2>What differs</h2>
${differing.map(({ trait, values }) => {
  const { shown, more } = firstOf(values, most.values);
  return html`<details><summary>${traitNames[trait]}: ${values.length} different</summary><table><thead><tr><th scope="col">${traitNames[trait]}</th><th scope="col">Machines</th><th scope="col">of them NO</th></tr></thead><tbody>${shown.map(({ value, machines, no }) => html`<tr><td>${short(value)}</td><td>${machines}</td><td>${no}</td></tr>`)}</tbody></table>${more > 0 && html`<p class="soft">and ${more} more in the JSON</p>`}</details>`;
})}</section>`;
}

function matrixSection(fleet: FleetData): Markup {
  const columns = fleet.causes.slice(0, most.columns);
  const traits = fleet.traits.filter(({ values }) => values.length > 1).map(({ trait }) => trait);
  const { shown, more } = firstOf(fleet.machines, most.machines);
  const left = fleet.causes.length - columns.length;
  if (shown.length === 0) return nothing;
  return html`<section id="matrix"><h2>Machines and causes</h2>
<div id="fleet-tools" class="tools" hidden><label class="search">Search<input type="search" id="fleet-q" autocomplete="off"></label><p id="fleet-shown" role="status"></p></div>
<div class="scroll" tabindex="0" role="region" aria-label="Machines and causes"><table class="mx" id="fleet-matrix"><thead><tr>
<th scope="col" data-sort="text">Machine</th><th scope="col" data-sort="text">Verdict</th>
${columns.map(({ title, status }, index) => html`<th scope="col" data-sort="mark" class="s-${status}">${index + 1}. ${short(title)}</th>`)}
${traits.map((trait) => html`<th scope="col" data-sort="text">${traitNames[trait]}</th>`)}
<th scope="col" data-sort="text">Seen</th></tr></thead>
<tbody>${shown.map((machine) => machineRow(machine, columns, traits))}</tbody></table></div>
${left > 0 && html`<p class="soft">${count(left, 'more cause')} have no column here.</p>`}
${more > 0 && html`<p class="soft">and ${count(more, 'more machine')} in the JSON</p>`}</section>`;
}

const marks = {
  fail: html`<td class="f">✖<span class="vh"> failed</span></td>`,
  error: html`<td class="e">!<span class="vh"> could not look</span></td>`,
  warn: html`<td class="w">▲<span class="vh"> to heed</span></td>`,
} as const;
const none = html`<td></td>`;
const verdicts = {
  NO: html`<td class="f">✖ NO</td>`,
  UNKNOWN: html`<td class="e">! UNKNOWN</td>`,
  YES: html`<td class="p">✔ YES</td>`,
  but: html`<td class="w">▲ YES, but</td>`,
} as const;

function machineRow(
  { machine, verdict, but, causes, traits: own, at }: FleetMachine,
  columns: readonly FleetCause[],
  traits: readonly TraitId[],
): Markup {
  return html`<tr><th scope="row">${short(machine)}</th>${verdicts[verdict === 'YES' && but ? 'but' : verdict]}${columns.map(
    ({ key }) => {
      const status = Object.hasOwn(causes, key) ? causes[key] : undefined;
      return status === undefined ? none : marks[status];
    },
  )}${traits.map((trait) => html`<td>${short(own[trait] ?? '')}</td>`)}<td>${at.slice(0, 10)}</td></tr>
`;
}

function findingSection({ findings }: FleetData): Markup {
  if (findings.length === 0) return nothing;
  const { shown, more } = firstOf(findings, most.findings);
  return html`<section id="findings"><h2>Findings, by machines</h2><details><summary>${count(findings.length, 'kind')} of findings</summary><table><thead><tr><th scope="col">Machines</th><th scope="col">Finding</th></tr></thead><tbody>${shown.map(({ id, title, status, machines }) => html`<tr><td>${machines}</td><td>${badge(status)} ${short(title)} <code>${short(id)}</code></td></tr>`)}</tbody></table>${more > 0 && html`<p class="soft">and ${more} more in the JSON</p>`}</details></section>`;
}

function skippedSection({ skipped, counts }: FleetData): Markup {
  if (counts.skipped === 0) return nothing;
  const { shown } = firstOf(skipped, most.skipped);
  const more = counts.skipped - shown.length;
  return html`<section id="skipped"><h2>Skipped, and not judged</h2><ul>${shown.map(({ source, reason }) => html`<li><code>${short(source)}</code> ${reason.slice(0, 300)}</li>`)}</ul>${more > 0 && html`<p class="soft">and ${more} more</p>`}</section>`;
}
