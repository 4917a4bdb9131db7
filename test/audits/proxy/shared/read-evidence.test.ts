import assert from 'node:assert/strict';
import { place, readEvidence } from '../../../../lib/audits/proxy/shared/read-evidence.js';
import type { SettingsEvidence } from '../../../../lib/evidence/types.js';
import { base64 } from '../../case.js';

const file = (source: string, text: string, changes: Partial<SettingsEvidence> = {}): SettingsEvidence => ({
  source,
  bytes: base64(text),
  ...changes,
});
const environment = (source: string, machine?: string): SettingsEvidence =>
  file(source, 'http_proxy=http://p:1\n', {
    format: 'environment',
    ...(machine === undefined ? {} : { machine }),
  });

describe('audits/proxy/shared/read-evidence', () => {
  const problems: readonly (readonly [title: string, evidence: SettingsEvidence, said: readonly string[]])[] =
    [
      ['what can be read', environment('env'), []],
      [
        'what was not there',
        { source: 'a.reg', error: { code: 'ENOENT', message: 'there is no such file' } },
        ['unreadable a.reg: there is no such file'],
      ],
      ['what is not there, without a reason', { source: 'a.reg' }, ['unreadable a.reg: no reason is given']],
      [
        'what is of no kind that is known',
        file('x.json', '{', { format: 'docker-daemon' }),
        ['not-read x.json: '],
      ],
    ];
  for (const [title, evidence, said] of problems) {
    it(title, () => {
      const { problems: found, settings } = readEvidence([evidence]);
      const words = found.map(
        ({ message, subject, data }) => `${message} ${subject ?? ''}: ${data?.['reason'] ?? ''}`,
      );
      assert.equal(words.length, said.length);
      for (const [at, start] of said.entries()) assert.ok(words[at]?.startsWith(start), words[at]);
      assert.equal(settings.length > 0, said.length === 0);
    });
  }

  const orders: readonly (readonly [
    title: string,
    evidence: readonly SettingsEvidence[],
    machines: readonly string[],
  ])[] = [
    ['nothing', [], []],
    ['of this machine in the order given: the later counts', [environment('b'), environment('a')], ['- b a']],
    [
      'of a machine by name, whatever the order given',
      [environment('b', 'm'), environment('a', 'm')],
      ['m a b'],
    ],
    [
      'this machine first, the others by name',
      [environment('c', 'z'), environment('b', 'k'), environment('a')],
      ['- a', 'k b', 'z c'],
    ],
    ['one that is given twice', [environment('a', 'm'), environment('a', 'm')], ['m a']],
    ['the same of two machines', [environment('a', 'm'), environment('a', 'n')], ['m a', 'n a']],
  ];
  for (const [title, evidence, machines] of orders) {
    it(`${title}: ${machines.join(', ') || 'nobody'}`, () => {
      const read = readEvidence(evidence);
      const found = read.machines.map(({ name, settings }) =>
        [name ?? '-', ...settings.map((one) => one.file)].join(' '),
      );
      assert.deepEqual(found, machines);
      assert.deepEqual(
        read.settings,
        read.machines.flatMap(({ settings }) => settings),
      );
    });
  }

  it('reads one list of evidence once', () => {
    const evidence = [environment('a')];
    assert.equal(readEvidence(evidence), readEvidence(evidence));
    assert.notEqual(readEvidence(evidence), readEvidence([...evidence]));
  });

  it('names a place with its line where it has one', () => {
    assert.deepEqual(place({ file: 'f', line: 3, key: 'k' }), { file: 'f', line: 3, key: 'k' });
    assert.deepEqual(place({ file: 'f', line: null, key: 'k' }), { file: 'f', key: 'k' });
  });
});
