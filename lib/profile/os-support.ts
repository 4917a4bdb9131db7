/** The dated table of how long operating systems are supported by their vendors (`profiles/os-support.json`). */
import { readPackageFile } from '../package-root.js';

export interface SupportedSystem {
  /** `windows`, `windows-server`, `macos`, or the `ID` of os-release. */
  readonly id: string;
  readonly name: string;
  /** Exact build, for Windows. */
  readonly build?: string;
  /** Leading components of the version, for the others: `9` is any 9.x. */
  readonly version?: string;
  /** Groups of `editions` that it holds for; absent: all. */
  readonly editions?: readonly string[];
  /** Last day of support, ISO 8601; null where the vendor names none and it was supported when the table was made. */
  readonly ends: string | null;
  /** Longer support that has to be bought or enrolled for. */
  readonly extended?: { readonly name: string; readonly ends: string };
}

export interface OsSupportTable {
  readonly schemaVersion: 1;
  /** The day on which its dates were looked up, ISO 8601. */
  readonly date: string;
  /** Older than this, what it says of support is to be checked. */
  readonly warnAfterDays: number;
  readonly sources: readonly string[];
  /** Windows' `EditionID`s by group. */
  readonly editions: Readonly<Record<string, readonly string[]>>;
  readonly systems: readonly SupportedSystem[];
}

let table: OsSupportTable | undefined;

/** The table of this package. */
export function osSupport(): OsSupportTable {
  table ??= JSON.parse(readPackageFile('profiles/os-support.json')) as OsSupportTable;
  return table;
}
