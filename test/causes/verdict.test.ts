/** The answer, whole, by causes, findings and profile: its word, its sentences, and what was looked at. */
import assert from 'node:assert/strict';
import type { Cause, Finding, Status, Verdict } from '../../lib/audits/finding.js';
import { verdictOf } from '../../lib/causes/index.js';
import type { Interrupted } from '../../lib/causes/verdict.js';
import type { Profile } from '../../lib/profile/types.js';
import { testProfile } from '../audits/case.js';

const DECIDING = {
  'dns/address-expected:as-expected': 'pass',
  'dnssec/chain-secure:secure': 'pass',
  'proxy/settings-bypass:direct': 'pass',
} as const satisfies Record<string, Status>;

type Statuses = Readonly<Record<string, Status>>;

function findingsOf(statuses: Statuses): Finding[] {
  return Object.entries(statuses).map(([id, status]) => ({
    id,
    key: id,
    audit: id.split(':')[0] ?? '',
    status,
    title: '',
    message: 'm.',
    references: [],
  }));
}

function cause(made: Partial<Cause>): Cause {
  return {
    key: 'k',
    status: 'fail',
    effect: 'leaves',
    title: 'the fact',
    why: [],
    where: [],
    affected: [],
    owner: 'network team',
    check: 'staylocal audit',
    findings: [],
    consequences: [],
    ...made,
  };
}

interface Row {
  readonly title: string;
  readonly causes?: readonly Partial<Cause>[];
  /** Default: all that decides passed. */
  readonly statuses?: Statuses;
  readonly profile?: Partial<Profile>;
  readonly interrupted?: readonly Interrupted[];
  readonly is: { readonly [K in keyof Verdict]?: Verdict[K] | undefined };
}

const NAME = testProfile.name;
const YES = `${NAME} stays on this device`;
const NOBODY = `nobody can say whether ${NAME} stays on this device`;
const CLAIMS = `${NAME} is 127.0.0.1, DNSSEC proves it and no program that counts is sent to a proxy.`;
const only = (...ids: readonly (keyof typeof DECIDING)[]): Statuses =>
  Object.fromEntries(ids.map((id) => [id, DECIDING[id]]));

