/** What is handed out as a fix: what closed its finding when the evidence with it in place was audited again. */
import assert from 'node:assert/strict';
import { audit } from '../../lib/audits/audit.js';
import type { Evidence } from '../../lib/evidence/types.js';
import { fixKit, planFixes, type FixPlan } from '../../lib/fixes/index.js';
import { artefactBytes } from '../../lib/generate/index.js';
import type { Profile } from '../../lib/profile/index.js';
import { base64, collectedAt, evidenceWith, testProfile } from '../audits/case.js';
import { placesEvidence } from '../audits/lab-evidence.js';

async function planFor(parts: Partial<Evidence>, profile: Profile = testProfile): Promise<FixPlan> {
  const evidence = evidenceWith(parts, profile);
  return planFixes(profile, evidence, await audit(profile, evidence));
}

const settings = (source: string, text: string, format?: string): Partial<Evidence> => ({
  proxySettings: [{ source, bytes: base64(text), ...(format === undefined ? {} : { format }) }],
});

/** The plan in a line for each: target, file, and whether it is handed out. */
function summary({ tried, untried, notHandedOut }: FixPlan): string[] {
  return [
    ...tried.map(
      ({ target, also = [], place, asFile, closes, companion }) =>
        `${[target, ...also].join('+')} for ${place?.source ?? '-'} ${asFile ? 'file' : 'command'} ${companion === undefined ? `closes ${closes.length > 0}` : 'belongs'}`,
    ),
    ...untried.map(({ target }) => `${target} untried`),
    ...notHandedOut.map(({ target, source, reason }) => `${target} for ${source ?? '-'} refused: ${reason}`),
  ];
}

const environment = 'http_proxy=http://p:1\nhttps_proxy=http://p:1\nno_proxy=a\n';
const internetSettings = 'Microsoft\\Windows\\CurrentVersion\\Internet Settings]\r\n';
const proxied = '"ProxyEnable"=dword:00000001\r\n"ProxyServer"="p:1"\r\n';
const head = 'Windows Registry Editor Version 5.00\r\n\r\n';
const machineWide = `${head}[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${internetSettings}"ProxySettingsPerUser"=dword:00000000\r\n\r\n`;
const fixedServers = '"ProxyMode"="fixed_servers"\r\n"ProxyServer"="p:1"\r\n';
const withOrigins = { ...testProfile, origins: ['https://app.example'] };

interface Case {
  readonly title: string;
  readonly parts: Partial<Evidence>;
  readonly profile?: Profile;
  readonly plan: readonly (string | RegExp)[];
}

const cases: readonly Case[] = [
  {
    title: 'a PAC is merged with',
    parts: {
      pac: [{ source: 'corp.pac', bytes: base64('function FindProxyForURL(u, h) { return "PROXY p:1"; }') }],
    },
    plan: ['pac for corp.pac file closes true'],
  },
  {
    title: 'of the environment the file that is there',
    parts: settings('etc/environment', environment),
    plan: ['etc-environment for etc/environment file closes true'],
  },
  {
    title: 'the variables of a process are no file: lines to set',
    parts: settings('(environment)', environment, 'environment'),
    plan: ['no-proxy for (environment) file closes true'],
  },
  {
    title: 'a file whose passwords are not in the evidence is made where the file is',
    parts: settings('environment', environment.replaceAll('//p:1', '//***:***@p:1')),
    plan: ['etc-environment for environment command closes true'],
  },
  {
    title: 'the list of the machine where a policy makes it count',
    parts: settings(
      'gpo.reg',
      `${machineWide}[HKEY_CURRENT_USER\\Software\\${internetSettings}"ProxyOverride"="x"\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\${internetSettings}${proxied}`,
    ),
    plan: ['windows-reg for gpo.reg file closes true'],
  },
  {
    title: 'a PAC that cannot be patched gets no fix',
    parts: {
      pac: [
        {
          source: 'x.pac',
          bytes: base64('FindProxyForURL = function (u, h) { return "PROXY p:1" };;Object.freeze(this)'),
        },
      ],
    },
    plan: [/^pac for x\.pac /],
  },
  {
    title:
      'rules of Squid go into squid.conf also where an included file is to blame; the page belongs to them',
    parts: {
      proxySettings: [
        {
          source: 'squid.conf',
          bytes: base64('acl a src all\ninclude conf.d/*.conf\nhttp_access deny all\n'),
          included: [
            { pattern: 'conf.d/*.conf', source: 'conf.d/a.conf', bytes: base64('http_access allow a\n') },
          ],
        },
      ],
    },
    plan: ['squid for squid.conf file closes true', 'squid-page for - file belongs'],
  },
  {
    title: 'an exemption that makes a browser ask brings the policy along',
    parts: settings('user.reg', `${head}[HKEY_CURRENT_USER\\Software\\${internetSettings}${proxied}`),
    profile: withOrigins,
    plan: [
      'windows-reg for user.reg file closes true',
      // Chromium goes direct for localhost without any fix.
      'chrome-policy-windows for - file closes true',
      'edge-policy-windows for - file closes true',
      'firefox-policy-windows for - file closes true',
    ],
  },
  {
    title: 'the hosts file is made where it is',
    parts: {
      hosts: { source: '/etc/hosts', entries: [{ line: 7, address: '10.1.1.1', names: ['t1c.t1t.io'] }] },
    },
    plan: ['hosts for /etc/hosts command closes true'],
  },
  {
    title: 'three browsers in one file get one file',
    parts: settings(
      'policies.reg',
      `${head}[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]\r\n${fixedServers}\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge]\r\n${fixedServers}\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox\\Proxy]\r\n"Mode"="manual"\r\n"HTTPProxy"="p:1"\r\n"UseHTTPProxyForAllProtocols"=dword:00000001\r\n`,
    ),
    profile: withOrigins,
    plan: [
      'edge-policy-windows+chrome-policy-windows+firefox-policy-windows for policies.reg file closes true',
    ],
  },
  {
    title: 'a configuration profile',
    parts: settings(
      'chrome.mobileconfig',
      '<plist><dict><key>PayloadContent</key><array><dict><key>PayloadType</key><string>com.google.Chrome</string><key>ProxyMode</key><string>fixed_servers</string><key>ProxyServer</key><string>p:1</string></dict></array></dict></plist>',
    ),
    profile: withOrigins,
    plan: ['chrome-policy-macos for chrome.mobileconfig file closes true'],
  },
  { title: 'nothing open, nothing made', parts: settings('environment', ''), plan: [] },
];

