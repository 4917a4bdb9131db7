/** Files of proxy settings, by each reader. */
import assert from 'node:assert/strict';
import {
  clients,
  detectFormat,
  formats,
  proxyFacts,
  readSettings,
  redactBytes,
  route,
  type ProxySettings,
} from '../../../lib/proxy/index.js';
import { settingsFiles } from '../corpora.js';
import { refused, type Target } from '../target.js';

const url = 'https://t1c.t1t.io:51983/';
const known = formats().map(({ id }) => id);
const all = clients().map(({ id }) => id);

function use(settings: readonly ProxySettings[], bytes: Uint8Array): void {
  // Others of the many each time, and the same ones for the same bytes.
  const from = bytes.length % all.length;
  const chosen = [...all.slice(from), ...all].slice(0, 4);
  for (const client of chosen)
    try {
      route(settings, client, url);
    } catch (error) {
      refused(error);
    }
  try {
    proxyFacts(settings, { clients: chosen, urls: [url] });
  } catch (error) {
    refused(error);
  }
}

function read(bytes: Uint8Array, format: string | undefined, fileName: string): string {
  try {
    const settings = readSettings(bytes, { format, fileName });
    JSON.parse(JSON.stringify(settings));
    for (const { issues } of settings)
      for (const { origin } of issues) assert.ok(origin.line === null || origin.line >= 1);
    use(settings, bytes);
    return 'read';
  } catch (error) {
    return refused(error);
  }
}

export const settings: Target = {
  id: 'settings',
  title:
    'settings are read or refused by their own reader and by the one their content tells; routes and facts of them are told',
  shape: 'bytes',
  words: [
    ...[
      '\\\n',
      '"',
      "'",
      '=',
      ':',
      ';',
      '<',
      '>',
      '<!--',
      ']]>',
      '&#x41;',
      '&amp;',
      '{',
      '}',
      '[',
      ']',
      '\0',
      '\r\n',
    ],
    ...[
      '\ufeff',
      'no_proxy',
      'http://u:p@h:1',
      '*.',
      '<local>',
      '10.0.0.0/8',
      '[::1]',
      'hex(7):',
      'dword:',
      '%41',
      '..',
    ],
    ...[
      'include ',
      'acl ',
      'url_regex ',
      '(a+)+$',
      'REG_SZ',
      'true',
      'null',
      '0x',
      '$(',
      '${',
      '\u2028',
      '\ud800',
    ],
  ],
  corpus: settingsFiles,
  runs: 2000,
  run: (bytes, name) => {
    const format = name.split('.')[0] ?? '';
    const fileName = name.slice(name.indexOf('.') + 1);
    const told = read(bytes, known.includes(format) ? format : undefined, fileName);
    try {
      read(bytes, detectFormat(bytes), fileName);
      redactBytes(bytes, fileName);
    } catch (error) {
      refused(error);
    }
    return told;
  },
};
