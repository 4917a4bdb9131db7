/** Where the golden files stand: `<format>.<anything>` and, beside each, what reading it gives (`.json`). */
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../test/proxy/fixtures/', import.meta.url);

export interface Fixture {
  readonly format: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export function fixture(fileName: string): Uint8Array {
  return readFileSync(new URL(fileName, FOLDER));
}

/** Every golden file, by its name. */
export function fixtures(): Fixture[] {
  return readdirSync(FOLDER)
    .filter((name) => !name.endsWith('.golden.json'))
    .sort()
    .map((name) => ({ format: name.split('.')[0] ?? '', fileName: name, bytes: fixture(name) }));
}

export function golden(fileName: string): unknown {
  return JSON.parse(new TextDecoder().decode(fixture(`${fileName}.golden.json`))) as unknown;
}
