/**
 * The key under which causes of different machines are one: one thing that one person changes in one place. A report's own key
 * names files by their path on that machine; the same file is rolled out to others under other paths, and an export of the
 * registry has the name of its machine.
 */
import type { Cause, Report } from '../audits/finding.js';
import { fileName } from './traits.js';

/** Kinds of causes that are about a file of the machine, in whose key the file stands. */
const aboutFiles = /^(list|dials|unread|pac-unread|proxy\/settings-[\w-]+:[\w-]+):(.+)$/s;

export function fleetKeyOf({ key, title }: Cause, { inputs }: Report): { key: string; title: string } {
  const pac = /^(pac|pac-type):(.+)$/s.exec(key);
  if (pac !== null) {
    const [, kind = '', source = ''] = pac;
    return { key: `${kind}:${isUrl(source) ? source : contentKey(source, inputs)}`, title };
  }
  const file = aboutFiles.exec(key);
  if (file === null) return { key, title };
  const [, kind = '', source = ''] = file;
  const plain = withoutFile(title, source);
  return { key: `${kind}:${plain}`, title: plain };
}

/** By what is in it: of two branch offices each may have its own proxy.pac. */
function contentKey(source: string, inputs: Report['inputs']): string {
  const sha256 = inputs.files.find((file) => file.kind === 'pac' && file.source === source)?.sha256;
  return `${fileName(source)}${sha256 === undefined ? '' : `#${sha256.slice(0, 16)}`}`;
}

function withoutFile(title: string, source: string): string {
  return [source, fileName(source)].reduce(
    (text, name) =>
      name === '' ? text : text.replaceAll(` in ${name}`, '').replaceAll(name, 'the settings'),
    title,
  );
}

function isUrl(text: string): boolean {
  return /^\w+:\/\//.test(text);
}

/** Two wordings of one fact as one: where they differ (numbers, mostly) three dots stand. */
export function commonTitle(one: string, other: string): string {
  if (one === other) return one;
  const [words, others] = [one.split(' '), other.split(' ')];
  if (words.length !== others.length) return one.length <= other.length ? one : other;
  return words.map((word, index) => (word === others[index] ? word : '…')).join(' ');
}
