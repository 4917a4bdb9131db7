/** The picture as a file of its own: its colours are in it, since no page gives it any. */
import { chainOf } from '../../audits/facts/chain.js';
import { readPackageFile } from '../../package-root.js';
import type { DocumentOf } from '../formats/document.js';
import { chainPicture } from '../html/chain-section.js';
import { ownCode } from '../html/markup.js';
import { listWords } from '../html/words.js';
import { loadGraphviz } from './layout.js';
import { mergedChains } from './merge.js';

/** Throws where the layout's package is not installed, or cannot place the picture. */
export async function writeSvg({ validation, resolvers }: DocumentOf<'dnssec'>): Promise<string> {
  const [merged] = mergedChains([chainOf(listWords(resolvers), validation)]);
  const graphviz = await loadGraphviz();
  if (graphviz === undefined)
    throw new Error(
      'The picture needs the package @hpcc-js/wasm-graphviz; install it beside staylocal (npm install @hpcc-js/wasm-graphviz).',
    );
  const picture =
    merged === undefined ? undefined : chainPicture(merged, validation.at, 'chain', graphviz).svg;
  if (picture === undefined) throw new Error('There is no chain to draw.');
  const text = picture.toString();
  const at = text.indexOf('>') + 1;
  const style = ownCode('style', readPackageFile('templates/report/picture-alone.css')).toString();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.slice(0, at)}\n${style}${text.slice(at)}\n`;
}
