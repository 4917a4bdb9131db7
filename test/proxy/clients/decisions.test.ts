/** What the models of clients share: which settings count, and in what order they are tried. */
import assert from 'node:assert/strict';
import { byRule, implicit, matched, ofStore } from '../../../lib/proxy/clients/client.js';
import { decideByPolicies } from '../../../lib/proxy/clients/chromium-policy.js';
import { direct, viaProxy, unknown, type Decision } from '../../../lib/proxy/clients/client.js';
import { agreed, macosCandidates } from '../../../lib/proxy/clients/in-force.js';
import { decideByStore, serverFor } from '../../../lib/proxy/clients/manual-plan.js';
import { parseTarget } from '../../../lib/proxy/target.js';
import type { Origin, ProxyServer, ProxySettings } from '../../../lib/proxy/types.js';

const at = (key: string): Origin => ({ file: 'f', line: 3, key });
const told = <T>(value: T, key: string) => ({ value, origin: at(key) });
const server = (url: string, more: Partial<ProxyServer> = {}): ProxyServer => ({
  scheme: 'http',
  url,
  credentials: false,
  origin: at(url),
  ...more,
});
const entry = { key: 'k', value: 'v', line: 1 };
const settings = (scope: string, more: Partial<ProxySettings> = {}): ProxySettings => ({
  format: 'x',
  store: 'macos',
  scope,
  managed: false,
  file: 'f',
  servers: [],
  issues: [],
  entries: [entry],
  ...more,
});
const bare = { entries: [] };

describe('proxy/clients: what was read of a store', () => {
  const issue = { code: 'c', message: 'm', origin: at('k') };
  for (const [title, all, scopes] of [
    ['of that store alone', [settings('a'), settings('b', { store: 'gnome' })], ['a']],
    ['what says something, beside what says nothing', [settings('a', bare), settings('b')], ['b']],
    ['what says nothing, where nothing does', [settings('a', bare)], ['a']],
    [
      'a server without an entry',
      [settings('a', bare), settings('b', { ...bare, servers: [server('p')] })],
      ['b'],
    ],
    ['an issue without an entry', [settings('a', bare), settings('b', { ...bare, issues: [issue] })], ['b']],
    ['several, in their order', [settings('a'), settings('b')], ['a', 'b']],
    [
      'what macOS says is in force, before its files',
      [settings('a'), settings('b', { format: 'scutil' })],
      ['b'],
    ],
    [
      'what is managed as well',
      [settings('a', { managed: true }), settings('b', { format: 'scutil' }), settings('c')],
      ['a', 'b'],
    ],
    [
      'what is managed and says nothing does not',
      [settings('a', { managed: true, ...bare }), settings('b', { format: 'scutil' })],
      ['b'],
    ],
  ] as const)
    it(title, () => {
      assert.deepEqual(
        ofStore(all, 'macos').map(({ scope }) => scope),
        scopes,
      );
    });
});

describe('proxy/clients: the rule that decided', () => {
  const items = [told(' b ', 'second'), told('a', 'first')];
  for (const [title, found, decision] of [
    [
      'an item of the list, at its own place',
      byRule(matched('b'), { rules: 'b,a', origin: at('list'), items }),
      { reason: 'bypass-rule', rule: { ...at('second'), text: 'b' } },
    ],
    [
      'no item of it, at the list’s',
      byRule(matched('c'), { rules: 'b,a', origin: at('list'), items }),
      { reason: 'bypass-rule', rule: { ...at('list'), text: 'c' } },
    ],
    [
      'without items',
      byRule(matched('a'), { rules: 'a', origin: at('list') }),
      { reason: 'bypass-rule', rule: { ...at('list'), text: 'a' } },
    ],
    ['without a list', byRule(matched('a')), { reason: 'bypass-rule', rule: null }],
    [
      'the client’s own',
      byRule(implicit('a'), { rules: 'a', origin: at('list'), items }),
      { reason: 'implicit-bypass', rule: null, implicit: 'a' },
    ],
    [
      'with what it overrules',
      byRule(matched('a'), undefined, [at('other')]),
      { reason: 'bypass-rule', rule: null, overruled: [at('other')] },
    ],
  ] as const)
    it(title, () => {
      assert.deepEqual(found, { via: 'direct', credentials: false, autoDetect: false, ...decision });
    });
});

