/**
 * Chromium with the policy file, as a company has it: the application comes through the proxy, and calls the
 * program on loopback. Without the artefact the call goes to the proxy; with the proxy exemption alone Local
 * Network Access stops it; with the whole artefact it reaches the program.
 */
import assert from 'node:assert/strict';
import { generate } from '../../lib/generate/index.js';
import { fullProfile, profileWith } from '../generate/profile.js';
import { startChromium } from './generate/chromium.js';
import { application, fetchScript, startCompany, type Company } from './generate/company.js';
import { eventually, Scene } from './generate/support.js';

const { name } = fullProfile;

function flagsFor({ proxy }: Company): string[] {
  return [
    `--host-resolver-rules=MAP ${name} 127.0.0.1`,
    // The page is on the Internet; that the lab's proxy stands on loopback must not make it a local one.
    `--ip-address-space-overrides=${proxy}=public`,
    // Only a secure context may ask for the local network at all; the lab has no certificates.
    `--unsafely-treat-insecure-origin-as-secure=${application}`,
  ];
}

/** What chrome://policy shows of each policy that is set: its row, as text. */
const policyTable = `(() => {
  const all = (node) => [...node.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const rows = all(document).filter((one) => one.localName === 'policy-row').map((one) => one.shadowRoot.querySelector('.policy.row'));
  return rows.map((row) => row.innerText.replace(/\\s+/g, ' ').trim()).filter((text) => !text.includes('Not set.'));
})()`;

describe('generate: Chromium with the policy', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  async function call(company: Company, policies: string): Promise<unknown> {
    const chromium = await startChromium(scene, policies, flagsFor(company));
    const page = await chromium.openUnseen(`${application}/`);
    return eventually(
      async () => {
        assert.equal(await page.evaluate('location.origin'), application);
        return page.evaluate(fetchScript(name, company));
      },
      () => chromium.output,
    );
  }

  it('goes to the proxy without, is stopped with the exemption alone, reaches the program with the artefact', async () => {
    const company = await startCompany(scene);
    const profile = profileWith({ ports: [company.programPort], origins: [application] });
    const whole = await generate('chrome-policy', profile, { proxy: company.proxy });
    const exemptionOnly = await generate(
      'chrome-policy',
      { ...profile, origins: [] },
      { proxy: company.proxy },
    );
    const site = { ProxyMode: 'fixed_servers', ProxyServer: company.proxy };
    assert.equal(await call(company, JSON.stringify({ ProxySettings: site })), 'proxy');
    assert.match(String(await call(company, exemptionOnly.text)), /^stopped: /);
    assert.equal(await call(company, whole.text), 'program');
  });

  it('shows both policies on chrome://policy, without an error', async () => {
    const { text } = await generate('chrome-policy', fullProfile, { proxy: 'proxy.acme.example:3128' });
    const chromium = await startChromium(scene, text, []);
    const page = await chromium.openUnseen('chrome://policy');
    const rows = await eventually(
      async () => {
        const shown = (await page.evaluate(policyTable)) as string[];
        assert.equal(shown.length, 2, shown.join('\n'));
        return shown.sort();
      },
      () => chromium.output,
    );
    assert.deepEqual(rows, [
      'LoopbackNetworkAllowedForUrls ["https://app.acme.example","https://intranet.acme.example:8443"] Platform Machine Mandatory OK',
      'ProxySettings {"ProxyBypassList":"connector.acme.example,localhost","ProxyMode":"fixed_servers","ProxyServer":"proxy.acme.example:3128"} Platform Machine Mandatory OK',
    ]);
  });
});
