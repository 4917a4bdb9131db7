import assert from 'node:assert/strict';
import fc from 'fast-check';
import { patchOf } from '../../lib/fixes/patch.js';

/** What a program that applies patches does, after POSIX: lines that stay or go have to be there. */
function applied(before: string, patch: string): string {
  const [, , head = '', ...body] = patch.split(/(?<=\n)/);
  const [, from = '', count = ''] = /^@@ -(\d+),(\d+) /.exec(head) ?? [];
  const lines = before === '' ? [] : before.split(/(?<=\n)/);
  const start = Number(count) === 0 ? Number(from) : Number(from) - 1;
  const old: string[] = [];
  const changed: string[] = [];
  for (const line of body) {
    if (line.startsWith('\\')) {
      for (const list of [old, changed])
        if (list.at(-1) !== undefined) list.push((list.pop() ?? '').replace(/\n$/, ''));
      continue;
    }
    const text = line.slice(1);
    if (!line.startsWith('+')) old.push(text);
    if (!line.startsWith('-')) changed.push(text);
  }
  const next = (list: readonly string[]): string => list.join('');
  const whole = next(lines.slice(start));
  assert.ok(whole.startsWith(next(old)) || next(old).startsWith(whole), patch);
  return next(lines.slice(0, start)) + next(changed) + next(lines.slice(start + Number(count)));
}

describe('fixes: a patch', () => {
  const cases: readonly (readonly [name: string, before: string, after: string, patch: string])[] = [
    ['a line that changes', 'a\nb\nc\n', 'a\nx\nc\n', '--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n'],
    ['lines behind the last', 'a\n', 'a\nb\n', '--- f\n+++ f\n@@ -1,1 +1,2 @@\n a\n+b\n'],
    ['a new file', '', 'a\n', '--- f\n+++ f\n@@ -0,0 +1,1 @@\n+a\n'],
    [
      'a last line without an end',
      'a',
      'b',
      '--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n',
    ],
  ];
  for (const [name, before, after, patch] of cases)
    it(name, () => {
      assert.equal(patchOf('f', before, after), patch);
    });

  it('is nothing where nothing changes, or where it would be too large', () => {
    assert.equal(patchOf('f', 'a\n', 'a\n'), undefined);
    assert.equal(patchOf('f', '', 'a\n'.repeat(40_000)), undefined);
  });

  it('leads from one text to the other', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c'))
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const patch = patchOf('f', before, after);
        assert.equal(patch === undefined ? before : applied(before, patch), after);
      }),
    );
  });
});
