/** Text from outside stays text in every format: read back by somebody else's parser, it is there and did nothing. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import MarkdownIt from 'markdown-it';
import { formats, type Document } from '../../../lib/report/formats/index.js';
import { escapeForTerminal } from '../../../lib/report/escape.js';
import { hostile, makers } from './documents.js';
import { isSarif } from './is-sarif.js';

type Read = (text: string, hostileText: string, document: Document) => void;

const schemaOf = (name: string) =>
  new Ajv2020({ allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object,
  );
const isLine = schemaOf('ndjson');
const schemas = {
  audit: schemaOf('report'),
  pac: schemaOf('pac'),
  dnssec: schemaOf('dnssec'),
  proxy: schemaOf('proxy'),
  fleet: schemaOf('fleet'),
};

/** Every text of a parsed value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(texts);
}

function holds(all: readonly string[], wanted: string): void {
  assert.ok(
    all.some((text) => text.includes(wanted)),
    `${JSON.stringify(wanted)} is not in it`,
  );
}

const readers: Readonly<Record<string, Read>> = {
  json: (text, wanted, { kind }) => {
    const value: unknown = JSON.parse(text);
    const isValid = schemas[kind];
    assert.ok(isValid(value), JSON.stringify(isValid.errors));
    holds(texts(value), wanted);
  },
  ndjson: (text, wanted) => {
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; run: string });
    for (const line of lines) assert.ok(isLine(line), JSON.stringify(isLine.errors));
    assert.equal(lines.filter(({ type }) => type === 'head').length, 1);
    assert.equal(new Set(lines.map(({ run }) => run)).size, 1);
    holds(texts(lines), wanted);
  },
  sarif: (text, wanted) => {
    const value: unknown = JSON.parse(text);
    assert.ok(isSarif(value), JSON.stringify(isSarif.errors?.slice(0, 3)));
    const uris = [...text.matchAll(/"uri": "([^"]*)"/g)].map(([, uri = '']) => uri);
    for (const uri of uris) {
      assert.match(uri, /^(?:file:\/\/\/|[A-Za-z0-9_.~/%-]*)$/);
      assert.ok(!uri.split('/').includes('..') || uri.startsWith('..'), uri);
    }
    holds(texts(value), wanted);
  },
  junit: (text, wanted) => {
    // eslint-disable-next-line no-control-regex -- characters that XML 1.0 does not have are what is tested
    assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(text));
    const parser = new XMLParser({
      ignoreAttributes: false,
      parseAttributeValue: false,
      parseTagValue: false,
      trimValues: false,
      htmlEntities: true,
    });
    const value = parser.parse(text) as { testsuites: object };
    assert.deepEqual(Object.keys(value).sort(), ['?xml', 'testsuites']);
    const names = new Set([...text.matchAll(/<([a-z-]+)[\s/>]/g)].map(([, name]) => name));
    for (const name of names)
      assert.ok(
        [
          'testsuites',
          'testsuite',
          'testcase',
          'properties',
          'property',
          'failure',
          'error',
          'skipped',
          'system-out',
          'system-err',
        ].includes(name ?? ''),
        name,
      );
    holds(
      texts(value),
      escapeForTerminal(wanted).replace(/[\ufffe\uffff]/g, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`),
    );
  },
  csv: (text, wanted) => {
    const rows = parse(text, { columns: true, relax_column_count: false, record_delimiter: '\r\n' });
    assert.ok(rows.length > 0);
    for (const value of texts(rows)) assert.doesNotMatch(value, /^\s*[=+\-@\t\r|%]/, value);
    holds(texts(rows), escapeForTerminal(wanted));
  },
  markdown: (text, wanted) => {
    const markdown = new MarkdownIt({ html: true, linkify: true });
    // GitHub makes a link of what has a scheme or begins with www, and of no name alone.
    markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
    const tokens = markdown.parse(text, {});
    const inline = tokens.flatMap(({ children }) => children ?? []);
    for (const { type, content } of [...tokens, ...inline])
      if (type.startsWith('html'))
        assert.match(content, /^<details><summary>\d+ findings<\/summary>\n?$|^<\/details>\n?$/, content);
    const types = new Set([...tokens, ...inline].map(({ type }) => type));
    for (const type of ['link_open', 'image', 'blockquote_open', 'hr', 'code_block', 's_open', 'softbreak'])
      assert.ok(!types.has(type), `${type}: ${text}`);
    for (const line of inline.filter(({ type }) => type === 'text'))
      assert.doesNotMatch(line.content, /(?<![A-Za-z0-9])[@#][A-Za-z0-9]/, 'a mention');
    // Each row of the table has as many cells as its head.
    const rows = tokens.filter(({ type }) => type === 'tr_open').length;
    const cells = tokens.filter(({ type }) => type === 'td_open' || type === 'th_open').length;
    assert.equal(cells, rows * 4);
    const shown = tokens.flatMap(({ type, content, children }) => {
      if (type === 'fence') return [content];
      return [(children ?? []).map((one) => one.content).join('')];
    });
    holds(
      shown.map((one) => one.replaceAll(/\s+/g, ' ')),
      escapeForTerminal(wanted).trim().replaceAll(/\s+/g, ' '),
    );
  },
  prometheus: (text) => {
    for (const line of text.trimEnd().split('\n'))
      assert.match(
        line,
        /^(?:# (?:HELP|TYPE) staylocal_[a-z_]+ [\x20-\x7e]+|staylocal_[a-z_]+\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)+\} -?\d+(?:\.\d+)?)$/u,
      );
    const series = text
      .split('\n')
      .filter((line) => line.startsWith('staylocal_'))
      .map((line) => line.replace(/ \S+$/, ''));
    assert.equal(new Set(series).size, series.length, 'a series comes once');
  },
  nagios: (text) => {
    assert.match(
      text,
      /^STAYLOCAL (?:OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]* \| (?:[a-z_]+=[\d.]+s?(?:;[\d.]*){3} ?)+\n$/,
    );
  },
  github: (text) => {
    for (const line of text.trimEnd().split('\n'))
      assert.match(
        line,
        /^::(?:error|warning|notice) (?:(?:file|line|col|title)=(?:[^:,%]|%25|%3A|%2C)*,?)+::[^%]*(?:%25[^%]*)*$/,
      );
  },
  text: (text) => {
    assert.ok(!/(?!\n)[\p{Cc}\u202e\u2028\ufeff]/u.test(text));
  },
  dot: (text) => {
    assert.match(text, /^digraph/);
  },
};

describe('report: formats and hostile text', () => {
  for (const format of formats.filter(({ id }) => id !== 'html' && id !== 'svg'))
    for (const make of makers) {
      const { kind } = make('x');
      if (!format.kinds.includes(kind)) continue;
      const check = async (text: string): Promise<void> => {
        const document = make(text);
        const written = await format.write(document, { color: false, verbose: true, folder: '/here' });
        assert.ok(written.endsWith('\n') || written === '');
        const read = readers[format.id];
        assert.ok(read !== undefined, `${format.id} has no reader here`);
        read(written, text, document);
      };
      it(`${format.id} of ${kind}`, async () => {
        for (const text of hostile) await check(text);
        const part = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 12 }));
        await fc.assert(
          fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => check(parts.join(''))),
          { numRuns: 8 },
        );
      });
    }
});
