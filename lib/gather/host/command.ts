/** The output of a command as text, and the one value that it was asked for. */
import type { CollectionError } from '../../evidence/collection-error.js';
import { readRegistry } from '../../proxy/index.js';
import type { MachineReaders } from '../readers.js';

/** What a command printed; why it could not be run, or ended badly. */
export async function textOf(
  readers: MachineReaders,
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<{ readonly text: string } | CollectionError> {
  const output = await readers.run(program, args, signal);
  if (!('exitCode' in output)) return output;
  if (output.exitCode !== 0) {
    const name = [program, ...args].join(' ');
    return { code: 'command-failed', message: `${name}: ended with exit code ${output.exitCode}` };
  }
  return { text: Buffer.from(output.stdout).toString('utf8').trim() };
}

/** The values of one registry key by their names; empty where the key is not there. */
export async function registryValuesOf(
  readers: MachineReaders,
  key: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string | number>> {
  const output = await readers.run('reg', ['query', key], signal);
  if (!('exitCode' in output) || output.exitCode !== 0) return new Map();
  const { values } = readRegistry(output.stdout, `reg query ${key}`, 'reg-query');
  return new Map(
    values.flatMap(({ name, data }) => (data instanceof Uint8Array ? [] : [[name, data] as const])),
  );
}
