import assert from 'node:assert/strict';
import { registry } from '../../lib/audits/registry.js';
import { causeRows, groupByCause, verdictOf, type Told } from '../../lib/causes/index.js';
import { testProfile } from '../audits/case.js';
import { told, type Short } from './told.js';

function group(...findings: readonly Short[]): ReturnType<typeof groupByCause> {
  return groupByCause(findings.map(told), testProfile);
}

/** What is found, and the causes that come of it, each with the number of findings that follow. */
interface Case {
  readonly title: string;
  readonly found: readonly Short[];
  readonly causes: readonly (readonly [key: string, follow: number])[];
}

const one = { subject: 'one' };
const two = { subject: 'two' };

const cases: readonly Case[] = [
  {
    title: 'nothing else of DNS is judged by a resolver that is down',
    found: [
      { id: 'dns/outage:silent', status: 'error', ...one },
      { id: 'dns/address-expected:no-response', status: 'error', ...one },
      { id: 'dnssec/chain-secure:indeterminate', status: 'error', ...one },
      { id: 'dns/caa:no-answer', status: 'error' },
      { id: 'dns/os-resolver:no-answer', status: 'error' },
    ],
    causes: [['silent:one', 4]],
  },
  {
    title: 'and another resolver is',
    found: [
      { id: 'dns/outage:silent', status: 'error', ...one },
      { id: 'dns/address-expected:wrong-address', ...two },
      { id: 'dns/address-expected:no-response', status: 'error', ...one },
    ],
    causes: [
      ['address:two', 0],
      ['silent:one', 1],
    ],
  },
  {
    title: 'a broken chain explains the SERVFAIL, the missing address and CAA',
    found: [
      { id: 'dnssec/chain-secure:bogus', code: 'signature-expired', zone: 't1t.io.', ...one },
      { id: 'dns/address-expected:servfail', ...one },
      { id: 'dns/os-resolver:not-found' },
      { id: 'dns/caa:no-answer', status: 'error' },
    ],
    causes: [['zone:t1t.io.:signature-expired', 3]],
  },
  {
    title: 'a rebinding filter accuses no zone',
    found: [
      { id: 'dns/rebinding-protection:filtered', ...one },
      { id: 'dns/address-expected:stripped', ...one },
      { id: 'dnssec/chain-secure:bogus', code: 'denial-missing', zone: 't1t.io.', ...one },
    ],
    causes: [['rebind:one', 2]],
  },
  {
    title: 'and hides no signatures that have ended',
    found: [
      { id: 'dns/rebinding-protection:filtered', ...one },
      { id: 'dnssec/chain-secure:bogus', code: 'signature-expired', zone: 't1t.io.', ...two },
    ],
    causes: [
      ['rebind:one', 0],
      ['zone:t1t.io.:signature-expired', 0],
    ],
  },
  {
    title: 'the same break, seen in A and AAAA by two resolvers, is one',
    found: [one, one, two, two].map((who) => ({
      id: 'dnssec/chain-secure:bogus',
      code: 'ds-mismatch',
      zone: 't1t.io.',
      ...who,
    })),
    causes: [['zone:t1t.io.:ds-mismatch', 0]],
  },
  {
    title: 'an alias explains the unsigned zone that it leads to, and not its own',
    found: [
      { id: 'dns/cname:alias-elsewhere', status: 'warn' },
      { id: 'dnssec/chain-secure:insecure', code: 'unsigned-delegation', zone: 'unsigned.example.', ...one },
      { id: 'dnssec/chain-secure:bogus', code: 'signature-expired', zone: 't1t.io.', ...two },
    ],
    causes: [
      ['alias', 1],
      ['zone:t1t.io.:signature-expired', 0],
    ],
  },
  {
    title: 'a list is one place, whoever reads it; what its rules do not do follows',
    found: [
      { id: 'proxy/settings-bypass:proxied', location: { file: 'a.reg' }, subject: 'Chrome' },
      { id: 'proxy/settings-bypass:proxied', location: { file: 'a.reg' }, subject: 'Firefox' },
      { id: 'proxy/settings-facts:rule-without-effect', status: 'warn', location: { file: 'a.reg' } },
      { id: 'proxy/settings-facts:rule-without-effect', status: 'warn', location: { file: 'b' } },
    ],
    causes: [
      ['list:a.reg', 1],
      ['proxy/settings-facts:rule-without-effect:b', 0],
    ],
  },
  {
    title: 'a PAC that decides explains the list beside the setting that names it',
    found: [
      { id: 'proxy/pac-bypass:never', subject: 'http://p/a.pac (named by a.reg:7 AutoConfigURL)' },
      { id: 'proxy/settings-facts:rule-too-wide', status: 'warn', location: { file: 'a.reg' } },
    ],
    causes: [['pac:http://p/a.pac', 1]],
  },
  {
    title: 'a program that does not run explains what was not looked at of it',
    found: [
      { id: 'agent/listening:nothing-listens', subject: '127.0.0.1' },
      { id: 'agent/version:not-collected', status: 'not-collected' },
    ],
    causes: [['agent', 1]],
  },
  {
    title: 'what no row knows is a cause of its own',
    found: [{ id: 'new/audit:message' }],
    causes: [['new/audit:message', 0]],
  },
  {
    title: 'what passed follows from nothing',
    found: [{ id: 'dns/ttl:sensible', status: 'pass' }],
    causes: [],
  },
];

