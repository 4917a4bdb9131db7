/** PAC files that nobody would write, decided and proven; what is claimed is held against the engine. */
import assert from 'node:assert/strict';
import { loadPac, lintPac, type PacEnvironment } from '../../../lib/pac/index.js';
import { URL_UNDER_TEST } from '../../pac/support.js';
import { pacFiles } from '../corpora.js';
import { refused, type Target } from '../target.js';

/** Small walls: a script that does not end is one of many here. */
const limits = {
  timeMs: 200,
  loadTimeMs: 400,
  proofTimeMs: 1500,
  proofPaths: 100,
  memoryBytes: 32 * 1024 * 1024,
};

const environments: readonly PacEnvironment[] = [
  { at: new Date('2026-11-24T09:30:00.000Z'), timeZone: 'Europe/Brussels' },
  {
    myIp: '10.1.2.3',
    dns: { 't1c.t1t.io': ['127.0.0.1'] },
    at: new Date('2026-11-28T23:30:00.000Z'),
    random: [0.99],
  },
  { myIp: ['192.168.0.7', '2001:db8::1'], at: new Date('2024-02-29T12:00:00.000Z'), random: [0.1, 0.7] },
];

async function run(bytes: Uint8Array): Promise<string> {
  let pac;
  try {
    pac = await loadPac(bytes, { limits });
  } catch (error) {
    return refused(error);
  }
  try {
    const { verdict } = await pac.prove(URL_UNDER_TEST, { variants: false });
    for (const environment of environments) {
      const { compliance, failure } = await pac.decide(URL_UNDER_TEST, environment, { fresh: true });
      const isDirect = compliance === 'direct' || compliance === 'direct-first';
      // What took too long here says nothing.
      if (failure?.code === 'limit') continue;
      if (verdict === 'always')
        assert.ok(isDirect, `always, and ${compliance} in ${JSON.stringify(environment)}`);
      if (verdict === 'never')
        assert.ok(!isDirect, `never, and ${compliance} in ${JSON.stringify(environment)}`);
    }
    await lintPac(bytes);
    return `proven: ${verdict}`;
  } catch (error) {
    return refused(error);
  } finally {
    await pac.close();
  }
}

export const pac: Target = {
  id: 'pac',
  title: 'a PAC is decided and proven within its bounds, and what is claimed is what the engine does',
  shape: 'bytes',
  words: [
    ...[
      '{',
      '}',
      '(',
      ')',
      ';',
      ',',
      '[',
      ']',
      '=>',
      '...',
      '?.',
      '??=',
      '**',
      '`${',
      '/*',
      '//',
      '\\u0041',
      '\0',
      '\u2028',
    ],
    ...[
      'return "DIRECT";',
      'return "PROXY p:1";',
      'if (url.length % 2) ',
      'for (;;) ',
      'while (host) ',
      'try {} finally {}',
    ],
    ...[
      'new Date()',
      'Math.random()',
      'myIpAddress()',
      'dnsResolve(host)',
      'isInNet(host, "10.0.0.0", "255.0.0.0")',
    ],
    ...[
      'eval(',
      'this',
      'arguments',
      'Object.prototype',
      '__proto__',
      'toString',
      'Symbol.iterator',
      'function* g(){yield 1}',
    ],
    ...[
      'async ',
      'await ',
      'class A extends null {}',
      'Proxy',
      'Reflect',
      'RegExp',
      '.replace(/./g, ',
      '.length',
      '!',
      '-',
      '+',
      '&& ',
    ],
  ],
  corpus: pacFiles,
  runs: 25,
  run,
};
