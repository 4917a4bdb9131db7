/**
 * Our verdict about policies against Chromium itself: a page of the application calls the program under one policy file
 * after the other, and does or does not reach it. Documentation gives an order of the lists; the browser goes by the
 * most specific pattern first.
 */
import assert from 'node:assert/strict';
import { browsersFound } from '../../lib/audits/browser/shared/browsers.js';
import { verdictOf } from '../../lib/audits/browser/shared/verdict.js';
import { gatherBrowserPolicies } from '../../lib/gather/host/browser-policies.js';
import { systemReaders } from '../../lib/gather/readers.js';
import { healthyHost } from '../../lib/lab/faults/host.js';
import { machineReaders } from '../../lib/lab/machine.js';
import { fullProfile, profileWith } from '../generate/profile.js';
import { startChromium } from './generate/chromium.js';
import { application, fetchScript, startCompany, type Company } from './generate/company.js';
import { eventually, Scene } from './generate/support.js';

const { name } = fullProfile;
const [allow, block] = ['LoopbackNetworkAllowedForUrls', 'LoopbackNetworkBlockedForUrls'] as const;
const [allowOld, blockOld] = [
  'LocalNetworkAccessAllowedForUrls',
  'LocalNetworkAccessBlockedForUrls',
] as const;

const policies: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { [allow]: [application] },
  { [allow]: ['app.acme.example'] },
  { [allow]: [`${application}:80`] },
  { [allow]: [`${application}:8080`] },
  { [allow]: ['https://app.acme.example'] },
  { [allow]: [`${application}/x/y`] },
  { [allow]: ['[*.]acme.example'] },
  { [allow]: ['*.acme.example'] },
  { [allow]: ['.acme.example'] },
  { [allow]: ['HTTP://APP.acme.example.'] },
  { [allow]: application },
  { [allowOld]: [application] },
  { [allow]: [application], [block]: ['*'] },
  { [allow]: ['*'], [block]: [application] },
  { [allow]: [application], [block]: [application] },
  { [allow]: [application], [blockOld]: [application] },
  { [allow]: ['*'], [blockOld]: [application] },
  { [allow]: [application], [block]: ['app.acme.example:80'] },
  { [allow]: ['http://[*.]example:80'], [block]: ['[*.]acme.example'] },
  { LocalNetworkAccessRestrictionsTemporaryOptOut: true },
];

/** What we say of the policy file: gathered as from a Linux machine with it. */
async function ourVerdict(text: string): Promise<string> {
  const readers = machineReaders({
    ...healthyHost.machine,
    platform: 'linux',
    home: '/home/ann',
    commands: { 'chromium --version': { stdout: 'Chromium 156.0.8078.79 built on Debian' } },
    otherwise: {},
    files: { '/etc/chromium/policies/managed/policy.json': text },
  });
  const evidence = await gatherBrowserPolicies({ readers, here: true });
  assert.ok(evidence !== undefined);
  const chromium = browsersFound(evidence).find(({ id }) => id === 'chromium');
  assert.ok(chromium !== undefined);
  return verdictOf(chromium, application, profileWith({ origins: [application] })).answer;
}

describe('browser policies: our verdict and Chromium’s', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  async function reaches(company: Company, text: string, secure: boolean): Promise<boolean> {
    const chromium = await startChromium(scene, text, [
      `--host-resolver-rules=MAP ${name} 127.0.0.1`,
      // The page is on the Internet, though the lab's proxy stands on loopback.
      `--ip-address-space-overrides=${company.proxy}=public`,
      ...(secure ? [`--unsafely-treat-insecure-origin-as-secure=${application}`] : []),
    ]);
    const page = await chromium.openUnseen(`${application}/`);
    const answer = await eventually(
      async () => {
        assert.equal(await page.evaluate('location.origin'), application);
        return page.evaluate(fetchScript(name, company));
      },
      () => chromium.output,
    );
    return answer === 'program';
  }

  const file = (company: Company, policy: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({
      ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer: company.proxy, ProxyBypassList: name },
      ...policy,
    });

  for (const policy of policies) {
    it(JSON.stringify(policy), async () => {
      const company = await startCompany(scene);
      const text = file(company, policy);
      const said = await ourVerdict(text);
      assert.equal(await reaches(company, text, true), said === 'allowed' || said === 'opted-out', said);
    });
  }

  it('a page that is no secure context is refused, whatever the policy allows', async () => {
    const company = await startCompany(scene);
    assert.equal(await reaches(company, file(company, { [allow]: [application, '*'] }), false), false);
  });

  it('finds the browsers of this machine with their versions', async () => {
    const evidence = await gatherBrowserPolicies({
      readers: systemReaders({ env: process.env }),
      here: true,
    });
    for (const browser of ['chromium', 'firefox'] as const)
      assert.match(evidence?.browsers.find((one) => one.browser === browser)?.version ?? '', /^\d{3}\./);
  });
});
