/** What each cause says: why, where, whom it reaches, what to do first; and which comes first. */
import assert from 'node:assert/strict';
import type { Cause } from '../../lib/audits/finding.js';
import { groupByCause } from '../../lib/causes/index.js';
import { testProfile } from '../audits/case.js';
import { told, type Short } from './told.js';

const grouped = (...found: readonly Short[]): ReturnType<typeof groupByCause> =>
  groupByCause(found.map(told), testProfile);

interface Row {
  readonly title: string;
  readonly found: readonly Short[];
  /** Of the first cause. */
  readonly is: Partial<Cause>;
}

const never = 'proxy/pac-bypass:never';
const bogus = { id: 'dnssec/chain-secure:bogus', code: 'ds-mismatch', zone: 't1t.io.' };
const pac = { file: 'a.pac' };

const ROWS: readonly Row[] = [
  {
    title:
      'why: the first message with its subject, the details of all, then the other messages, three in all',
    found: [
      { id: never, location: pac, subject: 'Chrome', message: 'one.', details: ['d1.'] },
      { id: never, location: pac, message: 'two.', details: [] },
      { id: never, location: pac, subject: 'Edge', message: 'three.' },
      { id: never, location: pac, subject: 'Safari', message: 'four.' },
    ],
    is: { why: ['Chrome: one.', 'd1.', 'two.'] },
  },
  {
    title: 'why: the same is said once',
    found: [
      { id: never, location: pac, message: 'one.', details: ['d.', 'd.'] },
      { id: never, location: pac, message: 'one.', details: ['e.'] },
      { id: never, location: pac, message: 'one.', details: ['f.'] },
    ],
    is: { why: ['one.', 'd.', 'e.'] },
  },
  {
    title: 'where: files with line and key, each once, and no columns',
    found: [
      { id: never, location: { ...pac, line: 4, column: 2 }, subject: 'Chrome' },
      { id: never, location: { ...pac, line: 4, column: 9 } },
      {
        id: never,
        locations: [
          { ...pac, line: 7, key: 'K' },
          { ...pac, key: 'K' },
        ],
        location: pac,
      },
    ],
    is: { where: ['a.pac:4', 'a.pac:7 K', 'a.pac K'] },
  },
  {
    title: 'where: the zone, what it is signed with, and who saw it',
    found: [
      { ...bogus, subject: 'one', data: { signed: 'by key 5' } },
      { ...bogus, subject: 'two', data: { signed: '' } },
      { ...bogus },
    ],
    is: { where: ['zone t1t.io, by key 5', 'zone t1t.io', 'seen by one', 'seen by two'] },
  },
  {
    title: 'where: the root has no name',
    found: [{ ...bogus, zone: '.' }],
    is: { where: ['the root zone'] },
  },
  {
    title: 'where: a zone that servers do not agree on is seen by nobody',
    found: [{ id: 'dnssec/servers-agree:differ', zone: 't1t.io.', subject: '192.0.2.1' }],
    is: { where: ['zone t1t.io'] },
  },
  {
    title: 'where: without file and zone, whatever it is about',
    found: [
      { id: 'new/audit:x', subject: 'one' },
      { id: 'new/audit:x', subject: 'one' },
      { id: 'new/audit:x' },
      { id: 'new/audit:x', subject: 'two' },
    ],
    is: { where: ['one', 'two'] },
  },
  {
    title: 'status, title and what to do are of the worst; whom it reaches too',
    found: [
      { id: 'new/audit:x', status: 'warn', message: 'so-so.', fix: { advice: 'Wait' }, subjects: ['c'] },
      { id: 'new/audit:x', message: 'bad.', fix: { advice: 'Act' }, subjects: ['a', 'b'] },
      { id: 'new/audit:x', message: 'bad too.', fix: { advice: 'Later' }, subjects: ['b'] },
      { id: 'new/audit:x', status: 'error', message: 'not seen.', subjects: ['d'] },
    ],
    is: { status: 'fail', title: 'bad', first: 'Act', affected: ['a', 'b'] },
  },
  {
    title: 'what could not be looked at is worse than a warning',
    found: [
      { id: 'new/audit:x', status: 'warn', message: 'so-so.' },
      { id: 'new/audit:x', status: 'error', message: 'not seen.' },
    ],
    is: { status: 'error', title: 'not seen', affected: [] },
  },
  {
    title: 'a warning that explains a failure weighs what that does',
    found: [
      { id: 'dns/cname:alias-elsewhere', status: 'warn', message: 'elsewhere.' },
      {
        id: 'dnssec/chain-secure:insecure',
        code: 'unsigned-delegation',
        zone: 'unsigned.example.',
        message: 'insecure.',
      },
    ],
    is: { key: 'alias', status: 'fail', findings: ['#0'], consequences: ['#1'] },
  },
  {
    title: 'and one that only precedes it does not',
    found: [
      { id: 'dns/outage:silent', status: 'error', subject: 'one' },
      { id: 'dns/address-expected:no-response', subject: 'one' },
    ],
    is: { status: 'error', findings: ['#0'], consequences: ['#1'] },
  },
  {
    title: 'of several artefacts of which no command can be told all are named',
    found: [{ id: never, location: pac, fix: { advice: 'Do', targets: ['a', 'b', 'c', 'd'] } }],
    is: { first: 'Do (staylocal generate a, b, c, d)' },
  },
  {
    title: 'or three, where there are more than four',
    found: [{ id: never, location: pac, fix: { advice: 'Do', targets: ['a', 'b', 'c', 'd', 'e'] } }],
    is: { first: 'Do (staylocal generate a, b, c, …)' },
  },
  {
    title: 'none, where there is none',
    found: [{ id: never, location: pac, fix: { advice: 'Do', targets: [] } }],
    is: { first: 'Do' },
  },
  {
    title: 'and none beside the command',
    found: [{ id: never, location: pac, fix: { advice: 'Do', targets: ['pac'] } }],
    is: {
      first: 'Do',
      command: 'staylocal generate pac --profile test --merge a.pac --out exempt.pac',
    },
  },
];

