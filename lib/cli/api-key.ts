/** The API key, from the environment or a file; never from the command line, which every user of the machine can read. */
import { ParseError } from '../errors.js';
import { apiKeyVariable, readSecretFile } from '../gather/secret-file.js';
import { CliError, exitCodes, type CliIo } from './io.js';

/** Undefined where none is given. A file that others can read is warned of on stderr. */
export async function apiKeyFrom(file: string | undefined, io: CliIo): Promise<string | undefined> {
  if (file === undefined) {
    const key = io.env[apiKeyVariable]?.trim();
    if (key === undefined || key === '') return undefined;
    if (!/^[\x21-\x7e]+$/.test(key))
      throw new CliError(
        exitCodes.usage,
        `${apiKeyVariable} must hold the API key alone: printable ASCII characters.`,
      );
    return key;
  }
  try {
    const { secret, warning } = await readSecretFile(file);
    if (warning !== undefined) io.stderr(`warning: ${warning}\n`);
    return secret;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const code = error.code === 'secret-unreadable' ? exitCodes.couldNotLook : exitCodes.usage;
    throw new CliError(code, error.message, error);
  }
}
