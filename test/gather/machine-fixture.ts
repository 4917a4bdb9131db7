/** A machine from a folder of fixtures: `machine.json` says which file is the output of which command, and so on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineReaders, VolumeFacts } from '../../lib/gather/readers.js';
import { machineReaders, type Output } from '../../lib/lab/machine.js';

interface Recorded {
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

interface Manifest {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly processArchitecture: string;
  readonly env: Readonly<Record<string, string>>;
  readonly commands: Readonly<Record<string, Recorded>>;
  readonly otherwise: Readonly<Record<string, Recorded>>;
  readonly files: Readonly<Record<string, string>>;
  readonly volumes: Readonly<Record<string, VolumeFacts>>;
}

const folder = 'test/gather/fixtures';

export function fixtureBytes(machine: string, file: string): Uint8Array {
  return readFileSync(join(folder, machine, file));
}

export function fixtureMachine(machine: 'windows' | 'macos'): MachineReaders {
  const manifest = JSON.parse(readFileSync(join(folder, machine, 'machine.json'), 'utf8')) as Manifest;
  const bytes = (file: string): Uint8Array => fixtureBytes(machine, file);
  const output = ({ exitCode, stdout, stderr }: Recorded): Output => ({
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(stdout === undefined ? {} : { stdout: bytes(stdout) }),
    ...(stderr === undefined ? {} : { stderr: bytes(stderr) }),
  });
  const each = <From, To>(
    record: Readonly<Record<string, From>>,
    change: (from: From) => To,
  ): Record<string, To> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
  return machineReaders({
    ...manifest,
    commands: each(manifest.commands, output),
    otherwise: each(manifest.otherwise, output),
    files: each(manifest.files, bytes),
  });
}
