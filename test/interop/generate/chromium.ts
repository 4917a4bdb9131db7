/** Headless Chromium with managed policies of its own. See policies.ts. */
import { Browser, chromiumFlags } from '../support/cdp.js';
import { startWithPolicies } from './policies.js';
import type { Scene } from './support.js';

/** Starts Chromium with these managed policies. */
export async function startChromium(
  scene: Scene,
  policies: string,
  args: readonly string[],
): Promise<Browser> {
  const file = '/etc/chromium/policies/managed/staylocal-test.json';
  const flags = [...chromiumFlags(scene.folder()), ...args];
  return new Browser(await startWithPolicies(scene, file, policies, 'chromium', flags));
}
