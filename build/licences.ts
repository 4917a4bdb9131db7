/**
 * The licences of the packages whose code a bundle holds.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** `inputs`: paths of all files in the bundle. Throws for a package that brings no licence. */
export function licencesOf(inputs: readonly string[]): string {
  const folders = new Set<string>();
  for (const path of inputs) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(path)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  const byText = new Map<string, Licence[]>();
  for (const folder of [...folders].sort()) {
    const licence = partsOf(licenceIn(folder));
    const of = { ...licence, name: folder.replace(/^.*node_modules\/|\/$/g, '') };
    byText.set(licence.text, [...(byText.get(licence.text) ?? []), of]);
  }
  return [...byText]
    .map(
      ([text, all]) => `${all.map(({ name, who }) => [name, ...who].join('\n  ')).join('\n')}\n\n${text}\n`,
    )
    .join(`\n${'-'.repeat(80)}\n\n`);
}

interface Licence {
  readonly name: string;
  /** Whose copyright it is, line by line. */
  readonly who: readonly string[];
  readonly text: string;
}

/** Most have the same words with another name: what is the same, line breaks aside, is told once. */
function partsOf(licence: string): Pick<Licence, 'who' | 'text'> {
  const who: string[] = [];
  const paragraphs = licence
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.trim().replace(/\s+/g, ' '))
    .filter((paragraph) => {
      const isWhose = /^(?:Copyright|\(c\)|©)/i.test(paragraph) && paragraph.length < 300;
      if (isWhose) who.push(paragraph);
      return !isWhose && paragraph !== '' && !/^#*\s*\(?(?:The )?MIT(?: License)?\)?:?$/i.test(paragraph);
    });
  return { who, text: paragraphs.join('\n\n') };
}

function licenceIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFileSync(folder + file, 'utf8');
  const manifest = `${folder}package.json`;
  const { license } = existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as { license?: string })
    : {};
  if (license === undefined) throw new Error(`${folder} holds no licence`);
  return `${license} (by its package.json)\n`;
}
