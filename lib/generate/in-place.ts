/**
 * Puts a bypass list into the file that has it, and leaves every other character of the file alone. One editor for each
 * kind of file; what is written in a way that cannot be changed in place is refused with its line.
 */
import { withBypassList, type ProxySettings } from '../proxy/index.js';
import { cannotEdit, type Edit } from './in-place-edit.js';
import { editMaven } from './in-place-xml.js';
import { TextLines } from '../proxy/index.js';

type Editor = (edit: Edit) => string;

/** By the id of the reader. A file of another kind (the output of a command, say) is not one to put back. */
const editors: Readonly<Record<string, Editor>> = {
  environment: editEnvironment,
  reg: editRegistry,
  dconf: editLine,
  kioslaverc: editLine,
  'java-properties': editLine,
  npmrc: editLine,
  maven: editMaven,
};

/** Undefined where files of this format are not changed in place. */
export function editorOf(format: string | undefined): Editor | undefined {
  return format === undefined ? undefined : editors[format];
}

/** `key=` as the target writes it, and what stands after it. */
function ownAssignments(rendered: string): { key: string; value: string; line: string }[] {
  return [...rendered.matchAll(/^(?:export |Environment=")?("[^"]+"|[\w.-]+)=(.*?)\r?$/gm)].map(
    ([line, key = '', value = '']) => ({ key, value, line }),
  );
}

/** The one line (with those that it goes on over) that holds the list, or a new one behind the settings it belongs to. */
function editLine(edit: Edit): string {
  const lines = new TextLines(edit.text);
  const rendered = edit.render();
  const [own] = ownAssignments(rendered);
  if (own === undefined) return rendered;
  const { settings } = edit;
  const bypass = settings.find((one) => one.bypass !== undefined)?.bypass;
  if (bypass === undefined) return withNewLine(edit, lines, own.line);
  const line = bypass.origin.line ?? 1;
  const key = /^\s*[^\s=:]+(?:\[[^\]]*\])?/.exec(lines.at(line))?.[0] ?? own.key;
  lines.replace(line, lastLine(lines, line, settings[0]?.format), `${key}=${own.value}`);
  return lines.toString();
}

/** Only in property files does a backslash carry a value on. */
function lastLine(lines: TextLines, line: number, format: string | undefined): number {
  return format === 'java-properties' || format === 'reg' ? lines.lastOf(line) : line;
}

function withNewLine({ settings, render }: Edit, lines: TextLines, text: string): string {
  const anchor = lastEntryLine(settings[0], lines);
  if (anchor !== undefined) lines.insertAfter(anchor, text);
  else {
    const header = /^\[.+\]\r?$/m.exec(render())?.[0];
    lines.append(header === undefined ? text : `\n${header.trim()}\n${text}`);
  }
  return lines.toString();
}

/** The last line that holds a value of these settings; of GNOME’s, in the section of the list. */
function lastEntryLine(settings: ProxySettings | undefined, lines: TextLines): number | undefined {
  const entries = settings?.entries ?? [];
  const beside =
    settings?.store === 'gnome'
      ? entries.filter(({ key }) => / [\w-]+$/.test(key) && !/proxy\.\w+ /.test(key))
      : entries;
  const places = beside.flatMap(({ line }) => (line === null ? [] : [line]));
  return places.length === 0 ? undefined : lines.lastOf(Math.max(...places));
}

