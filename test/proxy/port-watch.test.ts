import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveClient } from '../../lib/proxy/clients/registry.js';
import {
  clients,
  parseTarget,
  route,
  router,
  type ProxySettings,
  type Store,
  type Target,
} from '../../lib/proxy/index.js';
import { isSameButPort, PortWatch } from '../../lib/proxy/port-watch.js';

const IDS = clients().flatMap(({ id, versions }) => versions.map((version) => `${id}@${version}`));
const target = parseTarget('https://user@t1c.t1t.io:51983/');

/** Whether a look at it is noted. */
const FIELDS: Readonly<Record<keyof Target, boolean>> = {
  url: true,
  authority: true,
  portText: true,
  explicitPort: true,
  port: true,
  truthyPort: true,
  urlPort: true,
  scheme: false,
  rawHost: false,
  urlHost: false,
  host: false,
  standard: false,
  address: false,
};

const RULES = [
  't1c.t1t.io',
  '.t1t.io',
  '*.t1t.io',
  '1t.io',
  '83',
  '51983',
  '.51983',
  '*',
  '',
  '.',
  '[::1]',
  '10.0.0.0/8',
];
const PORTS = ['', ':51983', ':443', ':0', ':', ':83'];
const HOSTS = [
  't1c.t1t.io',
  'T1C.T1T.IO',
  't1t.io',
  '[::1]',
  '10.1.2.3',
  'localhost',
  'bücher.example',
  'user@t1t.io',
];

const list = fc
  .array(fc.tuple(fc.constantFrom(...RULES), fc.constantFrom(...PORTS)), { minLength: 1, maxLength: 5 })
  .map((entries) => entries.map((parts) => parts.join('')).join(','));

function environment(rules: string): ProxySettings[] {
  const values = {
    http_proxy: 'http://proxy.corp:8080',
    https_proxy: 'http://proxy.corp:8080',
    no_proxy: rules,
  };
  const entries = Object.entries(values).map(([key, value], at) => ({ key, value, line: at + 1 }));
  const store: Store = 'environment';
  return [
    {
      format: 'environment',
      store,
      file: 'env',
      scope: '',
      managed: false,
      entries,
      servers: [],
      issues: [],
    },
  ];
}

describe('proxy/port-watch', () => {
  for (const [field, isNoted] of Object.entries(FIELDS) as [keyof Target, boolean][]) {
    it(`${field}: as it was, ${isNoted ? 'and noted' : 'without a note'}`, () => {
      const watch = new PortWatch(target);
      assert.deepEqual(watch[field], target[field]);
      assert.equal(watch.isPortRead, isNoted);
    });
  }

  it('knows every field of a target', () => {
    assert.deepEqual(Object.keys(FIELDS).sort(), Object.keys(target).sort());
  });

  const SAME: readonly (readonly [one: string, other: string, isSame: boolean])[] = [
    ['https://t1c.t1t.io:1/', 'https://t1c.t1t.io:2/', true],
    ['https://t1c.t1t.io/', 'https://a@t1c.t1t.io:2/b', true],
    ['https://t1c.t1t.io/', 'http://t1c.t1t.io/', false],
    ['https://t1c.t1t.io/', 'https://T1C.t1t.io/', false],
    ['https://t1c.t1t.io/', 'https://t1c.t1t.io./', false],
    ['https://127.0.0.1/', 'https://127.1/', false],
  ];
  for (const [one, other, isSame] of SAME) {
    it(`${one} and ${other}: ${isSame ? 'differ in what is noted alone' : 'differ'}`, () => {
      assert.equal(isSameButPort(parseTarget(one), parseTarget(other)), isSame);
    });
  }

  it('a router asked for port after port says what each client says of each URL', () => {
    fc.assert(
      fc.property(
        list,
        fc.constantFrom(...HOSTS),
        fc.constantFrom('http', 'https'),
        (rules, host, scheme) => {
          const settings = environment(rules);
          const context = { addresses: ['192.0.2.1'] };
          const urls = PORTS.map((port) => `${scheme}://${host}${port}/`);
          for (const id of IDS) {
            const decide = router(settings, id);
            for (const url of urls) {
              const { via, reason, rule } = route(settings, id, url, context);
              const told = decide(parseTarget(url), context);
              assert.deepEqual(
                [told.via, told.reason, told.rule],
                [via, reason, rule],
                `${id} ${url} ${rules}`,
              );
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a list without ports is asked once for all of them, but where a program compares the text before the path', () => {
    const looking = IDS.filter((id) => {
      const watch = new PortWatch(target);
      resolveClient(id).variant.match('other.example,t1c.t1t.io', watch);
      return watch.isPortRead;
    });
    assert.deepEqual([...new Set(looking.map((id) => id.split('@')[0]))].sort(), [
      'kde',
      'perl-lwp',
      'python-urllib',
    ]);
  });

  it('an answer that is remembered is handed on with its note', () => {
    const { match } = resolveClient('chromium').variant;
    for (const [rules, isNoted] of [
      ['t1c.t1t.io', false],
      ['t1c.t1t.io:51983', true],
    ] as const)
      for (const length of [0, 5000])
        for (let turn = 0; turn < 2; turn += 1) {
          const watch = new PortWatch(target);
          match(`${rules}${' '.repeat(length)}`, watch);
          assert.equal(watch.isPortRead, isNoted, `${rules} ${length} ${turn}`);
        }
  });
});
