/** The browsers of this machine and their policies about Local Network Access, from every place each reads. */
import { ParseError } from '../../errors.js';
import type {
  BrowserEvidence,
  BrowserPoliciesEvidence,
  BrowserPolicyEvidence,
} from '../../evidence/browser-policies.js';
import type { CollectionError } from '../../evidence/collection-error.js';
import { readRegistry } from '../../proxy/index.js';
import { withoutHome } from '../personal-paths.js';
import { readFiles, type MachineReaders } from '../readers.js';
import { policyPlaces, versionPlaces, type PolicyPlace, type VersionPlace } from './browser-places.js';
import { policiesInFile, policiesInRegistry } from './browser-values.js';
import { readExport } from './registry-export.js';

export interface BrowserOptions {
  readonly readers: MachineReaders;
  /** Look at this machine. */
  readonly here?: boolean;
  /** `.reg` exports to look in as well. */
  readonly registryExports?: readonly string[];
  readonly signal?: AbortSignal;
}

interface Read {
  readonly policies: readonly BrowserPolicyEvidence[];
  readonly unread: BrowserPoliciesEvidence['unread'];
}

/** Undefined where exports alone are asked and none speaks of browsers. Never rejects except by `signal`. */
export async function gatherBrowserPolicies({
  readers,
  here = false,
  registryExports = [],
  signal,
}: BrowserOptions): Promise<BrowserPoliciesEvidence | undefined> {
  const places = here ? (policyPlaces[readers.platform] ?? []) : [];
  const [ofPlaces, ofExports, versions] = await Promise.all([
    Promise.all(
      places.map((place) =>
        place.format === 'reg-query' ? fromKey(place, readers, signal) : fromFiles(place, readers, signal),
      ),
    ),
    Promise.all(registryExports.map((path) => fromExport(path, readers, signal))),
    Promise.all(
      (here ? (versionPlaces[readers.platform] ?? []) : []).map((place) => versionAt(place, readers, signal)),
    ),
  ]);
  const read = [...ofPlaces.flat(), ...ofExports.flat()];
  if (!here && read.length === 0) return undefined;
  return {
    browsers: versions.filter((version) => version !== undefined),
    policies: read.flatMap(({ policies }) => policies).slice(0, 1000),
    unread: read.flatMap(({ unread }) => unread).slice(0, 100),
  };
}

async function fromFiles(place: PolicyPlace, readers: MachineReaders, signal?: AbortSignal): Promise<Read[]> {
  const found = await readFiles(place.path, readers, signal);
  return found.map(({ path, content }) => {
    // The folder in between is named for the user.
    const source = place.path.includes('/*/') ? place.path.replace('*', 'USER') : withoutHome(path, readers);
    return 'bytes' in content
      ? parsed(source, place, () => policiesInFile(content.bytes, source, place))
      : unreadAt(place, source, { ...content, message: content.message.replaceAll(path, source) });
  });
}

async function fromKey(place: PolicyPlace, readers: MachineReaders, signal?: AbortSignal): Promise<Read[]> {
  const source = `reg query ${place.path} /s`;
  const output = await readers.run('reg', ['query', place.path, '/s'], signal);
  if (!('exitCode' in output)) return [unreadAt(place, source, output)];
  const { exitCode, stdout } = output;
  // 1 is what it ends with where the key is not there: no policy.
  if (exitCode === 1) return [];
  if (exitCode !== 0)
    return [
      unreadAt(place, source, {
        code: 'command-failed',
        message: `${source}: ended with exit code ${exitCode}`,
      }),
    ];
  return [
    parsed(source, place, () => policiesInRegistry(readRegistry(stdout, source, 'reg-query').values, place)),
  ];
}

/** An export that holds no key of policies says nothing about them. */
async function fromExport(path: string, readers: MachineReaders, signal?: AbortSignal): Promise<Read[]> {
  const { source, content } = await readExport(path, readers, signal);
  if (!content?.keys.some((key) => /^HK(?:LM|CU)\\software\\policies(?:\\|$)/i.test(key))) return [];
  return (policyPlaces.win32 ?? [])
    .filter(({ format }) => format === 'reg-query')
    .map((place) => parsed(source, place, () => policiesInRegistry(content.values, place)));
}

function unreadAt({ browser }: PolicyPlace, source: string, error: CollectionError): Read {
  return { policies: [], unread: [{ browser, source, error }] };
}

function parsed(source: string, place: PolicyPlace, read: () => ReturnType<typeof policiesInFile>): Read {
  const { browser, scope } = place;
  try {
    return { policies: read().map((found) => ({ browser, scope, source, ...found })), unread: [] };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return unreadAt(place, source, { code: error.code, message: error.message.slice(0, 4000) });
  }
}

/** A browser that is not installed, or that does not tell, has no version. */
async function versionAt(
  { browser, program, args, pattern }: VersionPlace,
  readers: MachineReaders,
  signal?: AbortSignal,
): Promise<BrowserEvidence | undefined> {
  const output = await readers.run(program, args, signal);
  if (!('exitCode' in output) || output.exitCode !== 0) return undefined;
  const version = pattern.exec(Buffer.from(output.stdout).toString('latin1'))?.[1]?.slice(0, 40);
  return version === undefined ? undefined : { browser, version };
}
