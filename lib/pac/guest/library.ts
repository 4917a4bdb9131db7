/**
 * The library of one client, put into the globals. This file and what it imports are bundled to one text by the build
 * (`build/guest.ts`, `library-text.ts`), which is a function of `host` and `dialect`.
 */
import type { DialectName } from '../types.js';
import { builtinsOf } from './builtins/index.js';
import { useHost, type Host } from './host.js';

export function installLibrary(host: Host, dialect: DialectName): void {
  useHost(host);
  const builtins = builtinsOf(dialect);
  for (let i = 0; i < builtins.length; i++) {
    const row = builtins[i];
    if (row !== undefined) host.define(row.name, row.value, row.kind);
  }
}
