/**
 * Random variables and URLs, the same in every run: what Python's urllib and requests decide about each is what we say. Their
 * own functions are asked, so that thousands take seconds. Rules are in lower case: where `no_proxy` is empty and NO_PROXY is
 * not, requests alone decides, in which case counts; we leave that out. Needs python3 with requests.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { readSettings, route } from '../../lib/proxy/index.js';

const DRIVER = new URL('../../../test/interop/proxy-drivers/decide.py', import.meta.url).pathname;

interface Case {
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
}

const host = fc.constantFrom(
  't1c.t1t.test',
  'T1C.t1t.test',
  't1t.test',
  't1c.t1t.test.',
  'localhost',
  'intranet',
  '10.1.2.3',
  '127.0.0.1',
  '[2001:db8::1]',
  '[::1]',
);
const port = fc.constantFrom('', '', ':80', ':443', ':51983', ':', ':00080');
const url = fc
  .tuple(fc.constantFrom('http', 'https'), fc.constantFrom('', '', '', 'u:p@'), host, port)
  .map(([scheme, user, name, digits]) => `${scheme}://${user}${name}${digits}/`);
const rule = fc.constantFrom(
  't1c.t1t.test',
  '.t1t.test',
  '*.t1t.test',
  't1t.test',
  '1t.test',
  '..t1t.test',
  't1c.t1t.test.',
  't1c.t1t.test:51983',
  't1c.t1t.test:80',
  '*',
  '*t1t.test',
  't1c.*',
  'localhost',
  '<local>',
  '10.0.0.0/8',
  '10.1.2.3',
  '10.1.2.3/32',
  '10/8',
  '10.0.0.0/33',
  '10.*',
  '127.',
  '::1',
  '[::1]',
  '2001:db8::/32',
  '[2001:db8::1]',
  '.',
  '',
  'http://t1c.t1t.test',
  'u@t1c.t1t.test',
  'test',
);
const list = fc
  .tuple(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.constantFrom(',', ', ', ' ,', ' ', ';', ',,'))
  .map(([rules, separator]) => rules.join(separator));
const proxy = fc.constantFrom('http://p:1', 'http://p:1', 'p:1', 'https://p:1', '');
const env = fc.record(
  {
    http_proxy: proxy,
    HTTP_PROXY: proxy,
    https_proxy: proxy,
    HTTPS_PROXY: proxy,
    Https_Proxy: proxy,
    all_proxy: proxy,
    no_proxy: list,
    NO_PROXY: list,
    REQUEST_METHOD: fc.constantFrom('GET', ''),
  },
  { requiredKeys: [] },
);

const CASES: readonly Case[] = fc
  .sample(fc.tuple(env, url), { numRuns: 4000, seed: 20 })
  .map(([variables, where]) => ({ env: variables, url: where }));

function ours(client: string, { env: variables, url: where }: Case): string {
  const text = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
  const settings = readSettings(['export LANG=C', ...text].join('\n'), { format: 'environment' });
  const { via } = route(settings, client, where);
  return via === 'unknown' ? 'failure' : via;
}

function agree(client: string, theirs: readonly string[]): void {
  const differing = CASES.flatMap((one, index) => {
    const mine = ours(client, one);
    return mine === theirs[index]
      ? []
      : [`${JSON.stringify(one.env)} ${one.url}: the program ${theirs[index] ?? '?'}, we ${mine}`];
  });
  assert.deepEqual(differing.slice(0, 20), [], `${client}: ${differing.length} of ${CASES.length} differ`);
  assert.ok(theirs.includes('proxy') && theirs.includes('direct'), 'both answers were seen');
}

describe('proxy decisions on random variables, against the real programs', function () {
  this.timeout(60_000);
  interface Answers {
    readonly version: string;
    readonly urllib: readonly string[];
    readonly requests: readonly string[];
  }
  let python: Answers;
  before(() => {
    const input = JSON.stringify(CASES);
    const output = execFileSync('/usr/bin/python3', [DRIVER], { input, maxBuffer: 1 << 26, timeout: 50_000 });
    python = JSON.parse(output.toString()) as Answers;
  });

  it('Python urllib', () => {
    agree('python-urllib', python.urllib);
  });

  it('Python requests', () => {
    agree(`python-requests@${python.version}`, python.requests);
  });
});
