/**
 * Firefox with policies.json: the proxy exemption, and Local Network Access's SkipDomains, tried before they are
 * emitted. Without the artefact the call goes to the proxy; with the exemption alone it is stopped; with the whole
 * artefact it reaches the program.
 */
import assert from 'node:assert/strict';
import { generate } from '../../lib/generate/index.js';
import { fullProfile, profileWith } from '../generate/profile.js';
import { application, fetchScript, startCompany, type Company } from './generate/company.js';
import { startFirefox } from './generate/firefox.js';
import { Scene } from './generate/support.js';

const { name } = fullProfile;

const applicationHost = new URL(application).hostname;

/** The application's own site is exempt here: Firefox holds no page that came through a proxy to be public. */
function preferencesFor({ pagePort }: Company): Record<string, string | boolean> {
  return {
    // Resolve to loopback without any DNS.
    'network.dns.localDomains': `${name},${applicationHost}`,
    // The page is on the Internet; that the lab's server stands on loopback must not make it a local one.
    'network.lna.address_space.public.override': `127.0.0.1:${pagePort}`,
    'dom.securecontext.allowlist': applicationHost,
  };
}

describe('generate: Firefox with policies.json', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  async function call(company: Company, policies: string): Promise<unknown> {
    const firefox = await startFirefox(scene, policies, preferencesFor(company));
    await firefox.navigate(`${application}:${company.pagePort}/`);
    return firefox.evaluate(fetchScript(name, company));
  }

  it('goes to the proxy without, is stopped with the exemption alone, reaches the program with the artefact', async () => {
    const company = await startCompany(scene);
    const profile = profileWith({
      ports: [company.programPort],
      origins: [`${application}:${company.pagePort}`],
    });
    const site = {
      Mode: 'manual',
      HTTPProxy: company.proxy,
      UseHTTPProxyForAllProtocols: true,
      Passthrough: applicationHost,
    };
    const existing = JSON.stringify({ policies: { Proxy: site } });
    const merge = { text: existing, fileName: 'policies.json' };
    const whole = await generate('firefox-policy', profile, { merge });
    const exemptionOnly = await generate('firefox-policy', { ...profile, origins: [] }, { merge });
    assert.equal(await call(company, existing), 'proxy');
    assert.match(String(await call(company, exemptionOnly.text)), /^stopped: /);
    assert.equal(await call(company, whole.text), 'program');
  });

  it('takes each policy, without an error', async () => {
    const { text } = await generate('firefox-policy', fullProfile, { proxy: 'proxy.acme.example:3128' });
    const firefox = await startFirefox(scene, text, {});
    const active = await firefox.privileged(
      'return [Services.policies.status === Services.policies.ACTIVE, Services.policies.getActivePolicies()]',
    );
    assert.deepEqual(active, [
      true,
      {
        Proxy: {
          Mode: 'manual',
          HTTPProxy: 'proxy.acme.example:3128',
          SSLProxy: 'proxy.acme.example:3128',
          UseHTTPProxyForAllProtocols: true,
          Passthrough: `${name},localhost`,
        },
        LocalNetworkAccess: { SkipDomains: ['app.acme.example', 'intranet.acme.example'] },
      },
    ]);
    const bypass = await firefox.privileged(
      'return Services.prefs.getStringPref("network.proxy.no_proxies_on")',
    );
    assert.equal(bypass, `${name},localhost`);
  });
});
