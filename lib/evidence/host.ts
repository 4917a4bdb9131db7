/**
 * What a machine says of itself: operating system, free space, and which registry keys are there. Paths are without
 * user names; of the registry nothing but presence is kept.
 */
import type { CollectionError } from './collection-error.js';

export type OsFamily = 'windows' | 'macos' | 'linux';

export interface OsEvidence {
  readonly family: OsFamily;
  /** For a person, e.g. `Windows 11 Pro 24H2`, `macOS 15.6`, `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
  /** `windows`, `windows-server`, `macos`, or the `ID` of os-release. */
  readonly id: string;
  /** Windows: `10` or `11`, told by the build; macOS: ProductVersion; Linux: `VERSION_ID`. Absent where none is given. */
  readonly version?: string;
  /** E.g. `26100` (Windows), `24G84` (macOS). */
  readonly build?: string;
  /** Windows' `EditionID`, e.g. `Professional`, `EnterpriseS`. */
  readonly edition?: string;
  /** Of the machine, also where the program that asked runs under emulation. */
  readonly architecture?: string;
}

export interface DiskEvidence {
  /** What needs the room: the program once installed, or its installer while it runs. */
  readonly use: 'installed' | 'installer';
  /** Installed for one user, or for the machine. */
  readonly scope: 'user' | 'machine';
  readonly path: string;
  /** Alike for paths on one volume. */
  readonly volume?: number;
  /** Free for this user, in bytes. */
  readonly freeBytes?: number;
  readonly error?: CollectionError;
}

export interface InstalledEvidence {
  /** As the profile names it. */
  readonly path: string;
  readonly bytes?: number;
  readonly files?: number;
  /** The parts that the profile names. */
  readonly components: readonly { readonly name: string; readonly isThere: boolean }[];
  readonly error?: CollectionError;
}

export interface RegistryKeyEvidence {
  /** As the profile writes it. */
  readonly key: string;
  /** `not-covered`: the export does not reach there, and says nothing. */
  readonly state: 'present' | 'absent' | 'not-covered' | 'unread';
  readonly error?: CollectionError;
}

export interface RegistryEvidence {
  /** `reg query`, or the exports; one that could not be read has its reason. */
  readonly sources: readonly { readonly source: string; readonly error?: CollectionError }[];
  readonly keys: readonly RegistryKeyEvidence[];
}

export interface HostEvidence {
  readonly os?: OsEvidence;
  /** Why there is no `os`, or what of it could not be told. */
  readonly osError?: CollectionError;
  readonly disk?: readonly DiskEvidence[];
  /** What is installed; empty where the profile names no place on this system. */
  readonly installed?: readonly InstalledEvidence[];
  readonly registry?: RegistryEvidence;
}
