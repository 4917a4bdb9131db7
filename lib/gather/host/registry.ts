/**
 * Which of the profile's registry keys are there: asked of `reg query` on Windows, looked up in an export elsewhere.
 * Presence is all that is kept. `reg` ends with 1 for a key that is not there and for one that may not be read, and its
 * words are in the language of the system; so it is first asked for a key that every user has and for one that nobody
 * has, and "not there" is what it said of the latter.
 */
import type { CollectionError } from '../../evidence/collection-error.js';
import type { RegistryEvidence, RegistryKeyEvidence } from '../../evidence/host.js';
import type { CommandOutput, MachineReaders } from '../readers.js';
import { readExport } from './registry-export.js';

/** Windows makes it for each user. */
const everybodys = String.raw`HKCU\Environment`;
const nobodys = String.raw`HKCU\SOFTWARE\staylocal-no-such-key`;

/** Looks with `reg query`. Undefined on a system without a registry. */
export async function gatherRegistry(
  keys: readonly string[],
  readers: MachineReaders,
  signal?: AbortSignal,
): Promise<RegistryEvidence | undefined> {
  if (readers.platform !== 'win32') return undefined;
  const ask = (key: string): Promise<CommandOutput | CollectionError> =>
    readers.run('reg', ['query', key], signal);
  const [present, absent, ...answers] = await Promise.all([everybodys, nobodys, ...keys].map(ask));
  const refusal = present === undefined ? undefined : failureOf(everybodys, present);
  return {
    sources: [{ source: 'reg query' }],
    keys: keys.map((key, index) => judge(key, answers[index], refusal, absent)),
  };
}

function judge(
  key: string,
  answer: CommandOutput | CollectionError | undefined,
  refusal: CollectionError | undefined,
  absent: CommandOutput | CollectionError | undefined,
): RegistryKeyEvidence {
  if (answer !== undefined && 'exitCode' in answer && answer.exitCode === 0) return { key, state: 'present' };
  const isAbsence =
    refusal === undefined &&
    answer !== undefined &&
    absent !== undefined &&
    'exitCode' in answer &&
    'exitCode' in absent &&
    answer.exitCode === 1 &&
    absent.exitCode === 1 &&
    Buffer.compare(answer.stderr, absent.stderr) === 0;
  if (isAbsence) return { key, state: 'absent' };
  const error = refusal ?? (answer === undefined ? undefined : failureOf(key, answer));
  return {
    key,
    state: 'unread',
    error: error ?? { code: 'command-failed', message: `reg query ${key}: no answer` },
  };
}

function failureOf(key: string, answer: CommandOutput | CollectionError): CollectionError | undefined {
  if (!('exitCode' in answer)) return answer;
  if (answer.exitCode === 0) return undefined;
  const said = printable(answer.stderr);
  return {
    code: 'command-failed',
    message: `reg query ${key}: ended with exit code ${answer.exitCode}${said === '' ? '' : ` (${said})`}`,
  };
}

/** What `reg` said, in its OEM code page: the ASCII of it is enough to recognise a sentence. */
function printable(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 300);
}

/** Looks in exports. What none of them reaches says nothing of the machine. */
export async function registryFromExports(
  keys: readonly string[],
  paths: readonly string[],
  readers: MachineReaders,
  signal?: AbortSignal,
): Promise<RegistryEvidence> {
  const exports = await Promise.all(paths.map((path) => readExport(path, readers, signal)));
  const states = (key: string): RegistryKeyEvidence['state'][] =>
    exports.map(({ content }) =>
      content === undefined ? 'unread' : stateIn(content.keys.map(ofTheUser), ofTheUser(key)),
    );
  return {
    sources: exports.map(({ source, error }) => ({ source, ...(error === undefined ? {} : { error }) })),
    keys: keys.map((key) => ({
      key,
      state: surest.find((state) => states(key).includes(state)) ?? 'not-covered',
    })),
  };
}

/** Of what several exports say, the first of these counts: one that could not be read might hold the key. */
const surest: readonly RegistryKeyEvidence['state'][] = ['present', 'unread', 'absent', 'not-covered'];

/** In lower case, and a user's hive by its SID as that user's own: an administrator exports it so. */
function ofTheUser(key: string): string {
  return key
    .toLowerCase()
    .replace(/^hku\\s-1-5-21-[\d-]+(?=\\|$)/, 'hkcu')
    .replace(/^hkey_current_user(?=\\|$)/, 'hkcu');
}

function stateIn(exported: readonly string[], key: string): RegistryKeyEvidence['state'] {
  const isAt = (one: string, above: string): boolean => one === above || one.startsWith(`${above}\\`);
  if (exported.some((one) => isAt(one, key))) return 'present';
  // An export holds everything below the key it was made of, which is the only one without a key above it.
  const tops = exported.filter((one) => !exported.some((other) => other !== one && isAt(one, other)));
  return tops.some((top) => isAt(key, top)) ? 'absent' : 'not-covered';
}
