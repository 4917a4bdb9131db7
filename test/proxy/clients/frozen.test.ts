/**
 * The models of programs that cannot be asked (closed source, or a browser that takes seconds a question), over the questions of
 * the witness. The answers were written by the models, so this shows no model right; it shows that a change of any
 * answer is noticed. Who means the change writes them anew: UPDATE_FROZEN=1, and says in the commit what is different and why.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { bypasses, clients, route } from '../../../lib/proxy/index.js';

interface Answers {
  readonly rules: readonly string[];
  readonly urls: readonly string[];
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

const folder = new URL('../../../../test/proxy/clients/fixtures/', import.meta.url);
const read = (name: string): Answers => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Answers;
const WITNESS = read('witness.json');
/** What only these grammars know. */
const RULES = [
  ...WITNESS.rules,
  '<-loopback>',
  'localhost;<-loopback>',
  '<-loopback>;localhost',
  '127.0.0.1 <-loopback>',
  'ftp://t1c.t1t.io',
  'http://*.t1t.io:51983',
  'https://*:51983',
  '10.1.2.3:80',
  '[2001:db8::1]:80',
  '[2001:db8::]/32:8080',
  '[::1]/128:80',
  't1c.t1t.io:51983/24',
  '169.254/16',
  '10.1.2.3:99999',
  '<local>;t1c.t1t.io',
  '<LOCAL>,x',
];
/** Half of the witness's tell the grammars apart as well. */
const URLS = [
  ...WITNESS.urls.filter((_url, index) => index % 2 === 1),
  'http://169.254.1.2/',
  'ftp://t1c.t1t.io/',
  'http://loopback/',
  'wss://t1c.t1t.io/',
];

function ours(client: string): string[] {
  return RULES.map((rule) => URLS.map((url) => (bypasses(client, rule, url) ? 'b' : 'p')).join(''));
}

/** They have their grammar from another client. */
const BORROWED = new Set(['git', 'docker', 'kubectl', 'pip', 'node-fetch', 'node-proxy-agent']);
/** The versions whose grammar the witness holds: `curl@7.88.1` is that since 7.86.0. */
const recorded = new Set(
  Object.keys(WITNESS.answers).map((id) => route([], id, 'https://t1c.t1t.io/').client),
);
const ids = clients()
  .filter(({ id }) => !BORROWED.has(id))
  .flatMap(({ id, versions }) => versions.map((version) => `${id}@${version}`))
  .filter((id) => !recorded.has(id));

describe('proxy/clients: answers that nobody else gives stay as they are', () => {
  before(function () {
    this.timeout(300_000);
    if (process.env['UPDATE_FROZEN'] !== '1') return;
    const answers = Object.fromEntries(ids.map((id) => [id, ours(id)]));
    writeFileSync(
      new URL('frozen.json', folder),
      `${JSON.stringify({ rules: RULES, urls: URLS, answers }, null, 1)}\n`,
    );
  });

  for (const id of ids)
    it(id, () => {
      const frozen = read('frozen.json');
      const was = frozen.answers[id] ?? [];
      const differing = ours(id).flatMap((row, index) =>
        row === was[index]
          ? []
          : [`${JSON.stringify(RULES[index])}: ${was[index] ?? 'nothing'} is now ${row}`],
      );
      assert.deepEqual(differing, []);
      assert.deepEqual([frozen.rules, frozen.urls], [RULES, URLS]);
    });
});