describe('causes', () => {
  for (const { title, found, causes } of cases)
    it(title, () => {
      const grouped = group(...found);
      assert.deepEqual(
        grouped.causes.map(({ key, consequences }) => [key, consequences.length]),
        causes,
      );
      for (const { status, cause } of grouped.findings)
        assert.equal(cause !== undefined, status !== 'pass', 'what is open has a cause');
    });

  it('are named and explained by messages that there are', () => {
    const known = registry.flatMap(({ id, messages }) =>
      Object.keys(messages).map((each) => `${id}:${each}`),
    );
    const patterns = causeRows.flatMap(({ names, takes }) => [
      ...names,
      ...(takes ?? []).flatMap(({ messages }) => messages),
    ]);
    const unknown = patterns.filter((pattern) =>
      pattern.endsWith('*')
        ? !known.some((id) => id.startsWith(pattern.slice(0, -1)))
        : !known.includes(pattern),
    );
    assert.deepEqual(unknown, []);
  });

  it('are changed by whom the profile names', () => {
    const found = told({ id: 'proxy/pac-bypass:never', location: { file: 'a.pac' } }, 0);
    const own = { ...testProfile, owners: { network: 'Network desk, 4711' } };
    assert.equal(groupByCause([found], testProfile).causes[0]?.owner, 'network team');
    assert.equal(groupByCause([found], own).causes[0]?.owner, 'Network desk, 4711');
  });

  it('name the profile as it was given', () => {
    const found = told({ id: 'proxy/pac-bypass:never', location: { file: 'a.pac' } }, 0);
    const [cause] = groupByCause([found], testProfile, './my profile.jsonc').causes;
    assert.equal(cause?.check, "staylocal pac a.pac --profile './my profile.jsonc'");
  });

  const commands: readonly (readonly [file: string, target: string, command: string | undefined])[] = [
    ['a.pac', 'pac', 'staylocal generate pac --profile test --merge a.pac --out exempt.pac'],
    [
      "it's.reg",
      'windows-reg',
      `staylocal generate windows-reg --profile test --merge 'it'\\''s.reg' --out bypass.reg`,
    ],
    [
      'https://pac.example/a.pac',
      'pac',
      'staylocal generate pac --profile test --merge https://pac.example/a.pac --out exempt.pac',
    ],
    ['-x; rm', 'pac', "staylocal generate pac --profile test --merge '-x; rm' --out exempt.pac"],
    [
      '/etc/environment',
      'etc-environment',
      'staylocal generate etc-environment --profile test --merge /etc/environment --out environment.new',
    ],
    ['exempt.pac', 'pac', 'staylocal generate pac --profile test --merge exempt.pac --out exempt.pac.new'],
    ['ftp://intranet/proxy.pac', 'pac', undefined],
    ['-', 'pac', undefined],
    ['/etc/hosts', 'hosts', 'staylocal generate hosts --profile test --merge /etc/hosts --out hosts.new'],
    ['a.reg', 'winhttp', 'staylocal generate winhttp --profile test'],
  ];
  for (const [file, target, command] of commands)
    it(`${target} of ${file} → ${command ?? 'no command'}`, () => {
      const fix = { advice: 'Do', targets: [target] };
      const { causes } = group({ id: 'proxy/pac-bypass:never', location: { file }, fix });
      assert.equal(causes[0]?.command, command);
    });
});

