import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExchangeError, rcode, readMessage, writeResponse, type Exchange } from '../../../lib/dns/index.js';
import { parseEvidence, serializeEvidence } from '../../../lib/evidence/index.js';
import { gatherDns } from '../../../lib/gather/dns/index.js';
import { lookUpAll } from '../../../lib/gather/dns/system.js';
import { gatherHosts, hostsPath, parseHosts } from '../../../lib/gather/hosts.js';
import { labPlaces } from '../../../lib/lab/index.js';
import { collectedAt, evidenceWith, testProfile } from '../../audits/case.js';

const at = new Date(collectedAt);
const progress = (): undefined => undefined;

describe('gather: DNS', () => {
  it('asks every place the same questions, and what comes is evidence by its schema', async () => {
    const lab = labPlaces({ at });
    const dns = await gatherDns(testProfile, {
      resolvers: [{ id: 'lab', exchange: lab.resolver }],
      references: [{ id: 'https://dns.example/dns-query', exchange: lab.reference }],
      authoritative: { hints: lab.hints, exchangeFor: lab.exchangeFor },
      lookUp: lab.lookUp,
      anchors: lab.anchors,
      at,
      progress,
    });
    assert.ok(dns !== undefined);
    const questions = (records: readonly { question: string }[]): string[] =>
      records.map(({ question }) => question).sort();
    const asked = questions(dns.resolvers[0]?.records ?? []);
    assert.deepEqual(questions(dns.references?.[0]?.records ?? []), asked);
    assert.deepEqual(questions(dns.authoritative?.records ?? []), asked);
    for (const question of [
      't1c.t1t.io. IN TYPE1 rd',
      't1c.t1t.io. IN TYPE1 rd do',
      '. IN TYPE6 rd do',
      't1t.io. IN TYPE257 rd do',
      't1t.io. IN TYPE59 rd do cd',
    ])
      assert.ok(asked.includes(question), `${question} in ${asked.join('; ')}`);
    assert.equal(dns.authoritative?.zone, 't1t.io.');
    assert.deepEqual(
      dns.authoritative.servers.map(({ address }) => address),
      ['192.0.2.3', '192.0.2.4', '192.0.2.5'],
    );
    const hosts = { source: '/etc/hosts', entries: parseHosts(lab.hosts, ['localhost']) };
    const evidence = evidenceWith({ dns, hosts });
    assert.deepEqual(parseEvidence(serializeEvidence(evidence)), evidence);
  });

  it('is no evidence where nobody is to be asked', async () => {
    assert.equal(await gatherDns(testProfile, { resolvers: [], at, progress }), undefined);
  });

  it('says that the walk was taken over where the root delegates nothing', async () => {
    const lab = labPlaces({ at });
    // Something between here and the servers answers every question itself, and denies the name.
    const denying: Exchange = (query) => {
      const { id, questions } = readMessage(query);
      const [question] = questions;
      assert.ok(question !== undefined);
      const empty = { answer: [], authority: [], additional: [] };
      return Promise.resolve(
        writeResponse({
          id,
          question,
          rcode: rcode.NXDOMAIN,
          flags: {},
          ...empty,
          dnssecOk: false,
          edns: false,
        }),
      );
    };
    const dns = await gatherDns(testProfile, {
      resolvers: [],
      authoritative: { hints: lab.hints, exchangeFor: () => denying },
      at,
      progress,
    });
    assert.equal(dns?.authoritative?.error?.code, 'not-delegated');
    assert.deepEqual(dns.authoritative.servers, []);
  });

  it('keeps the reason where no server answers', async () => {
    const silent: Exchange = () => Promise.reject(new ExchangeError('timeout', 'test', 'no answer'));
    const { hints } = labPlaces({ at });
    const dns = await gatherDns(testProfile, {
      resolvers: [],
      authoritative: { hints, exchangeFor: () => silent },
      at,
      progress,
    });
    assert.equal(dns?.authoritative?.error?.code, 'timeout');
  });
});

describe('gather: the system’s resolver', () => {
  const failing =
    (code: string): (() => Promise<never>) =>
    () =>
      Promise.reject(Object.assign(new Error(code), { code }));
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['ENOTFOUND', 'not-found'],
    ['ENODATA', 'not-found'],
    ['EAI_AGAIN', 'eai-again'],
  ];
  for (const [code, expected] of cases) {
    it(`takes ${code} for ${expected ?? ''}`, async () => {
      const [found] = await lookUpAll(['t1c.t1t.io'], failing(code), { progress });
      assert.equal(found?.error?.code, expected);
    });
  }

  it('keeps every address', async () => {
    const found = await lookUpAll(['a', 'b'], (name) => Promise.resolve([name, '::1']), { progress });
    assert.deepEqual(found, [
      { name: 'a', addresses: ['a', '::1'] },
      { name: 'b', addresses: ['b', '::1'] },
    ]);
  });
});

describe('gather: the hosts file', () => {
  it('keeps the lines about the names asked for, and no other', () => {
    const text =
      '\uFEFF# 127.0.0.1 t1c.t1t.io\r\n10.0.0.9 secret.corp.example\r\n127.0.0.1\tlocalhost T1C.t1t.io. # mine\r\nnonsense t1c.t1t.io\r\n::1 localhost';
    assert.deepEqual(parseHosts(text, ['t1c.t1t.io', 'localhost']), [
      { line: 3, address: '127.0.0.1', names: ['localhost', 't1c.t1t.io'] },
      { line: 5, address: '::1', names: ['localhost'] },
    ]);
  });

  it('knows where each system has it', () => {
    assert.equal(hostsPath({ platform: 'linux', env: {} }), '/etc/hosts');
    assert.equal(hostsPath({ platform: 'darwin', env: {} }), '/etc/hosts');
    assert.equal(
      hostsPath({ platform: 'win32', env: { SystemRoot: 'D:\\Win' } }),
      'D:\\Win\\System32\\drivers\\etc\\hosts',
    );
  });

  it('reads it, or keeps why it could not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'staylocal-hosts-'));
    try {
      const path = join(folder, 'hosts');
      await writeFile(path, '127.0.0.1 t1c.t1t.io\n192.0.2.1 other.example\n');
      const read = await gatherHosts(testProfile, { path });
      assert.deepEqual(read, {
        source: path,
        entries: [{ line: 1, address: '127.0.0.1', names: ['t1c.t1t.io'] }],
      });
      const missing = await gatherHosts(testProfile, { path: join(folder, 'none') });
      assert.equal(missing.error?.code, 'not-found');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
