/**
 * A browser with system-wide policies for one run. A mount namespace keeps them from every other browser on the
 * machine; where the container allows none, they lie in the real folder while the test runs. Needs root, as CI has it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run } from '../support/programs.js';
import type { Scene } from './support.js';

/** `file` is where the browser looks for `policies`. Pipes are on 2, 3 and 4. */
export async function startWithPolicies(
  scene: Scene,
  file: string,
  policies: string,
  program: string,
  args: readonly string[],
): Promise<ChildProcess> {
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'];
  mkdirSync(dirname(file), { recursive: true });
  const isolated = (await run('env', ['unshare', '-m', 'true'])).status === 0;
  let child: ChildProcess;
  if (isolated) {
    const folder = scene.folder();
    writeFileSync(join(folder, basename(file)), policies);
    const mount = `mount --bind '${folder}' '${dirname(file)}' && exec "$@"`;
    child = spawn('env', ['unshare', '-m', 'sh', '-c', mount, 'sh', program, ...args], { stdio });
  } else {
    writeFileSync(file, policies, { flag: 'wx' });
    scene.later(() => {
      rmSync(file);
    });
    child = spawn(program, args, { stdio });
  }
  scene.later(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(timer);
  });
  return child;
}
