/** Which of the settings of Windows count, and which are to be changed, so that a change counts. */
import assert from 'node:assert/strict';
import { direct } from '../../../lib/proxy/clients/client.js';
import { decideByWindows, windowsInForce } from '../../../lib/proxy/clients/windows-scope.js';
import type { ProxySettings } from '../../../lib/proxy/types.js';

type What =
  'server' | 'pac' | 'detect' | 'switch' | 'list' | 'broken' | 'policy' | 'near policy' | 'policy off';

const place = (key: string) => ({ file: 'f', line: 3, key });
const VALUES: Readonly<Record<What, Partial<ProxySettings>>> = {
  server: { servers: [{ scheme: 'http', url: 'p:1', credentials: false, origin: place('p') }] },
  pac: { pacUrl: { value: 'http://x/p.pac', origin: place('u') } },
  detect: { autoDetect: { value: false, origin: place('d') } },
  switch: { manualEnabled: { value: false, origin: place('m') } },
  list: { bypass: { rules: 'a', origin: place('b') } },
  broken: {
    servers: [{ scheme: 'http', url: 'p:1', credentials: false, origin: place('p') }],
    issues: [{ code: 'bad-connection-settings', message: 'm', origin: place('x') }],
  },
  policy: {
    entries: [
      { key: String.raw`HKLM\Software\Policies\Microsoft\X\ProxySettingsPerUser`, value: '0', line: 3 },
    ],
  },
  'near policy': {
    entries: [
      { key: String.raw`HKCU\Software\Policies\X\ProxySettingsPerUser`, value: '0', line: 3 },
      { key: String.raw`x HKLM\Software\Policies\X\ProxySettingsPerUser`, value: '0', line: 3 },
      { key: String.raw`HKLM\Software\Policies\X\ProxySettingsPerUserX`, value: '0', line: 3 },
      { key: String.raw`HKLM\Software\X\ProxySettingsPerUser`, value: '0', line: 3 },
    ],
  },
  'policy off': {
    entries: [{ key: String.raw`HKLM\Software\Policies\X\ProxySettingsPerUser`, value: '1', line: 3 }],
  },
};
/** `scope = what, what`; with a star it is managed. */
function settings(text: string): ProxySettings {
  const [, star = '', scope = '', whats = ''] = /^(\*?)(.*?) = (.*)$/.exec(text) ?? [];
  const own = whats.split(', ').map((what) => VALUES[what as What]);
  const base = {
    format: 'reg',
    store: 'wininet',
    scope,
    managed: star !== '',
    file: 'f',
    servers: [],
    issues: [],
    entries: [{ key: 'k', value: 'v', line: 1 }],
  } as const;
  return Object.assign({}, base, ...own) as ProxySettings;
}

const USER = 'HKCU DefaultConnectionSettings';
const MACHINE = 'HKLM DefaultConnectionSettings';
const ROWS: readonly (readonly [
  settings: readonly string[],
  effective: string,
  changed: readonly string[],
])[] = [
  [[], 'none', []],
  [['HKCU = server'], 'HKCU', ['HKCU']],
  [['HKCU = list', 'HKLM = pac'], 'HKLM', ['HKLM']],
  [['HKCU = list', 'HKLM = detect'], 'HKLM', ['HKLM']],
  [['HKCU = list', 'HKLM = switch'], 'HKLM', ['HKLM']],
  [['HKCU = list', 'HKLM = server'], 'HKLM', ['HKLM']],
  [['HKLM = server', 'HKCU = server'], 'HKCU', ['HKCU']],
  // The connection's own value before the loose ones, of the user before those of the machine.
  [['HKCU = server', `${USER} = server`], USER, [USER, 'HKCU']],
  [['HKCU = server', `${MACHINE} = server`], 'HKCU', ['HKCU']],
  [['HKLM = server', `${MACHINE} = server`], MACHINE, [MACHINE, 'HKLM']],
  [[`${MACHINE} = server`, `${USER} = server`], USER, [USER]],
  [['HKLM = server', 'HKCU VPN = server'], 'HKLM', ['HKLM']],
  [['HKCU VPN = server'], 'HKCU VPN', ['HKCU VPN']],
  [['HKCU = server', `${USER} = broken`], 'HKCU', ['HKCU', USER]],
  [['HKCU = server', `${USER} = list`], 'HKCU', ['HKCU']],
  // A policy goes first, and what is no policy is not kept in line with it.
  [['HKCU = server', `${USER} = server`, '*HKCU policy = server'], 'HKCU policy', ['HKCU policy']],
  [['*HKLM policy = server', 'HKCU = server'], 'HKLM policy', ['HKLM policy']],
  // Nobody's who sits at the machine.
  [[String.raw`HKU\.DEFAULT = server`], 'none', []],
  [
    [
      String.raw`HKU\S-1-5-18 = server`,
      String.raw`HKU\S-1-5-19 x = server`,
      String.raw`HKU\S-1-5-20 = server`,
      'HKLM = server',
    ],
    'HKLM',
    ['HKLM'],
  ],
  [
    [String.raw`HKU\S-1-5-21 = server`, 'HKLM = server'],
    String.raw`HKU\S-1-5-21`,
    [String.raw`HKU\S-1-5-21`],
  ],
  [[String.raw`HKU\S-1-5-181 = server`], String.raw`HKU\S-1-5-181`, [String.raw`HKU\S-1-5-181`]],
  // Where the machine's hold for all users, nothing of a user's does.
  [['HKLM policy = policy', 'HKCU = server', 'HKLM = server'], 'HKLM', ['HKLM']],
  [
    ['HKLM policy = policy', 'HKCU = server', `${MACHINE} = server`, 'HKLM = server'],
    MACHINE,
    [MACHINE, 'HKLM'],
  ],
  [['HKLM policy = policy', '*HKCU policy = server', 'HKLM = server'], 'HKLM', ['HKLM']],
  [['HKLM policy = policy', 'HKCU = server', 'HKLM = list'], 'unread', []],
  [['HKLM policy = policy', 'HKCU = server'], 'unread', []],
  [['HKLM policy = policy'], 'unread', []],
  [['HKLM policy = near policy', 'HKCU = server', 'HKLM = server'], 'HKCU', ['HKCU']],
  [['HKLM policy = policy off', 'HKCU = server', 'HKLM = server'], 'HKCU', ['HKCU']],
];

describe('proxy/clients: settings of Windows in force', () => {
  for (const [texts, effective, changed] of ROWS)
    it(`${texts.join('; ') || 'nothing'}: ${effective}`, () => {
      const all = texts.map(settings);
      let used = 'none';
      const decision = decideByWindows(all, ({ scope }) => {
        used = scope;
        return direct('no-settings');
      });
      assert.equal(decision?.reason === 'depends-on-system' ? 'unread' : used, effective);
      if (effective === 'unread')
        assert.deepEqual(decision?.rule, {
          file: 'f',
          line: 3,
          key: String.raw`HKLM\Software\Policies\Microsoft\X\ProxySettingsPerUser`,
        });
      assert.equal(decision === undefined, effective === 'none');
      const inForce = windowsInForce(all);
      assert.deepEqual(
        inForce.settings.map(({ scope }) => scope),
        changed,
      );
      assert.equal(inForce.unread?.key.endsWith('ProxySettingsPerUser') ?? false, effective === 'unread');
    });

  it('takes no other store for it', () => {
    const other: ProxySettings = { ...settings('HKCU = server'), store: 'winhttp' };
    assert.equal(
      decideByWindows([other], () => direct('no-settings')),
      undefined,
    );
    assert.deepEqual(windowsInForce([other]), { settings: [] });
  });
});
