/** How long the command takes to start, beside `node -e 0`: the best of some rounds, in turn. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Row } from './row.js';

const ROUNDS = 11;
const CLI = fileURLToPath(new URL('../bundle/cli.js', import.meta.url));
const NODE = ['-e', '0'];
const COMMANDS: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['audit', '--help'],
  ['generate', '--help'],
  ['audit', '--offline', '--only', 'dns/'],
];
const AIM = { of: 'ratio', most: 1.5 } as const;

function elapsed(args: readonly string[]): number {
  const began = performance.now();
  try {
    execFileSync(process.execPath, args, { stdio: 'ignore' });
  } catch (error) {
    // An audit that could look at nothing says so with 3.
    if ((error as { status?: number }).status !== 3) throw error;
  }
  return performance.now() - began;
}

export function startUpBench(): Promise<Row[]> {
  const all = [NODE, ...COMMANDS.map((command) => [CLI, ...command])];
  const best = all.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, args] of all.entries()) best[at] = Math.min(best[at] ?? Infinity, elapsed(args));
  const [node = NaN, ...ours] = best;
  return Promise.resolve(
    COMMANDS.map((command, at) => ({
      what: `staylocal ${command.join(' ')}`,
      figure: ours[at] ?? NaN,
      unit: 'ms',
      peer: 'node -e 0',
      peerFigure: node,
      aim: command.includes('--offline') ? null : AIM,
    })),
  );
}