describe('causes: what each says', () => {
  for (const { title, found, is } of ROWS)
    it(title, () => {
      const [cause] = grouped(...found).causes;
      assert.ok(cause !== undefined);
      const shown = Object.fromEntries(Object.keys(is).map((key) => [key, cause[key as keyof Cause]]));
      assert.deepEqual(shown, is);
    });

  it('says no first step where its finding has none', () => {
    const [cause] = grouped({ id: never, location: pac }).causes;
    assert.ok(cause !== undefined && !('first' in cause) && !('command' in cause));
  });

  it('gives a finding the owner and the commands of its cause, and what follows neither', () => {
    const fix = { advice: 'Do', targets: ['pac'] };
    const { findings } = grouped(
      { id: never, location: pac, fix },
      { id: 'proxy/pac-portability:lint', status: 'warn', location: pac, fix },
      { id: 'dns/ttl:sensible', status: 'pass', fix },
    );
    const [own, , passed] = findings;
    assert.deepEqual(own?.fix, {
      ...fix,
      owner: 'network team',
      command: 'staylocal generate pac --profile test --merge a.pac --out exempt.pac',
      check: 'staylocal pac a.pac --profile test',
    });
    assert.deepEqual([own.cause, own.because], ['pac:a.pac', undefined]);
    assert.deepEqual([passed?.cause, passed?.fix], [undefined, fix]);
    const taken = grouped(
      { id: 'dns/outage:silent', status: 'error', subject: 'one' },
      { id: 'dns/address-expected:no-response', subject: 'one', fix },
    ).findings[1];
    assert.deepEqual([taken?.cause, taken?.because, taken?.fix], ['silent:one', true, fix]);
  });

  it('goes by what it leaves open, then how bad, then what comes of it, then whom it reaches', () => {
    const { causes } = grouped(
      { id: 'dns/ttl:x', status: 'warn' },
      { id: 'disk/free-space:x' },
      { id: 'agent/version:x', status: 'error' },
      { id: 'agent/jwt:x' },
      { id: 'agent/cors:x', subjects: ['a', 'b'] },
      { id: 'dnssec/other:x' },
      { id: 'dns/other:x', status: 'error' },
      { id: 'proxy/other:x', status: 'error' },
      { id: 'dns/another:x' },
    );
    assert.deepEqual(
      causes.map(({ key }) => key),
      [
        'dns/another:x',
        'dnssec/other:x',
        'proxy/other:x',
        'dns/other:x',
        'agent/cors:x',
        'agent/jwt:x',
        'disk/free-space:x',
        'agent/version:x',
        'dns/ttl:x',
      ],
    );
  });

  it('and where all of that is the same, by how much it explains', () => {
    const silent = (subject: string, follow: number): Short[] => [
      { id: 'dns/outage:silent', status: 'error', subject },
      ...Array.from({ length: follow }, () => ({
        id: 'dns/address-expected:no-response',
        status: 'error' as const,
        subject,
      })),
    ];
    const { causes } = grouped(...silent('one', 1), ...silent('two', 3), ...silent('three', 2));
    assert.deepEqual(
      causes.map(({ key }) => key),
      ['silent:two', 'silent:three', 'silent:one'],
    );
  });
});
