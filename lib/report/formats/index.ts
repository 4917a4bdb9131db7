/**
 * The table of formats: what `--output` takes, its help, its documentation and its completion come from here. A row is all that
 * a new format needs beside its file.
 */
import { defineFormat, type Format } from './format.js';

const everything = ['audit', 'pac', 'dnssec', 'proxy'] as const;

export const formats: readonly Format[] = [
  defineFormat({
    id: 'text',
    title: 'for a person at a terminal',
    mediaType: 'text/plain; charset=utf-8',
    extension: 'txt',
    kinds: everything,
    load: async () => (await import('./text.js')).writeText,
  }),
  defineFormat({
    id: 'json',
    title: 'everything, for programs',
    mediaType: 'application/json',
    extension: 'json',
    kinds: everything,
    standard: 'JSON Schemas of this package (schemas/)',
    load: async () => (await import('./json.js')).writeJson,
  }),
  defineFormat({
    id: 'dot',
    title: 'the chain of trust, for Graphviz',
    mediaType: 'text/vnd.graphviz',
    extension: 'dot',
    kinds: ['dnssec'],
    standard: 'Graphviz',
    load: async () => {
      const { renderDot } = await import('../views/dnssec-dot.js');
      return ({ validation }) => renderDot(validation);
    },
  }),
  defineFormat({
    id: 'html',
    title: 'a page to read, mail and print',
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
    kinds: ['audit', 'dnssec'],
    standard: 'HTML, WCAG 2.2 AA (axe-core)',
    load: async () => (await import('../html/write.js')).writeHtml,
  }),
  defineFormat({
    id: 'svg',
    title: 'the chain of trust as a picture',
    mediaType: 'image/svg+xml',
    extension: 'svg',
    kinds: ['dnssec'],
    standard: 'SVG',
    load: async () => (await import('../picture/alone.js')).writeSvg,
  }),
];

export type { Format, WriteContext } from './format.js';
export type * from './document.js';
