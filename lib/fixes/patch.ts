/**
 * What changes in a file, as a unified diff (POSIX.1-2024, diff -u) of one hunk: from the first line that differs to the
 * last. Limits: text up to 64 KiB, which a report can hold.
 */
const context = 3;
const mostText = 65_536;

/** Undefined where nothing changes, or the diff would be too large. */
export function patchOf(file: string, before: string, after: string): string | undefined {
  if (before === after) return undefined;
  const [old, changed] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < changed.length && old[start] === changed[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < changed.length - start &&
    old[old.length - 1 - end] === changed[changed.length - 1 - end]
  )
    end++;
  const from = Math.max(0, start - context);
  const behind = Math.min(end, context);
  const body = [
    ...old.slice(from, start).map((line) => ` ${line}`),
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...changed.slice(start, changed.length - end).map((line) => `+${line}`),
    ...old.slice(old.length - end, old.length - end + behind).map((line) => ` ${line}`),
  ].map((line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`));
  const [oldCount, newCount] = [old.length - end + behind - from, changed.length - end + behind - from];
  const head = `--- ${nameOf(file)}\n+++ ${nameOf(file)}\n@@ -${range(from, oldCount)} +${range(from, newCount)} @@\n`;
  const text = head + body.join('');
  return text.length > mostText ? undefined : text;
}

/** With their ends. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function range(from: number, count: number): string {
  return `${count === 0 ? from : from + 1},${count}`;
}

/** On one line: what follows a tab would be a date. */
function nameOf(file: string): string {
  return file.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
