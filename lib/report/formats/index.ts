/**
 * The table of formats: what `--output` takes, its help, its documentation and its completion come from here. A row is all that
 * a new format needs beside its file.
 */
import { defineFormat, type Format } from './format.js';

const everything = ['audit', 'pac', 'dnssec', 'proxy', 'fleet'] as const;

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
    id: 'ndjson',
    title: 'a line for each cause and finding, for logs and streams',
    mediaType: 'application/x-ndjson',
    extension: 'ndjson',
    kinds: everything,
    standard: 'a JSON Schema of this package (schemas/ndjson.schema.json)',
    load: async () => (await import('./ndjson.js')).writeNdjson,
  }),
  defineFormat({
    id: 'markdown',
    title: 'for a ticket or $GITHUB_STEP_SUMMARY',
    mediaType: 'text/markdown; charset=utf-8',
    extension: 'md',
    kinds: everything,
    standard: 'CommonMark, with GitHub’s tables',
    load: async () => (await import('./markdown.js')).writeMarkdown,
  }),
  defineFormat({
    id: 'sarif',
    title: 'for code review',
    mediaType: 'application/sarif+json',
    extension: 'sarif',
    kinds: everything,
    standard: 'SARIF 2.1.0 (OASIS)',
    load: async () => (await import('./sarif.js')).writeSarif,
  }),
  defineFormat({
    id: 'junit',
    title: 'for Jenkins, GitLab and other build servers',
    mediaType: 'application/xml',
    extension: 'xml',
    kinds: everything,
    standard: 'JUnit XML of Jenkins (junit-4.xsd)',
    load: async () => (await import('./junit.js')).writeJunit,
  }),
  defineFormat({
    id: 'csv',
    title: 'for a spreadsheet',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    kinds: everything,
    standard: 'RFC 4180',
    load: async () => (await import('./csv.js')).writeCsv,
  }),
  defineFormat({
    id: 'prometheus',
    title: 'for node_exporter’s textfile collector',
    mediaType: 'text/plain; version=0.0.4; charset=utf-8',
    extension: 'prom',
    kinds: everything,
    standard: 'Prometheus exposition format 0.0.4',
    load: async () => (await import('./prometheus.js')).writePrometheus,
  }),
  defineFormat({
    id: 'nagios',
    title: 'one line with performance data, for Nagios and Icinga',
    mediaType: 'text/plain; charset=utf-8',
    extension: 'txt',
    kinds: everything,
    standard: 'Nagios plugin guidelines',
    load: async () => (await import('./nagios.js')).writeNagios,
  }),
  defineFormat({
    id: 'github',
    title: 'annotations for GitHub Actions, one a cause',
    mediaType: 'text/plain; charset=utf-8',
    extension: 'txt',
    kinds: everything,
    standard: 'GitHub’s workflow commands',
    load: async () => (await import('./github.js')).writeGithub,
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
    kinds: everything,
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
