/**
 * The models against what the programs themselves answered: fixtures/witness.json, recorded by
 * test/interop/proxy-witness/record.ts. A question that a program refuses is no question to its model.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bypasses } from '../../../lib/proxy/index.js';

interface Witness {
  readonly rules: readonly string[];
  readonly urls: readonly string[];
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

const FILE = new URL('../../../../test/proxy/clients/fixtures/witness.json', import.meta.url);
const WITNESS = JSON.parse(readFileSync(FILE, 'utf8')) as Witness;
/** Fewer means that a recording was cut. */
const LEAST = 29;

function differing(client: string, answers: readonly string[]): string[] {
  return WITNESS.rules.flatMap((rule, row) =>
    WITNESS.urls.flatMap((url, column) => {
      const theirs = answers[row]?.[column] ?? '?';
      if (theirs === 'x') return [];
      const ours = bypasses(client, rule, url) ? 'b' : 'p';
      return ours === theirs ? [] : [`${JSON.stringify(rule)} ${url}: the program ${theirs}, we ${ours}`];
    }),
  );
}

describe('proxy/clients: what the programs themselves answered', () => {
  for (const [client, answers] of Object.entries(WITNESS.answers)) {
    it(`${client}: ${WITNESS.rules.length} rules, ${WITNESS.urls.length} URLs`, () => {
      assert.ok(answers.join('').includes('b') && answers.join('').includes('p'));
      assert.deepEqual(differing(client, answers), []);
    });
  }

  it('holds the programs that were recorded', () => {
    assert.ok(Object.keys(WITNESS.answers).length >= LEAST);
  });
});
