/**
 * Reads the data files that ship with the package (templates/, schemas/, profiles/). Nothing else on disk is
 * reached through here: what belongs to the user is read by gather/ and cli/.
 */
import { readFileSync } from 'node:fs';

/** The package's own folder: two levels above `dist/lib/`. */
const packageRoot = new URL('../../', import.meta.url);

/** The text of a file of the package, by its path from the package's folder. Throws where it is not there. */
export function readPackageFile(path: string): string {
  return readFileSync(new URL(path, packageRoot), 'utf8');
}

/** Where a file of the package is. */
export const inPackage = (path: string): URL => new URL(path, packageRoot);
