/** The chain of trust: a picture, the same in sentences beside it, and the records as a table below. */
import type { ReportChain } from '../../audits/finding.js';
import { draw } from '../picture/draw.js';
import { pictureOf } from '../picture/from-chain.js';
import { layOut, loadGraphviz, type Graphviz } from '../picture/layout.js';
import { mergedChains, type MergedChain } from '../picture/merge.js';
import { toneMarks } from '../picture/model.js';
import { chainSentences, type ChainSentence } from '../picture/sentences.js';
import { bounded, firstOf, limits } from './context.js';
import { html, nothing, type Markup } from './markup.js';
import { listWords, nameWords } from './words.js';

const leads: Readonly<Record<string, string>> = {
  secure: 'Trust starts at the root and is handed down. Every green arrow was checked and holds.',
  insecure:
    'Trust starts at the root and is handed down. What is dashed is not signed: nobody can tell a true answer there from a forged one.',
  bogus:
    'Trust starts at the root and is handed down. A solid green arrow was checked and holds; the red one is where it breaks; what is dotted was not checked, since nothing above it can be trusted.',
  indeterminate:
    'Trust starts at the root and is handed down. Here nobody could look far enough to say whether it reaches the name.',
};

/** A wider picture (pixels) has its sentences below it, and is not made smaller. */
const mostBeside = 840;

export interface ChainOptions {
  /** The moment that signatures were held against. */
  readonly at: string;
  /** Lays out the picture; undefined: there is none. Default: what is installed. */
  readonly graphviz?: Promise<Graphviz | undefined>;
}

export async function chainSection(
  chains: readonly ReportChain[],
  name: string,
  options: ChainOptions,
): Promise<Markup> {
  if (chains.length === 0) return nothing;
  const graphviz = await (options.graphviz ?? loadGraphviz());
  const all = mergedChains(chains);
  const { shown, more } = firstOf(all, limits.pictures);
  const worst = all[0]?.chain.status ?? 'indeterminate';
  return html`<section id="chain">
<h2>DNSSEC: who vouches for ${bounded(nameWords(name))}</h2>
<p class="lead">${Object.hasOwn(leads, worst) ? leads[worst] : leads['indeterminate']}</p>
${shown.map((merged, index) => oneChain(merged, index, shown.length, options.at, graphviz))}
${more > 0 && html`<p class="soft">${more} more views of the chain, which differ from these, are in the report’s JSON.</p>`}
</section>`;
}

function oneChain(
  merged: MergedChain,
  index: number,
  count: number,
  at: string,
  graphviz: Graphviz | undefined,
): Markup {
  const sentences = chainSentences(merged, at);
  const { svg, isWide, leftOut } = chainPicture(merged, at, `chain-${index}`, graphviz);
  const { types, by, chain } = merged;
  const title = html`<h3>${bounded(listWords(types))}, as ${bounded(listWords(by))} gave it</h3>`;
  const content = html`${title}<div class="${isWide === true ? 'two wide' : 'two'}">
${
  svg === undefined
    ? html`<div class="without"><p class="soft">The picture is not drawn here, since its layout (the package @hpcc-js/wasm-graphviz) is not at hand. The table says the same.</p>${recordTable(chain)}</div>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Picture of the chain">${svg}</div>`
}
<div>${words(sentences)}${leftOut.map((text) => html`<p class="soft">${bounded(text)}</p>`)}
${svg !== undefined && html`<details class="records"><summary>Keys and signatures</summary>${recordTable(chain)}</details>`}</div>
</div>`;
  return index === 0 || chain.status !== 'secure'
    ? html`<div class="one">${content}</div>`
    : html`<details class="one"><summary>${count === 2 ? 'The other view' : 'Another view'}: ${bounded(listWords(types))}, as ${bounded(listWords(by))} gave it</summary>${content}</details>`;
}

/** The picture alone; undefined where nothing lays it out. */
export function chainPicture(
  merged: MergedChain,
  at: string,
  id: string,
  graphviz: Graphviz | undefined,
): { readonly svg?: Markup; readonly isWide?: boolean; readonly leftOut: readonly string[] } {
  const picture = pictureOf(merged, at);
  if (graphviz === undefined || picture.nodes.length === 0) return { leftOut: [] };
  const { chain, types } = merged;
  try {
    const layout = layOut(picture, graphviz);
    const svg = draw(picture, layout, {
      id,
      title: `DNSSEC chain of ${nameWords(chain.name)} ${listWords(types)}: ${chain.status}`,
      description: bounded(
        chainSentences(merged, at)
          .map(({ text }) => text)
          .join(' '),
      ),
    });
    return { svg, isWide: layout.width > mostBeside, leftOut: picture.leftOut };
  } catch {
    // Graphviz gives up on what it cannot place; the sentences and the table say it all.
    return { leftOut: [] };
  }
}

function words(sentences: readonly ChainSentence[]): Markup {
  const { shown, more } = firstOf(sentences);
  return html`<ul class="words">${shown.map(
    ({ tone, text }) =>
      html`<li class="t-${tone}"><span class="m" aria-hidden="true">${tone === 'fix' ? '→' : toneMarks[tone]}</span><span>${tone === 'fix' && html`<strong>Fix:</strong> `}${bounded(text)}</span></li>`,
  )}${more > 0 && html`<li>and ${more} more</li>`}</ul>`;
}

/** Every record of the chain, in the words of the RFCs. */
function recordTable({ zones }: ReportChain): Markup {
  const rows = zones.flatMap((zone) => [
    ...zone.ds.map(({ keyTag, algorithm, digestType, use }) => [
      zone.zone,
      `DS ${keyTag}`,
      `algorithm ${algorithm}, digest type ${digestType}, ${use}`,
    ]),
    ...zone.keys.map(({ keyTag, algorithm, sep, used }) => [
      zone.zone,
      `DNSKEY ${keyTag}`,
      `algorithm ${algorithm}${sep ? ', SEP' : ''}, ${used ? 'used' : 'not used'}`,
    ]),
    ...zone.proofs.map(({ type, keyTag, signerName, inception, expiration }) => [
      zone.zone,
      `RRSIG ${type}`,
      `holds: by ${signerName} ${keyTag}, ${inception} to ${expiration}`,
    ]),
    ...zone.attempts.map(({ type, keyTag, signerName, inception, expiration, code }) => [
      zone.zone,
      `RRSIG ${type}`,
      `${code}: by ${signerName} ${keyTag}, ${inception} to ${expiration}`,
    ]),
  ]);
  const { shown, more } = firstOf(rows, 200);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Keys and signatures"><table class="records"><caption class="vh">Keys and signatures of the chain</caption><thead><tr><th scope="col">Zone</th><th scope="col">Record</th><th scope="col">What it is</th></tr></thead>
<tbody>${shown.map((cells) => html`<tr>${cells.map((cell) => html`<td>${bounded(cell)}</td>`)}</tr>`)}</tbody></table></div>${more > 0 && html`<p class="soft">and ${more} more records</p>`}`;
}