describe('proxy/clients: several of which one is in force', () => {
  const one = viaProxy(server('p:1'));
  const way = (...decisions: readonly Decision[]): Decision | undefined =>
    agreed(
      decisions.map((_, index) => settings(String(index), { file: `f${index}` })),
      ({ scope }) => decisions[Number(scope)] ?? one,
    );
  it('is the last where all agree on the way, and unknown where they do not', () => {
    assert.equal(way(), undefined);
    const other = { ...one, rule: at('elsewhere') };
    assert.equal(way(other, one), one);
    assert.equal(way(one, other), other);
    const differs = (rule: Origin) => ({
      via: 'unknown',
      reason: 'differs-by-scope',
      rule,
      credentials: false,
      autoDetect: false,
    });
    assert.deepEqual(way(viaProxy(server('q:1')), one), differs(at('p:1')));
    assert.deepEqual(way(one, direct('no-settings')), differs(at('p:1')));
    assert.deepEqual(
      way(direct('no-settings'), unknown('unusable-value')),
      differs({ file: 'f1', line: null, key: '' }),
    );
  });

  it('of macOS a profile for all networks, then what the system says', () => {
    const wifi = settings('com.apple.wifi.managed', { managed: true });
    const vpn = settings('com.apple.vpn.managed', { managed: true });
    const everywhere = settings('com.apple.proxy.http.global', { managed: true });
    const [first, last] = [settings('1', { format: 'scutil' }), settings('2', { format: 'scutil' })];
    const service = settings('s');
    assert.deepEqual(macosCandidates([service, wifi, first, everywhere]), [everywhere]);
    assert.deepEqual(macosCandidates([service, wifi, first, vpn, last]), [last]);
    assert.deepEqual(macosCandidates([service, wifi, vpn]), [service, wifi, vpn]);
  });
});

describe('proxy/clients: a store with modes', () => {
  const target = parseTarget('https://a.example/');
  const way = (more: Partial<ProxySettings>, rules = 'x'): string => {
    const match = (list: string) => (list === rules ? matched(list) : null);
    const { via, reason, rule, fallback } = decideByStore({
      settings: settings('s', more),
      target,
      match,
      defaultRules: 'default',
    });
    return [via, reason, rule?.key, fallback?.via, fallback?.fallback?.via]
      .filter((part) => part !== undefined)
      .join(' ');
  };
  const servers = [server('p', { scheme: 'https' })];
  const pacUrl = told('http://x/p', 'pac');
  for (const [more, expected] of [
    [{ mode: told('direct', 'mode'), servers }, 'direct mode-direct mode'],
    [{ mode: told('system', 'mode'), servers }, 'unknown depends-on-system mode'],
    [{ mode: told('environment', 'mode'), servers }, 'unknown depends-on-system mode'],
    [{ mode: told('manual', 'mode'), servers, pacUrl }, 'proxy proxy-configured p'],
    [{ mode: told('manual', 'mode') }, 'direct no-settings mode'],
    [
      { mode: told('manual', 'mode'), servers: [server('p', { scheme: 'ftp' })] },
      'direct no-proxy-for-scheme mode',
    ],
    [{ mode: told('auto-detect', 'mode'), servers, pacUrl }, 'pac auto-detect mode'],
    [{ mode: told('pac', 'mode'), servers, pacUrl }, 'pac pac-configured pac'],
    [{ mode: told('pac', 'mode'), servers }, 'unknown unusable-value mode'],
    [{ servers }, 'proxy proxy-configured p'],
    [{ servers, manualEnabled: told(false, 'off') }, 'direct switched-off off'],
    [{ servers, manualEnabled: told(true, 'on') }, 'proxy proxy-configured p'],
    [{ servers, pacUrl }, 'pac pac-configured pac proxy'],
    [{ servers, autoDetect: told(true, 'detect') }, 'pac auto-detect detect proxy'],
    [{ servers, autoDetect: told(false, 'detect') }, 'proxy proxy-configured p'],
    [{ servers, autoDetect: told(false, 'detect'), pacUrl }, 'pac pac-configured pac proxy'],
    [{ servers, autoDetect: told(true, 'detect'), pacUrl }, 'pac auto-detect detect pac proxy'],
    [{ servers, bypass: { rules: 'x', origin: at('list') } }, 'direct bypass-rule list'],
    [{ servers, bypass: { rules: 'y', origin: at('list') } }, 'proxy proxy-configured p'],
  ] as const satisfies readonly (readonly [Partial<ProxySettings>, string])[])
    it(`${JSON.stringify(more, ['value', ...Object.keys(more)])}: ${expected}`, () => {
      assert.equal(way(more), expected);
    });

  it('takes the rules of the client where there is no list', () => {
    assert.equal(way({ servers }, 'default'), 'direct bypass-rule');
    assert.equal(
      way({ servers, bypass: { rules: '', origin: at('list') } }, 'default'),
      'proxy proxy-configured p',
    );
  });

  it('keeps the client’s own rules before a PAC, where it has some', () => {
    const of = (more: Partial<ProxySettings>): string =>
      decideByStore({
        settings: settings('s', more),
        target,
        match: () => null,
        matchBeforePac: () => implicit('own'),
      }).reason;
    assert.equal(of({ mode: told('pac', 'mode'), pacUrl }), 'implicit-bypass');
    assert.equal(of({ mode: told('auto-detect', 'mode') }), 'implicit-bypass');
    assert.equal(of({ servers, pacUrl }), 'implicit-bypass');
    assert.equal(of({ servers, autoDetect: told(true, 'detect') }), 'implicit-bypass');
    assert.equal(of({ mode: told('manual', 'mode'), servers }), 'proxy-configured');
    assert.equal(of({ servers }), 'proxy-configured');
  });

  it('looks for schemes in their order, and at no server of one host', () => {
    const all = [
      server('a', { scheme: 'socks' }),
      server('b', { scheme: 'all' }),
      server('c', { scheme: 'https', only: 'x' }),
      server('d', { scheme: 'http' }),
    ];
    assert.equal(serverFor(all, ['https', 'all', 'socks'])?.url, 'b');
    assert.equal(serverFor(all, ['socks', 'http'])?.url, 'a');
    assert.equal(serverFor(all, ['https']), undefined);
  });
});

