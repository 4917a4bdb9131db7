/** How each program's own settings, its variables and their lists stand to one another: a row for each line of the decision. */
import assert from 'node:assert/strict';
import { readSettings, route, type ProxySettings, type Route } from '../../../lib/proxy/index.js';

/** Settings in several formats: `format`, then its lines. */
type Files = readonly (readonly [format: string, ...lines: string[]])[];

const read = (files: Files): ProxySettings[] =>
  files.flatMap(([format, ...lines]) => readSettings(lines.join('\n'), { format, fileName: format }));

/** The way, and what decided it: the file with its line, the rule, the proxy. */
function brief({ via, reason, rule, proxy }: Route): string {
  const place = rule === null ? '-' : `${rule.file}:${rule.line ?? ''}`;
  return [via, reason, place, rule?.text, proxy].filter((part) => part !== undefined).join(' ');
}

export const docker = (...members: string[]): readonly [string, ...string[]] => [
  'docker-daemon',
  '{ "proxies": {',
  members.join(',\n'),
  '} }',
];
export const kubeconfig = (proxy: string, server: string): readonly [string, ...string[]] => [
  'kubeconfig',
  'apiVersion: v1',
  'kind: Config',
  'clusters:',
  '- cluster:',
  `    proxy-url: ${proxy}`,
  `    server: ${server}`,
  '  name: a',
];
/** One of git's for a URL, or a pattern of URLs. */
export const url = (pattern: string, proxy: string): readonly [string, ...string[]] => [
  'gitconfig',
  `[http "${pattern}"]`,
  ` proxy = ${proxy}`,
];
/** KDE's by hand, with this list. */
export const kde = (list: string): readonly [string, ...string[]] => [
  'kioslaverc',
  '[Proxy Settings]',
  'ProxyType=1',
  'httpsProxy=http://k 1',
  `NoProxyFor=${list}`,
];
export const env = (...lines: string[]): readonly [string, ...string[]] => ['environment', ...lines];

/** By client: the files, a URL, and what is done with it. */
export type Rows = Readonly<
  Record<string, readonly (readonly [files: Files, url: string, expected: string])[]>
>;

export function describeRows(title: string, all: Rows): void {
  describe(title, () => {
    for (const [client, rows] of Object.entries(all))
      for (const [files, url, expected] of rows)
        it(`${client} ${url}, ${files.map((lines) => lines.slice(1).join('; ')).join(' | ')}: ${expected}`, () => {
          assert.equal(brief(route(read(files), client, url)), expected);
        });
  });
}
