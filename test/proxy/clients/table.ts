/**
 * Runs a client's table: rules, URL, and what the program does. A row says what the source code of the program
 * says, or what the program was seen to do (the interop tests).
 */
import assert from 'node:assert/strict';
import { bypasses } from '../../../lib/proxy/index.js';

export type Row = readonly [rules: string, url: string, expected: 'bypass' | 'proxy'];

/** One test a row. */
export function describeTable(client: string, rows: readonly Row[]): void {
  describe(`proxy/clients ${client}`, () => {
    for (const [rules, url, expected] of rows) {
      it(`${JSON.stringify(rules)} ${url} → ${expected}`, () => {
        assert.equal(bypasses(client, rules, url) ? 'bypass' : 'proxy', expected);
      });
    }
    it('has at least 25 rows', () => {
      assert.ok(rows.length >= 25, `${rows.length} rows`);
    });
  });
}