describe('fixes/plan', () => {
  for (const { title, parts, profile, plan } of cases) {
    it(title, async () => {
      const found = summary(await planFor(parts, profile));
      assert.equal(found.length, plan.length, found.join('\n'));
      for (const [at, line] of plan.entries())
        if (typeof line === 'string') assert.equal(found[at], line);
        else assert.match(found[at] ?? '', line);
    }).timeout(30_000);
  }

  it('hands out nothing that leaves its finding open, and says so', async () => {
    // Two files of one environment: the second one’s list counts, and merging with the first changes nothing.
    const evidence = evidenceWith({
      proxySettings: [
        { source: 'a/environment', bytes: base64(environment) },
        { source: 'b/profile.sh', bytes: base64('export no_proxy=a NO_PROXY=a\n') },
      ],
    });
    const report = await audit(testProfile, evidence);
    const plan = await planFixes(testProfile, evidence, report);
    for (const { target, reason } of plan.notHandedOut) assert.match(reason, /stays open|opens/, target);
    for (const { closes } of plan.tried) assert.ok(closes.length > 0);
  });

  it('writes what could not be tried apart from what was', async () => {
    const plan = await planFor(await placesEvidence(['rebinding-nxdomain'])());
    assert.ok(plan.untried.some(({ target }) => target === 'unbound'));
    assert.deepEqual(plan.tried, []);
    const kit = fixKit(testProfile, plan, { profile: 'test.json', at: collectedAt });
    const readme = kit?.files.find(({ fileName }) => fileName === 'README.md')?.text ?? '';
    assert.match(readme, /^## Not tried$[^]*File `dns\/staylocal-unbound\.conf` \(target `unbound`\)/m);
    assert.doesNotMatch(readme, /^Tried:/m);
  });

  it('keeps two files of one name apart, and each in its own encoding', async () => {
    const text = '// Büro\nfunction FindProxyForURL(u, h) { return "PROXY p:1"; }\n';
    const plan = await planFor({
      pac: [
        { source: 'north/corp.pac', bytes: base64(Buffer.from(text, 'latin1')) },
        { source: 'http://pac.example/corp.pac?x=1', bytes: base64(text) },
      ],
    });
    const kit = fixKit(testProfile, plan, { profile: 'test', at: collectedAt });
    assert.ok(kit !== undefined);
    assert.deepEqual(
      kit.files.map(({ fileName }) => fileName),
      ['README.md', 'proxy/corp.pac', 'proxy/2-corp.pac'],
    );
    const [, second, first] = kit.files.map((file) => Buffer.from(artefactBytes(file)));
    assert.ok(first?.includes(Buffer.from('Büro', 'latin1')) && second?.includes(Buffer.from('Büro')));
  }).timeout(30_000);
});
