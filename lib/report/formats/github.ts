/** Workflow commands for GitHub Actions: one annotation a cause. */
import { annotationsOf } from '../annotations.js';
import { sheetOf } from '../sheet/index.js';
import type { Document } from './document.js';

export async function writeGithub(document: Document): Promise<string> {
  return annotationsOf((await sheetOf(document)).causes);
}
