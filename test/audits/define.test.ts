import { DEFAULT_AUDIT_LIMITS } from '../../lib/audits/limits.js';
import assert from 'node:assert/strict';
import { defineAudit } from '../../lib/audits/define.js';
import { collectedAt, evidenceWith, testProfile } from './case.js';

const context = { profile: testProfile, limits: DEFAULT_AUDIT_LIMITS, at: new Date(collectedAt) };
const base = {
  id: 'dns/x',
  title: 'X',
  why: 'Because.',
  references: [],
  limits: ['It sees nothing.'],
  messages: { ok: { status: 'pass', text: 'ok' } },
} as const;

describe('audits: define', () => {
  it('fills in what is left out: required, skippable, and no further part of the evidence', () => {
    const audit = defineAudit<'ok', 'dns'>({ ...base, requires: ['dns'], run: () => [{ message: 'ok' }] });
    assert.equal(audit.strength(testProfile), 'required');
    assert.equal(audit.isKept(testProfile), false);
    assert.deepEqual(audit.uses, []);
  });

  it('runs where every part that it requires is there, and is undefined where one is not', async () => {
    const audit = defineAudit<'ok', 'dns' | 'hosts'>({
      ...base,
      requires: ['dns', 'hosts'],
      run: ({ dns, hosts }) => [{ message: 'ok', data: { n: dns.resolvers.length, from: hosts.source } }],
    });
    const dns = { resolvers: [] };
    const hosts = { source: '/etc/hosts', entries: [] };
    assert.equal(audit.run(evidenceWith({}), context), undefined);
    assert.equal(audit.run(evidenceWith({ dns }), context), undefined);
    assert.deepEqual(await audit.run(evidenceWith({ dns, hosts }), context), [
      { message: 'ok', data: { n: 0, from: '/etc/hosts' } },
    ]);
  });

  it('rejects where it throws, whether it is asynchronous or not', async () => {
    const fails = (): never => {
      throw new TypeError('odd evidence');
    };
    const audit = defineAudit<'ok', never>({ ...base, requires: [], run: fails });
    await assert.rejects(audit.run(evidenceWith({}), context) ?? Promise.resolve(), TypeError);
  });
});
