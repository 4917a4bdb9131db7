/** The package as others get it: packed, and installed from the tarball with npm into a folder that holds nothing else. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Scratch } from '../cli/scratch.js';

const run = promisify(execFile);

/** What `npm pack` says of it. */
export interface Packed {
  readonly filename: string;
  /** Bytes. */
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** To be called once for a folder. */
export async function install(files: Scratch): Promise<Packed> {
  await files.write('package.json', '{ "private": true, "type": "module" }\n');
  const folder = files.path('.');
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  const [packed] = JSON.parse(stdout) as Packed[];
  if (packed === undefined) throw new Error(`npm pack printed ${stdout}`);
  const argv = ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${packed.filename}`];
  await run('npm', argv, { cwd: folder });
  return packed;
}
