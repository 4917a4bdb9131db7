/** Where browsers keep policies and tell their version, by operating system. Data only. */
import type { BrowserId } from '../../evidence/browser-policies.js';

export type PolicyFormat = 'json' | 'plist' | 'firefox-json' | 'reg-query';

export interface PolicyPlace {
  readonly browser: BrowserId;
  readonly format: PolicyFormat;
  /** Path with `~`, `*` and `%NAME%`; for `reg-query` the key. */
  readonly path: string;
  readonly level: 'mandatory' | 'recommended';
  readonly scope: 'machine' | 'user';
}

export interface VersionPlace {
  readonly browser: BrowserId;
  readonly program: string;
  readonly args: readonly string[];
  /** Its first group is the version. */
  readonly pattern: RegExp;
}

const machine = (browser: BrowserId, format: PolicyFormat, path: string): PolicyPlace => ({
  browser,
  format,
  path,
  level: 'mandatory',
  scope: 'machine',
});

/** Chromium's two folders (docs/enterprise/policies, "Linux quick start"). */
const jsonFolders = (browser: BrowserId, folder: string): PolicyPlace[] => [
  machine(browser, 'json', `${folder}/managed/*.json`),
  { ...machine(browser, 'json', `${folder}/recommended/*.json`), level: 'recommended' },
];

/** What is set for the machine wins over what is set for the user. */
const registryKeys = (browser: BrowserId, path: string): PolicyPlace[] => [
  { ...machine(browser, 'reg-query', `HKCU\\${path}`), scope: 'user' },
  machine(browser, 'reg-query', `HKLM\\${path}`),
];

/** Preferences that an MDM forces: for the machine, and in a folder named for the user. */
const managed = (browser: BrowserId, domain: string): PolicyPlace[] => [
  machine(browser, 'plist', `/Library/Managed Preferences/${domain}.plist`),
  { ...machine(browser, 'plist', `/Library/Managed Preferences/*/${domain}.plist`), scope: 'user' },
];

/** A browser's places from the weakest to the one that wins. */
export const policyPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly PolicyPlace[]>>> = {
  linux: [
    ...jsonFolders('chrome', '/etc/opt/chrome/policies'),
    ...jsonFolders('chromium', '/etc/chromium/policies'),
    ...jsonFolders('edge', '/etc/opt/edge/policies'),
    ...jsonFolders('brave', '/etc/brave/policies'),
    // The system's file is read in place of the one beside the program (Firefox, EnterprisePoliciesParent).
    machine('firefox', 'firefox-json', '/usr/lib/firefox/distribution/policies.json'),
    machine('firefox', 'firefox-json', '/usr/lib/firefox-esr/distribution/policies.json'),
    machine('firefox', 'firefox-json', '/etc/firefox/policies/policies.json'),
  ],
  darwin: [
    ...managed('chrome', 'com.google.Chrome'),
    ...managed('chromium', 'org.chromium.Chromium'),
    ...managed('edge', 'com.microsoft.Edge'),
    ...managed('brave', 'com.brave.Browser'),
    machine(
      'firefox',
      'firefox-json',
      '/Applications/Firefox.app/Contents/Resources/distribution/policies.json',
    ),
    ...managed('firefox', 'org.mozilla.firefox'),
  ],
  win32: [
    ...registryKeys('chrome', String.raw`SOFTWARE\Policies\Google\Chrome`),
    ...registryKeys('chromium', String.raw`SOFTWARE\Policies\Chromium`),
    ...registryKeys('edge', String.raw`SOFTWARE\Policies\Microsoft\Edge`),
    ...registryKeys('brave', String.raw`SOFTWARE\Policies\BraveSoftware\Brave`),
    machine('firefox', 'firefox-json', '%ProgramFiles%/Mozilla Firefox/distribution/policies.json'),
    ...registryKeys('firefox', String.raw`SOFTWARE\Policies\Mozilla\Firefox`),
  ],
};

const printed = /(\d+(?:\.\d+)+)/;

const says = (browser: BrowserId, program: string): VersionPlace => ({
  browser,
  program,
  args: ['--version'],
  pattern: printed,
});

/** Chromium browsers write their version there when they start. */
const beacon = (browser: BrowserId, path: string): VersionPlace => ({
  browser,
  program: 'reg',
  args: ['query', `HKCU\\${path}\\BLBeacon`, '/v', 'version'],
  pattern: /^\s+version\s+REG_SZ\s+(\d+(?:\.\d+)+)/m,
});

const bundle = (browser: BrowserId, name: string): VersionPlace => ({
  browser,
  program: '/usr/bin/plutil',
  args: ['-extract', 'CFBundleShortVersionString', 'raw', `/Applications/${name}.app/Contents/Info.plist`],
  pattern: printed,
});

export const versionPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly VersionPlace[]>>> = {
  linux: [
    says('chrome', 'google-chrome'),
    says('chromium', 'chromium'),
    says('edge', 'microsoft-edge'),
    says('brave', 'brave-browser'),
    says('firefox', 'firefox'),
  ],
  darwin: [
    bundle('chrome', 'Google Chrome'),
    bundle('chromium', 'Chromium'),
    bundle('edge', 'Microsoft Edge'),
    bundle('brave', 'Brave Browser'),
    bundle('firefox', 'Firefox'),
  ],
  win32: [
    beacon('chrome', String.raw`SOFTWARE\Google\Chrome`),
    beacon('chromium', String.raw`SOFTWARE\Chromium`),
    beacon('edge', String.raw`SOFTWARE\Microsoft\Edge`),
    beacon('brave', String.raw`SOFTWARE\BraveSoftware\Brave-Browser`),
    {
      browser: 'firefox',
      program: 'reg',
      args: ['query', String.raw`HKLM\SOFTWARE\Mozilla\Mozilla Firefox`, '/v', 'CurrentVersion'],
      pattern: /^\s+CurrentVersion\s+REG_SZ\s+(\d+(?:\.\d+)+)/m,
    },
  ],
};
