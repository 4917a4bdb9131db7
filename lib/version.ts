/** The package's own version, from its package.json. */
import { readPackageFile } from './package-root.js';

export const version: string = (JSON.parse(readPackageFile('package.json')) as { version: string }).version;
