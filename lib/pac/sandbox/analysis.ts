/**
 * What a thread needs for proofs, patches and lint, and not for decisions: the build makes a file of its own of it, which
 * is read when the first of them is asked for.
 */
export { prove } from '../prove/prove.js';
export { decidingReturn } from '../text/deciding-return.js';
export { lintText } from '../text/lint/lint.js';
export { editScript } from '../text/patch/edit.js';
