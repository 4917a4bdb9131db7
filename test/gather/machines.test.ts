/**
 * A Windows and a macOS machine, as their documented commands and files answer: gathered here, kept as evidence, and
 * audited here. The Windows machine speaks German, in its OEM code page; Node runs under emulation on both.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { audit } from '../../lib/audits/audit.js';
import { parseEvidence, serializeEvidence, type Evidence } from '../../lib/evidence/index.js';
import { gather } from '../../lib/gather/index.js';
import { loadProfile, type Profile } from '../../lib/profile/index.js';
import { fixtureMachine } from './machine-fixture.js';

const at = new Date('2026-11-24T08:00:00Z');

async function gathered(machine: 'windows' | 'macos'): Promise<{ evidence: Evidence; profile: Profile }> {
  const profile: Profile = {
    ...(await loadProfile('trust1connector')),
    origins: ['https://app.firma.example'],
    embeddingOrigins: ['https://portal.firma.example'],
  };
  const readers = fixtureMachine(machine);
  const evidence = await gather(profile, {
    resolvers: [],
    offline: true,
    here: true,
    hosts: true,
    readers,
    parts: new Set(['hosts', 'proxySettings', 'browserPolicies', 'host'] as const),
    at,
  });
  // As it would come from that machine: through a file.
  return { evidence: parseEvidence(serializeEvidence(evidence)), profile };
}

/** `id: subject` of each finding that is open, and of those that passed in the machine's own sections. */
async function findings(machine: 'windows' | 'macos'): Promise<{ open: string[]; passed: string[] }> {
  const { evidence, profile } = await gathered(machine);
  const report = await audit(profile, evidence, {
    only: ['proxy/', 'browser/', 'disk/', 'os/', 'registry/'],
  });
  const shown = (statuses: readonly string[]): string[] =>
    report.findings
      .filter(({ status }) => statuses.includes(status))
      .map(({ status, id, subject }) => `${status} ${id}${subject === undefined ? '' : ` (${subject})`}`);
  return { open: shown(['fail', 'warn', 'error']), passed: shown(['pass']) };
}

describe('gather: a Windows machine', () => {
  it('is told as it is', async () => {
    const { evidence } = await gathered('windows');
    assert.deepEqual(evidence.host?.os, {
      family: 'windows',
      name: 'Windows 11 Enterprise 24H2',
      id: 'windows',
      version: '11',
      build: '26100',
      edition: 'Enterprise',
      architecture: 'arm64',
    });
    assert.deepEqual(evidence.hosts?.entries, [{ line: 8, address: '127.0.0.1', names: ['t1c.t1t.io'] }]);
    assert.deepEqual(
      evidence.host.registry?.keys.map(({ state }) => state),
      ['present', 'absent', 'absent'],
    );
    assert.deepEqual(evidence.browserPolicies?.browsers, [
      { browser: 'chrome', version: '151.0.7922.77' },
      { browser: 'edge', version: '151.0.4129.59' },
      { browser: 'firefox', version: '153.7.0' },
    ]);
    assert.deepEqual(
      evidence.browserPolicies.policies.map(({ browser, name, value }) => [browser, name, value]),
      [
        ['chrome', 'LocalNetworkAccessPermissionsPolicyDefaultEnabled', true],
        [
          'chrome',
          'LoopbackNetworkAllowedForUrls',
          ['https://portal.firma.example', '[*.]app.firma.example'],
        ],
        ['edge', 'LocalNetworkAccessAllowedForUrls', ['*']],
        ['edge', 'LoopbackNetworkBlockedForUrls', ['https://app.firma.example']],
        ['firefox', 'LocalNetworkAccess.Enabled', true],
        ['firefox', 'LocalNetworkAccess.SkipDomains', ['app.firma.example']],
      ],
    );
  });

  it('is audited as it is', async () => {
    const { open, passed } = await findings('windows');
    assert.deepEqual(open, [
      'warn proxy/settings-bypass:proxied-elsewhere (git over HTTP)',
      'fail browser/local-network-access:blocked (Edge 151.0.4129.59)',
      'warn browser/iframe-delegation:needs-delegation (Edge 151.0.4129.59)',
      'warn browser/iframe-delegation:needs-delegation (Firefox 153.7.0)',
      'warn disk/free-space:barely (%USERPROFILE%\\AppData\\Local, C:\\Program Files, %USERPROFILE%\\AppData\\Local\\Temp)',
      'fail registry/keys-present:absent (reg query)',
    ]);
    for (const id of [
      'os/vendor-support:supported',
      'proxy/settings-bypass:direct',
      'os/minimum-version:supported',
    ])
      assert.ok(
        passed.some((one) => one.includes(id)),
        `${id} in ${passed.join('\n')}`,
      );
  });
});

