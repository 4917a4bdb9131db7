/** Where the queue is, and that a password stands in no argument and no message. */
import assert from 'node:assert/strict';
import { placeOf, queueAddress, type QueueAddress } from '../../../lib/batch/queue/address.js';
import { idOf } from '../../../lib/batch/queue/producer.js';
import type { Job } from '../../../lib/batch/index.js';
import { evidenceWith, testProfile } from '../../audits/case.js';
import { jobFrom, resultFrom } from '../../../lib/batch/queue/job-data.js';
import { runCli } from '../../cli/run-cli.js';

const plain: QueueAddress = { host: 'q.example', port: 6379, database: 0, isTls: false };

describe('batch: the address of the queue', () => {
  const cases: readonly (readonly [
    title: string,
    argument: string | undefined,
    env: Readonly<Record<string, string>>,
    address: QueueAddress,
  ])[] = [
    ['an argument', 'redis://q.example', {}, plain],
    [
      'TLS, a port and a database',
      'rediss://q.example:7000/3',
      {},
      { ...plain, port: 7000, database: 3, isTls: true },
    ],
    ['an IPv6 address', 'redis://[2001:db8::1]', {}, { ...plain, host: '2001:db8::1' }],
    [
      'a user, the password from the environment',
      'redis://me@q.example',
      { STAYLOCAL_QUEUE_PASSWORD: 's' },
      { ...plain, username: 'me', password: 's' },
    ],
    [
      'all of it from the environment',
      undefined,
      { STAYLOCAL_QUEUE: 'redis://me:p%40ss@q.example' },
      { ...plain, username: 'me', password: 'p@ss' },
    ],
  ];
  for (const [title, argument, env, address] of cases)
    it(title, () => {
      assert.deepEqual(queueAddress(argument, env), address);
    });

  const refused: readonly (readonly [argument: string | undefined, reason: RegExp])[] = [
    [undefined, /STAYLOCAL_QUEUE is not set/],
    ['redis://:secret@q.example', /can be read by everybody/],
    ['http://q.example', /redis:\/\/host/],
    ['q.example:6379', /redis:\/\/host/],
    ['redis://q.example/x', /number of a database/],
    ['redis://q.example?family=6', /number of a database/],
  ];
  for (const [argument, reason] of refused)
    it(`refuses ${argument ?? 'none'}, and does not say the password`, () => {
      assert.throws(
        () => queueAddress(argument, {}),
        (error: Error) => reason.test(error.message) && !error.message.includes('secret'),
      );
    });

  it('is told without user and password', () => {
    assert.equal(placeOf({ ...plain, username: 'me', password: 's' }), 'redis://q.example:6379');
    assert.equal(placeOf({ ...plain, host: '::1', isTls: true }), 'rediss://[::1]:6379');
  });

  for (const command of [['batch', '-'], ['worker']])
    it(`${command.join(' ')}: a password in an argument is a mistake of usage`, async () => {
      const { code, stderr } = await runCli([...command, '--queue', 'redis://:secret@127.0.0.1:1']);
      assert.equal(code, 2);
      assert.match(stderr, /STAYLOCAL_QUEUE_PASSWORD/);
      assert.doesNotMatch(stderr, /secret/);
    });
});

describe('batch: what a job is called in the queue', () => {
  const job = (task: 'pac' | 'evidence', at: string, source = 'a.pac'): Job => ({
    line: 2,
    task,
    subject: source,
    work: {
      kind: 'audit',
      profile: testProfile,
      evidence: { ...evidenceWith({ pac: [{ source, bytes: 'eA==' }] }), collectedAt: at },
    },
  });
  const [one, other] = ['2026-11-24T08:00:00.000Z', '2026-11-25T08:00:00.000Z'];

  it('is the same for a file that is read again, and another for other text, options or evidence', () => {
    const id = idOf(job('pac', one), 'd');
    assert.equal(idOf(job('pac', other), 'd'), id);
    assert.match(id, /^2-[0-9a-f]{32}$/);
    const others = [
      idOf(job('pac', one), 'e'),
      idOf(job('pac', one, 'b.pac'), 'd'),
      idOf(job('evidence', one), 'd'),
      idOf(job('evidence', other), 'd'),
    ];
    assert.equal(new Set([id, ...others]).size, 5);
  });
});

describe('batch: what comes out of the queue', () => {
  const name = { kind: 'dnssec', name: 'a.example', type: 'A' };
  it('is a job where it has all that one has', () => {
    const job = {
      line: 3,
      id: 'x',
      task: 'dnssec',
      subject: 'a.example A',
      work: name,
      at: '2026-11-24T08:00:00.000Z',
    };
    assert.deepEqual(jobFrom(JSON.parse(JSON.stringify(job))), job);
  });

  const bad: readonly (readonly [title: string, value: unknown])[] = [
    ['a text', 'x'],
    ['nothing', null],
    ['no line', { task: 'dnssec', subject: '', work: name }],
    ['an unknown task', { line: 1, task: 'rm', subject: '', work: name }],
    ['no work', { line: 1, task: 'dnssec', subject: '' }],
    ['a name that is no text', { line: 1, task: 'dnssec', subject: '', work: { ...name, name: {} } }],
    [
      'a profile that is none',
      { line: 1, task: 'profile', subject: '', work: { kind: 'dns', profile: { id: 1 } } },
    ],
    [
      'evidence that is none',
      { line: 1, task: 'pac', subject: '', work: { kind: 'audit', profile: {}, evidence: 1 } },
    ],
  ];
  for (const [title, value] of bad)
    it(`is refused: ${title}`, () => {
      assert.throws(
        () => jobFrom(value),
        (error: Error) => error.name.endsWith('Error'),
      );
    });

  it('is a result of ours or none', () => {
    assert.throws(() => resultFrom({ kind: 'x' }, 1), /no job of a batch/);
    assert.equal(resultFrom({ kind: 'batch-result', status: 'pass', line: 9 }, 1).line, 1);
  });
});
