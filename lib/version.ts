/** The package's own version, from its package.json. */
import { readPackageFile } from './package-root.js';

/** The version of this package, as in its package.json. */
export const version: string = (JSON.parse(readPackageFile('package.json')) as { version: string }).version;
