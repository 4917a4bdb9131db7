/**
 * Our verdict about Firefox's `LocalNetworkAccess` against Firefox itself: a page of the application calls the program
 * under one policies.json after the other. Headless, the question that a user would be asked counts as No.
 */
import assert from 'node:assert/strict';
import { browsersFound } from '../../lib/audits/browser/shared/browsers.js';
import { verdictOf } from '../../lib/audits/browser/shared/verdict.js';
import { gatherBrowserPolicies } from '../../lib/gather/host/browser-policies.js';
import { healthyHost } from '../../lib/lab/faults/host.js';
import { machineReaders } from '../../lib/lab/machine.js';
import { fullProfile, profileWith } from '../generate/profile.js';
import { application, fetchScript, startCompany } from './generate/company.js';
import { startFirefox } from './generate/firefox.js';
import { Scene } from './generate/support.js';

const { name } = fullProfile;
const host = new URL(application).hostname;

const policies: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { SkipDomains: [host] },
  { SkipDomains: ['*.acme.example'] },
  { SkipDomains: [`*.${host}`] },
  { SkipDomains: ['.acme.example'] },
  { SkipDomains: ['APP.acme.example'] },
  { SkipDomains: [application] },
  { SkipDomains: [name] },
  { SkipDomains: ['*'] },
  { Enabled: true },
  { Enabled: false },
  { Enabled: true, EnablePrompting: false },
  { EnablePrompting: false },
];

async function ourVerdict(text: string): Promise<string> {
  const readers = machineReaders({
    ...healthyHost.machine,
    platform: 'linux',
    home: '/home/ann',
    commands: { 'firefox --version': { stdout: 'Mozilla Firefox 153.7.0esr' } },
    otherwise: {},
    files: { '/etc/firefox/policies/policies.json': text },
  });
  const evidence = await gatherBrowserPolicies({ readers, here: true });
  assert.ok(evidence !== undefined);
  const firefox = browsersFound(evidence).find(({ id }) => id === 'firefox');
  assert.ok(firefox !== undefined);
  return verdictOf(firefox, application, profileWith({ origins: [application] })).answer;
}

describe('browser policies: our verdict and Firefox’s', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  for (const policy of policies) {
    it(JSON.stringify(policy), async () => {
      const company = await startCompany(scene);
      const text = JSON.stringify({ policies: { DisableTelemetry: true, LocalNetworkAccess: policy } });
      const said = await ourVerdict(text);
      const firefox = await startFirefox(scene, text, {
        'network.dns.localDomains': `${name},${host}`,
        // The page is on the Internet, though the lab's server stands on loopback.
        'network.lna.address_space.public.override': `127.0.0.1:${company.pagePort}`,
        'dom.securecontext.allowlist': host,
      });
      await firefox.navigate(`${application}:${company.pagePort}/`);
      const answer = await firefox.evaluate(fetchScript(name, company));
      assert.equal(answer === 'program', said === 'allowed', `${said}; Firefox: ${String(answer)}`);
    });
  }
});
