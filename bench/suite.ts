import type { Row } from './row.js';

/** `isShort`: within a minute, and without programs that npm does not bring. Nothing found: the suite prints itself. */
export type Suite = (args: readonly string[], isShort: boolean) => Promise<readonly Row[]>;
