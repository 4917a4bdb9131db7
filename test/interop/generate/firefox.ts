/** Headless Firefox with the policies of one file. See policies.ts. */
import { openFirefox, type Firefox, type Preferences } from '../support/firefox.js';
import { startWithPolicies } from './policies.js';
import type { Scene } from './support.js';

export async function startFirefox(
  scene: Scene,
  policies: string,
  preferences: Preferences,
): Promise<Firefox> {
  const file = '/etc/firefox/policies/policies.json';
  return openFirefox(scene, preferences, (program, args) =>
    startWithPolicies(scene, file, policies, program, args),
  );
}
