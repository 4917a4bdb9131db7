/** Reports over hostile evidence, in every format. */
import assert from 'node:assert/strict';
import { XMLParser } from 'fast-xml-parser';
import { formats } from '../../../lib/report/formats/index.js';
import { isSarif } from '../../report/formats/is-sarif.js';
import { elementsOf } from '../../report/html/structure.js';
import type { Target } from '../target.js';
import { evidenceCorpus, reportOf, words } from './evidence.js';

const acting = /^(?:on.*|style|srcdoc|src|srcset|action|formaction|ping|background|poster)$/;
const loading = /^(?:img|iframe|object|embed|link|form|base|video|audio)$/;

/** By a parser of a browser's kind: its own style and script, and nothing that acts, loads or leads elsewhere. */
function checkHtml(page: string): void {
  const elements = elementsOf(page);
  for (const { name, attributes } of elements) {
    assert.doesNotMatch(name, loading);
    for (const key of Object.keys(attributes)) assert.doesNotMatch(key, acting, `${name} ${key}`);
    if (attributes['href'] !== undefined) assert.match(attributes['href'], /^(?:#|data:application\/)/);
  }
  for (const own of ['script', 'style'])
    assert.equal(elements.filter(({ name }) => name === own).length, 1, own);
}

const checks: Readonly<Record<string, (text: string) => void>> = {
  json: (text) => void JSON.parse(text),
  ndjson: (text) => {
    for (const line of text.trimEnd().split('\n')) JSON.parse(line);
  },
  sarif: (text) => {
    assert.ok(isSarif(JSON.parse(text)), JSON.stringify(isSarif.errors?.slice(0, 3)));
  },
  junit: (text) => {
    assert.deepEqual(Object.keys(new XMLParser({ htmlEntities: true }).parse(text) as object).sort(), [
      '?xml',
      'testsuites',
    ]);
  },
  html: checkHtml,
  text: (text) => {
    assert.doesNotMatch(text, /(?!\n)[\p{Cc}\u202e\u2028\ufeff]/u);
  },
};

export const writers: Target = {
  id: 'writers',
  title:
    'a report over hostile evidence is JSON, SARIF, XML and HTML as their own parsers see them, with nothing of the evidence in command',
  shape: 'json',
  words,
  corpus: evidenceCorpus,
  runs: 50,
  run: async (bytes) => {
    const report = await reportOf(bytes);
    if (typeof report === 'string') return report;
    for (const format of formats.filter(({ kinds }) => kinds.includes('audit'))) {
      const written = await format.write(
        { kind: 'audit', report, sources: [] },
        { color: false, verbose: true, folder: '/here' },
      );
      checks[format.id]?.(written);
    }
    return 'written';
  },
};
