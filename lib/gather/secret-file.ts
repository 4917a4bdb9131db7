/**
 * An API key from a file of its own. It is a secret from its first moment: no message holds any of its characters.
 */
import { readBoundedFile } from '../bounded-file.js';
import { ParseError } from '../errors.js';
import { fileReason } from './file-reason.js';

/** The variable that may hold an API key in place of a file. */
export const apiKeyVariable = 'STAYLOCAL_API_KEY';

export interface SecretFile {
  readonly secret: string;
  /** A sentence where other users of the machine can read the file. */
  readonly warning?: string;
}

/** No key is as long (bytes). */
const maxBytes = 16_384;

/**
 * Reads the one line of the file, without blanks around it. Throws `ParseError` (`secret-unreadable`, `secret-empty`,
 * `secret-not-a-line`) with a message that names the file only.
 */
export async function readSecretFile(path: string): Promise<SecretFile> {
  const { text, mode } = await read(path);
  const secret = text.replace(/^\uFEFF/, '').trim();
  if (secret === '') throw new ParseError('secret-empty', `${path} is empty; it must hold the API key.`);
  if (!/^[\x21-\x7e]+$/.test(secret))
    throw new ParseError(
      'secret-not-a-line',
      `${path} must hold the API key alone: one line of printable ASCII characters.`,
    );
  // Windows has no such bits; there the access list decides, which Node does not show.
  const isOpen = process.platform !== 'win32' && (mode & 0o077) !== 0;
  return isOpen
    ? { secret, warning: `${path} can be read by other users of this machine; chmod 600 closes it.` }
    : { secret };
}

/** A pipe is read as well, such as a password manager's behind `<(…)`. */
async function read(path: string): Promise<{ text: string; mode: number }> {
  try {
    const { bytes, mode } = await readBoundedFile(path, { maxBytes, pipes: true });
    return { text: bytes.toString('utf8'), mode };
  } catch (cause) {
    throw new ParseError(
      'secret-unreadable',
      `The API key could not be read from ${path}: ${fileReason(cause)}.`,
      { cause },
    );
  }
}
