/** Inputs that others wrote and that are no part of the package. Tests read them where they are at hand, and say so where not. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { skip } from './skip.js';

/** Where a folder or file of them is, or would be. */
export const sharedPath = (...parts: readonly string[]): string =>
  join(process.env['STAYLOCAL_SHARED'] ?? resolve('..', 'shared'), 'data', ...parts);

const absence = (path: string): string =>
  `${path} is not here; STAYLOCAL_SHARED names the folder that holds data/`;

/** Skips the test that is running, with the reason, where one of them is not at hand. */
export function needShared(context: Mocha.Context, path: string): void {
  if (!existsSync(path)) skip(context, absence(path));
}

/** Whether a table of them can be read; where not, a pending test stands in its place and says why. */
export function isSharedHere(path: string): boolean {
  const isHere = existsSync(path);
  if (!isHere) it(`(skipped: ${absence(path)})`);
  return isHere;
}