describe('proxy/clients: policies of Chromium browsers', () => {
  const policy = (scope: string, more: Partial<ProxySettings> = {}): ProxySettings =>
    settings(scope, { store: 'chromium-policy', servers: [server(scope)], ...more });
  const one = (...all: readonly ProxySettings[]): string | undefined =>
    decideByPolicies(all, ({ scope }) => viaProxy(server(scope)))?.proxy;
  it('the mandatory before the recommended, the machine’s before the user’s', () => {
    assert.equal(one(policy('HKCU'), policy('HKLM')), 'HKLM');
    assert.equal(one(policy('HKCU'), policy('HKLM recommended')), 'HKCU');
    assert.equal(one(policy('HKCU Recommended'), policy('HKLM recommended')), 'HKLM recommended');
    assert.equal(one(policy('HKCU'), policy('machine')), 'machine');
    assert.equal(one(policy('HKCU, not HKLM'), policy('HKLM')), 'HKLM');
    assert.equal(one(policy('HKLM', { servers: [] }), policy('HKCU')), 'HKCU');
    assert.equal(one(policy('HKLM', { servers: [], mode: told('direct', 'mode') }), policy('HKCU')), 'HKLM');
    assert.equal(one(policy('HKLM', { servers: [], pacUrl: told('u', 'pac') }), policy('HKCU')), 'HKLM');
    assert.equal(one(policy('HKLM', { servers: [] })), undefined);
  });

  it('what a log says is in force before all of them; of two browsers what both say', () => {
    const log = { format: 'net-export' } as const;
    assert.equal(one(policy('HKLM'), policy('in force', log)), 'in force');
    assert.equal(one(policy('HKLM'), policy('other', log)), 'HKLM');
    assert.equal(one(policy('HKLM'), policy('in force')), 'HKLM');
    assert.equal(one(policy('same'), policy('same', { store: 'edge-policy' })), 'same');
    assert.equal(
      decideByPolicies([policy('a'), policy('b', { store: 'edge-policy' })], ({ scope }) =>
        viaProxy(server(scope)),
      )?.via,
      'unknown',
    );
  });
});