describe('causes: wording', () => {
  const spoken = registry.flatMap(({ id, messages }) =>
    Object.entries(messages).flatMap(([message, { status, text, fix }]) =>
      status === 'fail' || status === 'error' || status === 'warn'
        ? [{ id: `${id}:${message}`, text, advice: fix?.advice ?? '' }]
        : [],
    ),
  );
  const title = (id: string, text: string): string => {
    const [audit = ''] = id.split(':');
    const found: Told = {
      finding: {
        id,
        key: id,
        audit,
        status: 'fail',
        title: audit,
        message: text,
        references: [],
        location: { file: 'a' },
      },
      data: Object.fromEntries([...text.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => [key, '12'])),
    };
    return groupByCause([found], testProfile).causes[0]?.title ?? '';
  };

  it('judges nobody and names numbers, not moods', () => {
    const judging =
      /\b(?:misconfigur\w*|(?:an|the|this|some) issues?|critical\w*|recently|simply|obviously|unfortunately|please)\b/i;
    const bad = spoken.filter((one) => judging.test(`${one.text} ${one.advice} ${title(one.id, one.text)}`));
    assert.deepEqual(
      bad.map(({ id }) => id),
      [],
    );
  });

  it('has facts for titles: on one line, without a full stop', () => {
    for (const { id, text } of spoken) {
      const fact = title(id, text);
      assert.match(fact, /^\S.*[^.\s]$/u, id);
      assert.ok(!fact.includes('\n') && !fact.includes('undefined'), `${id}: ${fact}`);
    }
  });

  it('says of the disk and of the token in at most 70 characters what is so', () => {
    for (const { id, text } of spoken.filter(({ id: one }) => /^(?:disk|token)\//.test(one))) {
      const fact = title(id, text);
      assert.ok(fact.length <= 70, `${id}: ${fact}`);
    }
  });
});

describe('causes: the verdict over evidence whose gathering was ended', () => {
  const passed = [
    'dns/address-expected:right',
    'dnssec/chain-secure:secure',
    'proxy/settings-bypass:direct',
  ].map((id, index) => told({ id, status: 'pass' }, index).finding);
  const cases: readonly (readonly [
    interrupted: readonly string[],
    word: string,
    headline: RegExp,
    line: RegExp,
  ])[] = [
    [[], 'YES', /stays on this device$/, /^t1c\.t1t\.io is/],
    [['PAC files'], 'UNKNOWN', /^nobody can say/, /^Interrupted before it was done: PAC files\.$/],
    [['DNS answers', 'hosts file'], 'UNKNOWN', /^nobody can say/, /DNS answers and hosts file\.$/],
    [
      ['the probe'],
      'YES',
      /, for what was looked at: DNS, DNSSEC and proxies$/,
      /the probe \(interrupted\)\.$/,
    ],
  ];
  for (const [interrupted, word, headline, line] of cases)
    it(`of ${interrupted.join(', ') || 'nothing'}: ${word}`, () => {
      const verdict = verdictOf(
        [],
        passed,
        testProfile,
        interrupted.map((what) => ({ what, decides: what !== 'the probe' })),
      );
      assert.equal(verdict.word, word);
      assert.match(verdict.headline, headline);
      assert.match(verdict.line, line);
      assert.equal(
        verdict.notLooked.filter((one) => one.endsWith('(interrupted)')).length,
        interrupted.length,
      );
    });

  it('is NO where something failed all the same', () => {
    const { causes, findings } = group({ id: 'proxy/pac-bypass:never' });
    assert.equal(verdictOf(causes, findings, testProfile, [{ what: 'DNS', decides: true }]).word, 'NO');
  });
});
