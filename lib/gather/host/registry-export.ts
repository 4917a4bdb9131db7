/** A `.reg` export that the user names, read once for whoever looks in it. */
import { ParseError } from '../../errors.js';
import type { CollectionError } from '../../evidence/collection-error.js';
import { readRegistry, type RegistryContent } from '../../proxy/index.js';
import { withoutHome } from '../personal-paths.js';
import type { MachineReaders } from '../readers.js';

export interface RegistryExport {
  /** Its path without the user's name. */
  readonly source: string;
  readonly content?: RegistryContent;
  readonly error?: CollectionError;
}

/** Never rejects except by `signal`. */
export async function readExport(
  path: string,
  readers: MachineReaders,
  signal?: AbortSignal,
): Promise<RegistryExport> {
  const source = withoutHome(path, readers);
  const failed = ({ code, message }: CollectionError): RegistryExport => ({
    source,
    error: { code, message: withoutHome(message, readers).slice(0, 4000) },
  });
  const read = await readers.read(path, signal);
  if (!('bytes' in read)) return failed(read);
  try {
    return { source, content: readRegistry(read.bytes, source, 'reg') };
  } catch (error) {
    if (error instanceof ParseError) return failed({ code: error.code, message: error.message });
    throw error;
  }
}
