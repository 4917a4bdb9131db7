/** A PAC line by line: who is sent where from which line, and what nobody reaches. */
import type { ReportPac } from '../../audits/finding.js';
import type { SourceFile } from '../formats/document.js';
import { clientTitle } from './clients.js';
import { groupBy } from '../../audits/shared/group-by.js';
import { bounded, firstOf, limits } from './context.js';
import { html, nothing, type Markup } from './markup.js';
import { decidedAnswers, lineMarks, type LineMarks, type LineNote } from './pac-marks.js';
import { countWords, fileWords, listWords, sentence } from './words.js';

const verdictWords: Readonly<Record<string, string>> = {
  always: 'always DIRECT',
  never: 'never DIRECT',
  sometimes: 'DIRECT for some only',
  unknown: 'could not be proven',
};

export function pacSections(
  pacs: readonly ReportPac[],
  sources: readonly SourceFile[],
  name: string,
): Markup {
  const { shown, more } = firstOf(
    pacs.filter(({ proofs, error }) => proofs.length > 0 || error !== undefined),
    limits.pacFiles,
  );
  if (shown.length === 0) return nothing;
  return html`<section id="pac">${shown.map((pac, index) => onePac(pac, index, sources, name))}${more > 0 && html`<p class="soft">${countWords(more, 'more PAC')} are in the report’s JSON.</p>`}</section>`;
}

function onePac(pac: ReportPac, index: number, sources: readonly SourceFile[], name: string): Markup {
  const source = sources.find(({ kind, file }) => kind === 'pac' && file === pac.source);
  return html`<div class="one" id="pac-${index}"><h2>${bounded(fileWords(pac.source))}, line by line</h2>
<p class="soft"><code>${bounded(pac.source)}</code>${pac.namedBy !== undefined && html`, named by <code>${bounded(pac.namedBy)}</code>`}${pac.wpad === true && ', found by automatic detection'}</p>
${pac.error !== undefined && html`<p class="text"><strong>It could not be read:</strong> ${bounded(sentence(pac.error))}</p>`}
${proofWords(pac, name)}
${source === undefined ? answersAlone(pac) : sourceLines(source.text, lineMarks(pac))}
${source !== undefined && answersElsewhere(pac)}</div>`;
}

/** One sentence for all client programs that come to the same. */
function proofWords({ proofs, notLookedAt }: ReportPac, name: string): Markup {
  const groups = new Map<string, string[]>();
  for (const { verdict, clients } of proofs)
    groups.set(verdict, [...(groups.get(verdict) ?? []), ...clients.map(clientTitle)]);
  const paths = Math.max(0, ...proofs.map((proof) => proof.paths));
  const forms = Math.max(0, ...proofs.map(({ variants }) => variants.length)) + 1;
  return html`<ul class="proofs">${[...groups].map(
    ([verdict, clients]) =>
      html`<li><strong>${verdictWords[verdict] ?? verdict}</strong> for ${bounded(name)}, when run by ${bounded(listWords(clients))}</li>`,
  )}${notLookedAt.map(({ clients, reason }) => html`<li><strong>not looked at</strong> for ${bounded(listWords(clients.map(clientTitle)))}: ${bounded(sentence(reason))}</li>`)}</ul>
<p class="lead">${countWords(paths, 'path')} through the script ${paths === 1 ? 'was' : 'were'} followed, for ${countWords(forms, 'form')} of the URL.</p>${variantWords(proofs)}`;
}

/** Forms of the URL that come to something else than the URL itself. */
function variantWords(proofs: ReportPac['proofs']): Markup {
  const other = proofs.flatMap(({ variants, verdict, clients }) =>
    variants
      .filter((variant) => variant.verdict !== verdict)
      .map(({ variant, url, verdict: own }) => ({ variant, url, own, clients })),
  );
  const alike = [...groupBy(other, ({ variant, url, own }) => JSON.stringify([variant, url, own])).values()];
  if (alike.length === 0) return nothing;
  const { shown, more } = firstOf(alike, 12);
  const items = shown.map((group) => {
    const { variant = '', url = '', own = 'unknown' } = group[0] ?? {};
    const clients = group.flatMap((each) => each.clients.map(clientTitle));
    return html`<li><strong>${verdictWords[own] ?? own}</strong>: ${bounded(variant)}, <code>${bounded(url)}</code>, when run by ${bounded(listWords(clients))}</li>`;
  });
  return html`<p class="text">Other forms of the URL come to something else:</p><ul class="proofs">${items}${more > 0 && html`<li>and ${more} more</li>`}</ul>`;
}

