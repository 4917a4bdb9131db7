/** What the policies of all browsers have in common: files, how they are replaced, and where they send a request. */
import { routesDirect } from '../read-back/bypass.js';
import type { ReadBack } from './target.js';

export const shared = { group: 'browser', team: 'endpoint', accepts: ['proxy'] } as const;

export type PolicyStore = 'chromium-policy' | 'edge-policy' | 'firefox';

/** Without a proxy in it the policy leaves the proxy settings alone, and there is nothing to route. */
export function policyRoutes(format: string, store: PolicyStore): ReadBack {
  const client = store === 'firefox' ? 'firefox' : 'chromium';
  const routes = routesDirect({ format, store, clients: [client], inPlace: (text) => text });
  return (draft) => (draft.variables.proxy === null && !draft.variables.keepsProxy ? [] : routes(draft));
}

export const registryFiles = ['reg', 'registry-pol'] as const;
export const profileFiles = ['apple-plist'] as const;

export const replacesRegistry =
  'Put it in place of the file it was made from: a `.reg` with `reg import FILE` as administrator, a `registry.pol` in its folder below the policy (`SYSVOL\\…\\Machine`), the text of LGPO with `LGPO.exe /t FILE`. Where group policy sets the values, change them there.';
export const replacesProfile =
  'Distribute through the MDM in place of the profile it was made from; sign it again where it was signed.';
