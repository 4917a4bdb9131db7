/** Writes a kit of artefacts to a folder, each below its team's folder. */
import { fileReason } from '../gather/file-reason.js';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { artefactBytes, type Kit } from '../generate/index.js';
import { CliError, exitCodes } from './io.js';

/** Resolves with the paths written. Files of the same name are replaced; nothing else in the folder is touched. */
export async function writeKit(folder: string, { files }: Kit): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const file of files) {
    const path = join(folder, ...file.fileName.split('/'));
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, artefactBytes(file));
    } catch (cause) {
      throw new CliError(
        exitCodes.couldNotLook,
        `The kit could not be written to ${path}: ${fileReason(cause)}.`,
        cause,
      );
    }
    paths.push(path);
  }
  return paths;
}
