/** The dates of Debian and Ubuntu in our table against those that Debian publishes (package distro-info-data). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { osSupport, type SupportedSystem } from '../../lib/profile/index.js';
import { skip } from '../skip.js';

type Row = Readonly<Record<string, string>>;

function published(file: string): ReadonlyMap<string, Row> {
  const [head = '', ...lines] = readFileSync(`/usr/share/distro-info/${file}.csv`, 'utf8').trim().split('\n');
  const columns = head.split(',');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      const row = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
      return [(row['version'] ?? '').replace(/ LTS$/, ''), row];
    }),
  );
}

/** The column in which each distribution has the last day that its table row means. */
const ends: Readonly<Record<string, (row: Row) => string | undefined>> = {
  ubuntu: (row) => row['eol'],
  debian: (row) => row['eol-lts'],
};

describe('support dates against distro-info-data', () => {
  for (const [id, endOf] of Object.entries(ends)) {
    const rows = published(id);
    const ours = osSupport().systems.filter((system) => system.id === id);
    it(`${id}: there are some`, () => {
      assert.ok(ours.length >= 4 && rows.size > ours.length);
    });
    for (const { name, version = '', ends: end, extended } of ours as readonly SupportedSystem[]) {
      it(name, function () {
        const row = rows.get(version) ?? skip(this, 'the installed distro-info-data is older than it');
        assert.equal(end, endOf(row));
        if (extended !== undefined) assert.equal(extended.ends, row['eol-esm']);
      });
    }
  }
});