/** The loose value and, where Windows has the list there too, the binary one of the same hive. */
function editRegistry(edit: Edit): string {
  const lines = new TextLines(edit.text);
  const [own] = ownAssignments(edit.render());
  const loose = edit.settings.find(({ scope }) => !scope.endsWith(' DefaultConnectionSettings'));
  const binary = edit.settings.filter(({ scope }) => scope.endsWith('ConnectionSettings'));
  // From the last line to the first: what is changed moves no line that is still to be changed.
  const changes: { line: number; change: () => void }[] = [];
  if (own !== undefined && loose !== undefined) {
    const line = loose.bypass?.origin.line ?? null;
    const anchor = lastEntryLine(loose, lines);
    if (line !== null)
      changes.push({
        line,
        change: () => {
          lines.replace(line, lines.lastOf(line), own.line);
        },
      });
    else if (anchor !== undefined)
      changes.push({
        line: anchor,
        change: () => {
          lines.insertAfter(anchor, own.line);
        },
      });
  }
  for (const one of binary) {
    const line = one.entries[0]?.line ?? null;
    if (line === null) continue;
    const last = lines.lastOf(line);
    changes.push({
      line,
      change: () => {
        lines.replace(line, last, binaryLine(edit, lines, line, last));
      },
    });
  }
  for (const { change } of changes.sort((one, other) => other.line - one.line)) change();
  if (changes.length > 0) return lines.toString();
  return withNewLine({ ...edit, settings: [] }, lines, own?.line ?? '');
}

function binaryLine(edit: Edit, lines: TextLines, first: number, last: number): string {
  const written = Array.from({ length: last - first + 1 }, (_, index) =>
    lines
      .at(first + index)
      .replace(/\\\s*$/, '')
      .trim(),
  ).join('');
  const [, name = '', data = ''] = /^("[^"]+"=hex:)([0-9a-f,\s]*)$/i.exec(written) ?? [];
  if (name === '') throw cannotEdit(edit, first, 'the binary value cannot be changed in place.');
  const bytes = Uint8Array.from(
    data.split(',').filter((pair) => pair.trim() !== ''),
    (pair) => Number.parseInt(pair, 16),
  );
  const changed = [...withBypassList(bytes, edit.list)].map((byte) => byte.toString(16).padStart(2, '0'));
  const rows: string[] = [];
  for (let at = 0; at < changed.length; at += 25) rows.push(changed.slice(at, at + 25).join(','));
  return name + rows.join(',\\\n  ');
}

const spellings = ['no_proxy', 'NO_PROXY'] as const;

/** Each spelling that is there gets the list, in the quotes and the syntax that it has; one that is not is written beside it. */
function editEnvironment(edit: Edit): string {
  const lines = new TextLines(edit.text);
  const entries = edit.settings.flatMap(({ entries: all }) => all);
  const present = spellings.flatMap((key) => {
    const found = entries.findLast((entry) => entry.key === key);
    return found === undefined ? [] : [{ ...found, line: found.line ?? 1 }];
  });
  const lacking = spellings.filter((key) => !present.some((entry) => entry.key === key));
  for (const entry of present) setValue(edit, lines, entry);
  const [sibling] = present;
  if (sibling !== undefined) {
    const line = placeOf(lines, sibling.line, sibling.key);
    for (const key of lacking)
      lines.insertAfter(
        lines.lastOf(line),
        lines
          .at(line)
          .replace(sibling.key, key)
          .replace(/\\\s*$/, ''),
      );
    return lines.toString();
  }
  const own = ownAssignments(edit.render())
    .map(({ line }) => line)
    .join('\n');
  return withNewLine(edit, lines, own);
}

/** The line of a statement that names the variable: those before it are joined to it by backslashes. */
function placeOf(lines: TextLines, first: number, key: string): number {
  const last = lines.lastOf(first);
  for (let line = first; line <= last; line += 1) if (lines.at(line).includes(key)) return line;
  return first;
}

function setValue(
  edit: Edit,
  lines: TextLines,
  { key, value, line: first }: { key: string; value: string; line: number },
): void {
  const line = placeOf(lines, first, key);
  const text = lines.at(line);
  const start = text.indexOf(key) + key.length;
  const at = value === '' ? afterEquals(text, start) : text.indexOf(value, start);
  if (at !== -1) lines.replace(line, line, text.slice(0, at) + edit.list + text.slice(at + value.length));
  // A value that refers to the other spelling follows it; the reading back shows whether it does.
  else if (!text.includes('$'))
    throw cannotEdit(
      edit,
      line,
      `${key} is written in a way that cannot be changed in place; add ${edit.list} by hand.`,
    );
}

function afterEquals(text: string, start: number): number {
  const found = /^\s*[=\s]\s*["']?/.exec(text.slice(start));
  return found === null ? -1 : start + found[0].length;
}
