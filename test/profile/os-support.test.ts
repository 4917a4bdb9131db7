import assert from 'node:assert/strict';
import { osSupport, type SupportedSystem } from '../../lib/profile/index.js';

/** What tells two rows apart. */
function keysOf({ id, build, version, editions }: SupportedSystem): string[] {
  return (editions ?? ['all']).map((edition) => [id, build ?? version, edition].join(' '));
}

describe('profile: the table of support dates', () => {
  const { systems, editions, date, sources, warnAfterDays } = osSupport();
  const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

  it('has a date, sources and an age at which it warns', () => {
    assert.ok(isDay(date) && warnAfterDays > 0);
    assert.ok(sources.length > 5 && sources.every((source) => URL.canParse(source)));
  });

  it('has one row for each system, by build or by version', () => {
    const keys = systems.flatMap(keysOf);
    assert.equal(new Set(keys).size, keys.length);
    for (const { name, build, version } of systems)
      assert.ok((build === undefined) !== (version === undefined), name);
  });

  it('names days, and an extended end that is later', () => {
    for (const { name, ends, extended } of systems) {
      assert.ok(ends === null || isDay(ends), name);
      if (extended !== undefined)
        assert.ok(ends !== null && isDay(extended.ends) && extended.ends > ends, name);
    }
  });

  it('names groups of editions that it has', () => {
    for (const { name, editions: groups = [] } of systems)
      for (const group of groups) assert.ok(editions[group] !== undefined, `${name}: ${group}`);
    const all = Object.values(editions).flat();
    assert.equal(new Set(all).size, all.length);
  });

  it('ends Windows on patch Tuesdays from 2018 on, as Microsoft does', () => {
    for (const { id, name, ends } of systems.filter(({ id: one }) => one === 'windows'))
      if (ends !== null && ends > '2018')
        assert.equal(new Date(ends).getUTCDay(), 2, `${id} ${name} ${ends}`);
  });
});
