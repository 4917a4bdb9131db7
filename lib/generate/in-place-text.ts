/** Files that are no list of settings: what is added to each, and where it must stand so that it counts. */
import type { Existing } from './existing.js';
import { TextLines } from '../proxy/index.js';
import type { Variables } from './variables.js';

export interface TextEdit {
  readonly existing: Existing;
  readonly text: string;
  /** The target's own text. */
  readonly rendered: string;
  readonly variables: Variables;
}

/** What does not count as ours in the rendered text. */
function ownLines(rendered: string): string[] {
  return rendered.split(/\r?\n/).filter((line) => line.trim() !== '');
}

const ownSquid =
  /^\s*(?:acl\s+staylocal_hosts\s|deny_info\s+ERR_STAYLOCAL\s|http_access\s+deny\s+staylocal_hosts\s*$)/;

/** Ours before the first rule, and before any file that may hold one: Squid takes the first that fits. */
export function editSquid({ text, rendered }: TextEdit): string {
  const ours = ownLines(rendered);
  const lines = new TextLines(text);
  for (let line = lines.count; line > 0; line -= 1)
    if (ownSquid.test(lines.at(line)) || (lines.at(line) !== '' && ours.includes(lines.at(line))))
      lines.remove(line);
  const rule = /^\s*(?:http_access|include)\s/;
  let first = 1;
  while (first <= lines.count && !rule.test(lines.at(first))) first += 1;
  if (first > lines.count) lines.append(ours.join('\n'));
  else lines.insertAfter(first - 1, ours.join('\n'));
  return lines.toString();
}

/** Lines that give the name another address lose the name, and go where they have no other. */
export function editHosts({ text, rendered, variables: { name, a, aaaa } }: TextEdit): string {
  const wanted = [...a, ...aaaa];
  const lines = new TextLines(text);
  const present = new Set<string>();
  for (let line = lines.count; line > 0; line -= 1) {
    const [, address = '', names = '', comment = ''] =
      /^\s*([0-9A-Fa-f.:%]\S*)\s+([^#]*)(#.*)?$/.exec(lines.at(line)) ?? [];
    const all = names.split(/\s+/).filter((one) => one !== '');
    const others = all.filter((one) => one.toLowerCase().replace(/\.$/, '') !== name);
    if (others.length === all.length) continue;
    if (wanted.includes(address)) present.add(address);
    else if (others.length === 0) lines.remove(line);
    else lines.replace(line, line, `${address} ${others.join(' ')}${comment === '' ? '' : ` ${comment}`}`);
  }
  const lacking = ownLines(rendered).filter((line) => {
    const address = line.split(' ')[0] ?? '';
    return wanted.includes(address) && !present.has(address);
  });
  if (lacking.length > 0) lines.append(lacking.join('\n'));
  return lines.toString();
}

/** The sections that the file lacks, last: git takes the section whose URL fits best, wherever it stands. */
export function editGit({ text, rendered }: TextEdit): string {
  const sections = rendered.split(/^(?=\[)/m).filter((part) => part.startsWith('['));
  const missing = sections.filter((section) => !text.replaceAll('\r\n', '\n').includes(section.trimEnd()));
  if (missing.length === 0) return text;
  const lines = new TextLines(text);
  lines.append(missing.join('').trimEnd());
  return lines.toString();
}
