/** `pac` as a page: what the script answers, line by line, or in one environment, or what is to be said of its text. */
import { proofOf } from '../../audits/facts/pac.js';
import type { ReportPac } from '../../audits/finding.js';
import type { Decision } from '../../pac/index.js';
import type { PacDocument } from '../formats/document.js';
import { decisionText } from '../views/pac-text.js';
import { bounded, firstOf } from './context.js';
import { html, nothing, type Markup } from './markup.js';
import { page } from './page.js';
import { pacSections } from './pac-section.js';
import { partBanner, type PartVerdict } from './part-banner.js';
import { badge } from './status.js';
import { dateWords } from '../../date-words.js';
import { fileWords, momentWords, sentence } from './words.js';

export function pacPage(document: PacDocument): string {
  const { profile, at, source, sha256, bytes } = document;
  const verdict = verdictOf(document);
  const file = fileWords(source.file);
  return page({
    title: `${verdict.word}: ${file} for ${profile.name}, ${dateWords(at)}`,
    top: html`<p><strong>staylocal</strong> pac of <strong>${bounded(file)}</strong> for ${bounded(profile.title)}</p><p><time datetime="${at}">${momentWords(at)}</time></p>`,
    body: [
      partBanner(verdict),
      told(document),
      lintSection(document),
      html`<section id="evidence"><h2>Evidence</h2><p class="text"><code>${bounded(source.file)}</code>, ${bytes} bytes, sha256 <code class="hash">${sha256}</code></p></section>`,
    ],
  });
}

const proofVerdicts = {
  always: { status: 'pass', word: 'ALWAYS' },
  never: { status: 'fail', word: 'NEVER' },
  sometimes: { status: 'fail', word: 'SOMETIMES' },
  unknown: { status: 'error', word: 'UNKNOWN' },
} as const;

const proofTexts = {
  always: 'proven for every environment',
  never: 'proven for every environment',
  sometimes: 'shown by an environment of each kind',
  unknown: 'no more can be shown than stands below',
} as const;

const compliances: Readonly<Record<Decision['compliance'], Pick<PartVerdict, 'status' | 'word'>>> = {
  direct: { status: 'pass', word: 'DIRECT' },
  'direct-first': { status: 'warn', word: 'DIRECT FIRST' },
  proxied: { status: 'fail', word: 'PROXY' },
  failed: { status: 'error', word: 'NO ANSWER' },
};

function verdictOf({ told: result, lint, profile, source, url }: PacDocument): PartVerdict {
  const file = fileWords(source.file);
  switch (result.mode) {
    case 'proof': {
      const { proof, holds } = result;
      const also = holds || proof.verdict !== 'always' ? '' : ' Another form of the URL does not.';
      const { status, word } = proofVerdicts[proof.verdict];
      return {
        status: holds ? 'pass' : status === 'pass' ? 'fail' : status,
        word,
        headline: `${file} ${proof.verdict === 'unknown' ? 'could not be proven' : `${proof.verdict} answers DIRECT`} for ${profile.name}`,
        text: `As ${proof.dialect} runs it, for ${proof.url}, ${proofTexts[proof.verdict]}.${also}`,
      };
    }
    case 'decision':
      return {
        ...compliances[result.decision.compliance],
        headline: `${file} answers ${result.decision.result ?? 'nothing'}`,
        text: `In one environment, as ${result.decision.dialect} runs it, for ${url}.`,
      };
    case 'lint':
      return lint.length === 0
        ? {
            status: 'pass',
            word: 'CLEAN',
            headline: `Nothing to remark in ${file}`,
            text: 'Its text was read, and it was not run.',
          }
        : {
            status: 'warn',
            word: 'HEED',
            headline: `Constructs in ${file} are not portable`,
            text: 'Its text was read, and it was not run.',
          };
  }
}

function told({ told: result, source, profile, url }: PacDocument): Markup {
  if (result.mode === 'proof') {
    const pac: ReportPac = {
      source: source.file,
      proofs: [{ clients: [result.proof.dialect], ...proofOf(result.proof) }],
      notLookedAt: [],
    };
    return pacSections([pac], [source], profile.name);
  }
  if (result.mode === 'lint') return nothing;
  const text = decisionText(result.decision, url, source.file, result.assumed);
  return html`<section id="decision"><h2>What it was asked, and what it answered</h2><pre tabindex="0" role="region" aria-label="The decision"><code>${bounded(text)}</code></pre></section>`;
}

function lintSection({ lint }: PacDocument): Markup {
  if (lint.length === 0) return nothing;
  const { shown, more } = firstOf(lint, 200);
  return html`<section id="lint"><h2>What its text is to be heeded for</h2>
<ul class="finds">${shown.map(
    ({ line, column, message, rule }) =>
      html`<li><div>${badge('warn')}</div><div><div class="msg"><strong>Line ${line}, column ${column}</strong> ${bounded(sentence(message))}</div><div class="id"><code>${rule}</code></div></div></li>`,
  )}</ul>${more > 0 && html`<p class="soft">and ${more} more</p>`}</section>`;
}