const marks = { decides: '✖', direct: '✔', stops: '!' } as const;
const words = { decides: 'Sent to a proxy:', direct: 'Goes direct:', stops: 'Stops here:' } as const;

function noteText({ kind, text, result }: LineNote): Markup {
  return html`<span class="note n-${kind}"><span aria-hidden="true">${marks[kind]}</span> ${words[kind]} ${bounded(text)}${result !== undefined && html` <code>${bounded(result)}</code>`}</span>`;
}

/** Where the text is not at hand. */
function answersAlone(pac: ReportPac): Markup {
  const answers = decidedAnswers(pac);
  const { shown, more } = firstOf(answers);
  return answers.length === 0
    ? nothing
    : html`<ul class="proofs">${shown.map(
        ({ line, compliance, result, who }) =>
          html`<li>${line !== undefined && `Line ${line}. `}${noteText({ kind: compliance === 'proxied' ? 'decides' : compliance === 'failed' ? 'stops' : 'direct', text: who.join('; '), result })}</li>`,
      )}${more > 0 && html`<li>and ${more} more</li>`}</ul>`;
}

/** Answers that no line gives: a script that fails, or ends without a return. */
function answersElsewhere(pac: ReportPac): Markup {
  const failures = [
    ...new Set(
      pac.proofs.flatMap(({ failure, bypass }) => [failure, bypass].filter((text) => text !== undefined)),
    ),
  ];
  const without = decidedAnswers(pac).filter(({ line }) => line === undefined);
  return html`${failures.map((text) => html`<p class="text"><strong>For every client:</strong> ${bounded(sentence(text))}</p>`)}
${without.map(({ who, result }) => html`<p class="text">${noteText({ kind: 'stops', text: who.join('; '), result })}</p>`)}`;
}

/** A file of more lines is shown around what is marked. */
const mostWhole = 160;
const around = 4;

function sourceLines(text: string, line: LineMarks): Markup {
  const all = text.replace(/[\r\n]+$/, '').split(/\r\n|[\n\r\u2028\u2029]/);
  const isMarked = (at: number): boolean => line.notes.has(at) || line.asks.has(at);
  const isShown = (at: number): boolean =>
    all.length <= mostWhole ||
    at <= 2 ||
    Array.from({ length: 2 * around + 1 }, (_, index) => at - around + index).some(isMarked);
  const rows: Markup[] = [];
  let hidden = 0;
  for (const [index, content] of all.entries()) {
    if (!isShown(index + 1) || rows.length >= limits.pacLines) {
      hidden += 1;
      continue;
    }
    if (hidden > 0) rows.push(gap(hidden));
    hidden = 0;
    rows.push(row(content, index + 1, line));
  }
  if (hidden > 0) rows.push(gap(hidden));
  return html`<ol class="pac" aria-label="The script">${rows.map((each) => [each, '\n'])}</ol>`;
}

function gap(count: number): Markup {
  return html`<li class="gap"><span class="ln" aria-hidden="true">⋯</span><span class="src">${countWords(count, 'line')} that ${count === 1 ? 'decides' : 'decide'} nothing here ${count === 1 ? 'is' : 'are'} not shown</span></li>`;
}

function row(content: string, at: number, { notes, never, asks }: LineMarks): Markup {
  const own = notes.get(at) ?? [];
  const worst = (['decides', 'stops', 'direct'] as const).find((kind) =>
    own.some((note) => note.kind === kind),
  );
  const isNever = worst === undefined && never.has(at);
  const isFirstNever = isNever && !never.has(at - 1);
  const kind = worst ?? (isNever ? 'never' : asks.has(at) ? 'asks' : 'plain');
  return html`<li class="l-${kind}"><span class="ln" aria-hidden="true">${at}</span><span class="src"><span class="vh">Line ${at}: </span>${bounded(content)}</span>${own.map(noteText)}${isFirstNever && html`<span class="note n-never"><span aria-hidden="true">–</span> Never reached for this URL</span>`}${kind === 'asks' && html`<span class="note n-asks"><span aria-hidden="true">?</span> Decides by who asks, where or when</span>`}</li>`;
}