describe('gather: a macOS machine', () => {
  it('is told as it is', async () => {
    const { evidence } = await gathered('macos');
    assert.deepEqual(evidence.host?.os, {
      family: 'macos',
      name: 'macOS 15.6.1',
      id: 'macos',
      version: '15.6.1',
      build: '24G90',
      architecture: 'arm64',
    });
    assert.equal(evidence.host.registry, undefined);
    assert.deepEqual(
      evidence.hosts?.entries.map(({ address, names }) => [address, ...names]),
      [
        ['127.0.0.1', 'localhost'],
        ['::1', 'localhost'],
      ],
    );
    assert.deepEqual(
      evidence.browserPolicies?.policies.map(({ browser, value, source }) => [browser, value, source]),
      [
        ['chrome', ['https://alt.firma.example'], '/Library/Managed Preferences/com.google.Chrome.plist'],
        [
          'chrome',
          ['https://app.firma.example:443'],
          '/Library/Managed Preferences/USER/com.google.Chrome.plist',
        ],
        ['firefox', ['.firma.example'], '/Library/Managed Preferences/org.mozilla.firefox.plist'],
      ],
    );
  });

  it('is audited as it is', async () => {
    const { open, passed } = await findings('macos');
    assert.deepEqual(open, [
      'fail proxy/settings-bypass:proxied (Chromium, Chrome, Edge)',
      'error proxy/settings-bypass:undecided (Firefox)',
      'fail proxy/settings-bypass:proxied (CFNetwork (Safari, macOS and iOS programs))',
      'warn proxy/settings-bypass:proxied-elsewhere (npm)',
      'warn proxy/settings-bypass:proxied-elsewhere (Visual Studio Code (extensions))',
      'warn proxy/settings-bypass:proxied-elsewhere (Rust reqwest)',
      'warn proxy/settings-facts:proxy-credentials',
      'warn proxy/settings-facts:rule-without-effect',
      'warn proxy/settings-facts:rule-not-read',
      'warn browser/local-network-access:asks (Firefox 153.7.0)',
      'warn browser/policies-in-effect:bad-pattern (Firefox 153.7.0)',
      'warn browser/iframe-delegation:needs-delegation (Chrome 151.0.7922.77)',
      'warn browser/iframe-delegation:needs-delegation (Firefox 153.7.0)',
    ]);
    for (const id of [
      'browser/local-network-access:allowed (Chrome 151.0.7922.77)',
      'os/vendor-support:no-end-named',
      'disk/free-space:enough (~/Library, /Applications, $TMPDIR/T/)',
    ])
      assert.ok(
        passed.some((one) => one.includes(id)),
        `${id} in ${passed.join('\n')}`,
      );
  });
});

describe('gather: a registry export of another machine', () => {
  it('tells keys and policies of what it reaches, and nothing of the rest', async () => {
    const profile: Profile = {
      ...(await loadProfile('trust1connector')),
      origins: ['https://app.firma.example'],
      registryKeys: [
        String.raw`HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Run`,
        String.raw`HKCU\SOFTWARE\Trust1Team\Trust1Connector`,
        String.raw`HKCU\Control Panel\Desktop`,
      ],
    };
    const path = join('test/gather/fixtures/windows', 'export.reg');
    const evidence = await gather(profile, { resolvers: [], offline: true, registryExports: [path], at });
    assert.deepEqual(
      evidence.host?.registry?.keys.map(({ state }) => state),
      ['present', 'absent', 'not-covered', 'not-covered', 'not-covered'],
    );
    assert.equal(evidence.host.os, undefined);
    assert.ok(!JSON.stringify(evidence).includes('annika'));
    const report = await audit(profile, evidence, {
      only: ['browser/local-network-access', 'registry/', 'os/'],
    });
    assert.deepEqual(
      report.findings.map(({ id }) => id),
      [
        'browser/local-network-access:allowed',
        'os/minimum-version:not-looked',
        'os/architecture:not-looked',
        'os/vendor-support:not-looked',
        'registry/keys-present:present',
        'registry/keys-present:absent',
        'registry/keys-present:not-covered',
        'registry/per-user:not-covered',
        'registry/per-user:not-covered',
      ],
    );
  });
});

for (const machine of ['windows', 'macos'] as const) {
  it(`gather: nothing personal leaves a ${machine} machine`, async () => {
    const { evidence } = await gathered(machine);
    const texts = [
      JSON.stringify(evidence),
      ...(evidence.proxySettings ?? []).map(({ bytes }) =>
        Buffer.from(bytes ?? '', 'base64').toString('latin1'),
      ),
    ].join('\n');
    for (const secret of ['annika.muster', 'geheim', 'ENROLL-TOKEN', 'FIRMA-NB', '00331-10000', 'OneDrive'])
      assert.ok(
        !texts.includes(secret),
        `${secret} in ${texts.slice(Math.max(0, texts.indexOf(secret) - 200), texts.indexOf(secret) + 50)}`,
      );
  });
}