const ROWS: readonly Row[] = [
  {
    title: 'all that decides passed',
    is: {
      word: 'YES',
      but: false,
      headline: YES,
      line: CLAIMS,
      first: undefined,
      deciding: [],
      asked: ['dns', 'dnssec', 'proxy'],
      looked: ['DNS', 'DNSSEC', 'proxies'],
      notLooked: [],
    },
  },
  {
    title: 'DNSSEC that is not asked for is no part of it',
    statuses: only('dns/address-expected:as-expected', 'proxy/settings-bypass:direct'),
    profile: { dnssec: 'advised' },
    is: {
      word: 'YES',
      headline: YES,
      line: `${NAME} is 127.0.0.1 and no program that counts is sent to a proxy.`,
      asked: ['dns', 'proxy'],
    },
  },
  {
    title: 'a class of addresses in place of addresses',
    statuses: only('dns/address-expected:as-expected'),
    profile: { dnssec: 'advised', expect: { a: [], aaaa: [], addressClass: 'loopback' } },
    is: { line: `${NAME} is a loopback address. Not looked at: proxies.` },
  },
  {
    title: 'addresses of both families',
    statuses: only('dns/address-expected:as-expected'),
    profile: { expect: { a: ['127.0.0.1'], aaaa: ['::1'], addressClass: 'loopback' } },
    is: { line: `${NAME} is 127.0.0.1 and ::1. Not looked at: DNSSEC, proxies.` },
  },
  {
    title: 'a part that was asked for and not looked at narrows the claim',
    statuses: only('dns/address-expected:as-expected', 'dnssec/chain-secure:secure'),
    is: {
      word: 'YES',
      headline: `${YES}, for what was looked at: DNS and DNSSEC`,
      line: `${NAME} is 127.0.0.1 and DNSSEC proves it. Not looked at: proxies.`,
      notLooked: [],
    },
  },
  {
    title: 'an audit beside those that decide is no look at its part',
    statuses: {
      ...only('dnssec/chain-secure:secure', 'proxy/settings-bypass:direct'),
      'dns/ttl:short': 'pass',
    },
    is: {
      word: 'YES',
      asked: ['dnssec', 'proxy'],
      headline: `${YES}, for what was looked at: DNSSEC and proxies`,
    },
  },
  {
    title: 'a part where nothing passed claims nothing',
    statuses: { ...DECIDING, 'proxy/settings-bypass:direct': 'not-applicable' },
    is: {
      word: 'YES',
      line: `${NAME} is 127.0.0.1, DNSSEC proves it and proxies: nothing found.`,
      looked: ['DNS', 'DNSSEC'],
    },
  },
  {
    title: 'a claim that does not begin with the name begins in capitals',
    statuses: { 'proxy/settings-bypass:none': 'not-applicable', 'dnssec/chain-secure:secure': 'pass' },
    is: { line: 'DNSSEC proves it and proxies: nothing found. Not looked at: DNS.' },
  },
  {
    title: 'what was switched off was not looked at',
    statuses: { ...DECIDING, 'proxy/pac-bypass:switched-off': 'not-collected' },
    is: { word: 'YES', headline: YES },
  },
  {
    title: 'nor where it stands alone',
    statuses: {
      ...only('dns/address-expected:as-expected', 'dnssec/chain-secure:secure'),
      'proxy/settings-bypass:not-asked': 'not-collected',
    },
    is: {
      word: 'YES',
      asked: ['dns', 'dnssec'],
      line: `${NAME} is 127.0.0.1 and DNSSEC proves it. Not looked at: proxies.`,
      notLooked: ['proxies'],
    },
  },
  {
    title: 'a part outside what decides that nobody looked at is named',
    statuses: {
      ...DECIDING,
      'agent/version:not-collected': 'not-collected',
      'disk/free-space:enough': 'pass',
    },
    is: {
      word: 'YES',
      headline: YES,
      line: `${CLAIMS} Not looked at: the program.`,
      looked: ['DNS', 'DNSSEC', 'proxies', 'disk space'],
      notLooked: ['the program'],
    },
  },
  {
    title: 'one look is enough of a part, and a folder without a word for it has its own',
    statuses: {
      ...DECIDING,
      'agent/version:a': 'not-collected',
      'agent/jwt:b': 'error',
      'other/x:y': 'pass',
    },
    is: { looked: ['DNS', 'DNSSEC', 'proxies', 'the program', 'other'], notLooked: [] },
  },
  {
    title: 'a warning changes no word and is told',
    causes: [{ status: 'warn', title: 'the certificate ends soon', first: 'Renew it', owner: 'vendor' }],
    is: {
      word: 'YES',
      but: false,
      headline: YES,
      line: `${CLAIMS.slice(0, -1)}. To heed: the certificate ends soon.`,
      first: 'Renew it (vendor)',
      deciding: [],
    },
  },
  {
    title: 'what fails elsewhere is a but, and comes before what is to be heeded',
    causes: [
      { key: 'w', status: 'warn', effect: 'leaves', first: 'Wait' },
      {
        key: 'a',
        effect: 'program',
        title: 'the program does not run',
        first: 'Start it',
        owner: 'helpdesk',
      },
    ],
    is: {
      word: 'YES',
      but: true,
      line: 'But: the program does not run.',
      first: 'Start it (helpdesk)',
      deciding: [],
    },
  },
  {
    title: 'a title that is a sentence already keeps its end',
    causes: [{ effect: 'machine', status: 'error', title: 'Who knows?' }],
    is: { word: 'YES', but: true, line: 'But: Who knows?', first: undefined },
  },
  {
    title: 'requests that leave',
    causes: [
      { key: 'one', title: 'the resolver lies', first: 'Ask it', owner: 'operator of the resolver' },
      { key: 'soon', effect: 'soon' },
      { key: 'two', effect: 'forged' },
      { key: 'three', effect: 'unresolved', status: 'error' },
      { key: 'four', status: 'warn' },
    ],
    is: {
      word: 'NO',
      but: false,
      headline: `${NAME} does not stay on this device`,
      line: 'the resolver lies.',
      first: 'Ask it (operator of the resolver)',
      deciding: ['one', 'two'],
      asked: ['dns', 'dnssec', 'proxy'],
    },
  },
  {
    title: 'a name without an address',
    causes: [{ effect: 'unresolved' }],
    is: { word: 'NO', headline: `${NAME} does not resolve to this device`, first: undefined },
  },
  {
    title: 'a name that anyone can forge',
    causes: [{ effect: 'forged' }],
    is: { word: 'NO', headline: `nothing proves that ${NAME} stays on this device` },
  },
  {
    title: 'a forgery that is shown counts where no DNSSEC is asked for',
    causes: [{ effect: 'forged' }],
    profile: { dnssec: 'advised' },
    is: { word: 'NO' },
  },
  {
    title: 'one that could not be looked for does not, there',
    causes: [{ effect: 'forged', status: 'error', title: 'no chain' }],
    statuses: only('dns/address-expected:as-expected', 'proxy/settings-bypass:direct'),
    profile: { dnssec: 'advised' },
    is: { word: 'YES', but: true, line: 'But: no chain.' },
  },
  {
    title: 'and makes it unknown where it is asked for',
    causes: [{ key: 'chain', effect: 'forged', status: 'error', title: 'no chain', first: 'Ask again' }],
    is: {
      word: 'UNKNOWN',
      but: false,
      headline: NOBODY,
      line: 'no chain.',
      first: 'Ask again (network team)',
      deciding: ['chain'],
    },
  },
  {
    title: 'whom a PAC sends away is said by the line that does it',
    causes: [
      {
        key: 'pac:p',
        title: 'the PAC exempts it in some environments only',
        why: [
          'A first sentence.',
          'x'.repeat(141),
          'A client in 10.0.0.0/8 gets PROXY p:1 from line 4',
          'Another.',
        ],
      },
    ],
    is: {
      line: 'the PAC exempts it in some environments only: a client in 10.0.0.0/8 gets PROXY p:1 from line 4.',
    },
  },
  {
    title: 'a sentence of 140 characters is not too long for that',
    causes: [{ key: 'pac:p', why: ['', 'Every '.padEnd(140, 'x')] }],
    is: { line: `the fact: ${'every '.padEnd(140, 'x')}.` },
  },
  {
    title: 'nor is there need of one',
    causes: [{ key: 'pac:p', why: ['The first sentence alone.'] }],
    is: { line: 'the fact.' },
  },
  {
    title: 'of what is no PAC the fact is enough',
    causes: [{ key: 'route:pac:', why: ['A.', 'For each of them.'] }],
    is: { line: 'the fact.' },
  },
  {
    title: 'a part that decides lies in the dark',
    statuses: { ...DECIDING, 'proxy/settings-bypass:direct': 'not-collected' },
    is: {
      word: 'UNKNOWN',
      but: false,
      headline: NOBODY,
      line: 'Nobody looked at proxies.',
      first: 'Have proxies looked at',
      deciding: [],
      notLooked: ['proxies'],
    },
  },
  {
    title: 'two parts in the dark, and something else that failed',
    causes: [
      { status: 'error', effect: 'program', title: 'the token was not read' },
      { effect: 'machine', title: 'the disk is full' },
    ],
    statuses: {
      ...DECIDING,
      'dns/address-expected:as-expected': 'not-collected',
      'proxy/settings-bypass:direct': 'not-collected',
    },
    is: {
      word: 'UNKNOWN',
      but: true,
      line: 'Nobody looked at DNS and proxies. And: the disk is full.',
      first: 'Have DNS and proxies looked at',
    },
  },
  {
    title: 'one look of a part is light enough',
    statuses: { ...DECIDING, 'proxy/pac-bypass:x': 'not-collected' },
    is: { word: 'YES' },
  },
  {
    title: 'nobody looked at all',
    statuses: { 'agent/version:ok': 'pass' },
    is: {
      word: 'UNKNOWN',
      line: 'Nobody looked at DNS, DNSSEC and proxies.',
      first: 'Have DNS, DNSSEC and proxies looked at',
      asked: [],
      looked: ['the program'],
    },
  },
  {
    title: 'what decides could not be judged and something in the dark beside it',
    causes: [{ key: 'silent', status: 'error', effect: 'unresolved', title: 'the resolver is silent' }],
    statuses: { ...DECIDING, 'proxy/settings-bypass:direct': 'not-collected' },
    is: { word: 'UNKNOWN', line: 'the resolver is silent.', deciding: ['silent'], first: undefined },
  },
  {
    title: 'looking was ended before what decides',
    causes: [
      { status: 'warn', title: 'a warning' },
      { status: 'error', effect: 'program', title: 'the program was not asked' },
    ],
    interrupted: [
      { what: 'DNS answers', decides: true },
      { what: 'the probe', decides: false },
    ],
    is: {
      word: 'UNKNOWN',
      but: true,
      headline: NOBODY,
      line: 'Interrupted before it was done: DNS answers. And: the program was not asked.',
      first: 'Look again, to the end',
      deciding: [],
      notLooked: ['DNS answers (interrupted)', 'the probe (interrupted)'],
    },
  },
  {
    title: 'before what does not decide',
    interrupted: [{ what: 'the probe', decides: false }],
    is: {
      word: 'YES',
      but: false,
      headline: `${YES}, for what was looked at: DNS, DNSSEC and proxies`,
      line: `${CLAIMS} Not looked at: the probe (interrupted).`,
    },
  },
  {
    title: 'ended, with nothing but warnings',
    causes: [{ status: 'warn' }],
    interrupted: [{ what: 'PAC files', decides: true }],
    is: { word: 'UNKNOWN', but: false, line: 'Interrupted before it was done: PAC files.' },
  },
  {
    title: 'ended, and something failed all the same',
    causes: [{}],
    interrupted: [{ what: 'DNS answers', decides: true }],
    is: { word: 'NO', notLooked: ['DNS answers (interrupted)'] },
  },
];

describe('causes: the verdict, by causes and findings', () => {
  for (const { title, causes = [], statuses = DECIDING, profile = {}, interrupted, is } of ROWS)
    it(title, () => {
      const verdict = verdictOf(
        causes.map(cause),
        findingsOf(statuses),
        { ...testProfile, ...profile },
        interrupted,
      );
      const shown = Object.fromEntries(Object.keys(is).map((key) => [key, verdict[key as keyof Verdict]]));
      assert.deepEqual(shown, is);
    });
});
