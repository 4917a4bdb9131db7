/** Which packages a user of this one has. */
import { readFileSync } from 'node:fs';

/** Of what an import asks for, the package. */
export const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Partial<
  Record<string, Record<string, string>>
>;

/** What is installed with the package, and what the user may add to it. */
export const shipped: ReadonlySet<string> = new Set(
  ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  ),
);
