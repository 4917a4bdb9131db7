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
  return [...folders]
    .sort()
    .map((folder) => `${folder.replace(/^.*node_modules\/|\/$/g, '')}\n\n${licenceIn(folder)}`)
    .join('\n');
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
