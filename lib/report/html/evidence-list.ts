/** What the report rests on, with times and digests: the same evidence gives the same report, anywhere and later. */
import type { Report } from '../../audits/finding.js';
import { bounded, firstOf } from './context.js';
import { html, type Markup, type Value } from './markup.js';
import { momentWords } from './words.js';

export function evidenceList({ at, tool, profile, label, inputs, verdict }: Report): Markup {
  const { system, resolvers, references, files, given, durationMs, interrupted, evidenceSha256 } = inputs;
  const machine = [label ?? inputs.label, system?.name, system?.architecture].filter(
    (part) => part !== undefined,
  );
  const rows: readonly (readonly [string, Value] | undefined)[] = [
    [
      'Taken',
      html`<time datetime="${at}">${momentWords(at)}</time> <span class="soft">${at}; every finding holds at that moment</span>`,
    ],
    durationMs === undefined ? undefined : ['It took', `${(durationMs / 1000).toFixed(1)} s`],
    [
      'Machine',
      machine.length === 0 ? html`<span class="soft">not recorded</span>` : bounded(machine.join(', ')),
    ],
    ['Tool', `staylocal ${tool.version}, profile ${profile.id}`],
    given === undefined ? undefined : ['Options', given.length === 0 ? 'none' : bounded(given.join(', '))],
    interrupted === undefined
      ? undefined
      : ['Interrupted', bounded(`before these were done: ${interrupted.join(', ')}`)],
    ['Looked at', bounded(verdict.looked.join(', ')) || 'nothing'],
    resolvers.length === 0 ? undefined : ['Resolvers', codes(resolvers)],
    references.length === 0 ? undefined : ['Second opinions', codes(references)],
    ['Evidence', digest(evidenceSha256)],
  ];
  const { shown, more } = firstOf(files, 100);
  return html`<section id="evidence">
    <h2>Evidence</h2>
    <p class="lead">The same evidence gives the same report, anywhere and later.</p>
    <table class="ev">
      <caption class="vh">What this report rests on</caption>
      <tbody>
        ${rows.map((each) => each !== undefined && row(each[0], each[1]))}
        ${shown.map(({ source, bytes, sha256, kind }) => row(source, html`${kind === 'pac' ? 'PAC' : 'settings'}, ${bytes} bytes, ${digest(sha256)}`))}
        ${more > 0 && row('Further files', `${more}`)}
      </tbody>
    </table>
  </section>`;
}

function row(title: string, value: Value): Markup {
  return html`<tr><th scope="row">${bounded(title)}</th><td>${value}</td></tr>`;
}

function codes(texts: readonly string[]): Markup {
  const { shown, more } = firstOf(texts);
  return html`<ul class="plain">${shown.map((text) => html`<li><code>${bounded(text)}</code></li>`)}${more > 0 && html`<li>and ${more} more</li>`}</ul>`;
}

function digest(sha256: string): Markup {
  return html`sha256 <code class="hash">${sha256}</code>`;
}
