import type { Evidence } from '../../../lib/evidence/types.js';
import { hostsFile } from '../../../lib/audits/dns/hosts-file.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

function hosts(addresses: readonly string[]): Partial<Evidence> {
  const entries = addresses.map((address, index) => ({ line: index + 1, address, names: ['t1c.t1t.io'] }));
  return { hosts: { source: '/etc/hosts', entries } };
}

export const hostsFileTable: AuditTable = {
  audit: hostsFile,
  cases: [
    { title: 'a healthy machine', evidence: placesEvidence(), says: ['no-entry'] },
    { title: 'an entry with the right address', evidence: hosts(['127.0.0.1']), says: ['pinned'] },
    { title: 'the right address twice', evidence: hosts(['127.0.0.1', '127.0.0.1']), says: ['pinned'] },
    {
      title: 'an entry that masks',
      evidence: placesEvidence(['hosts-masks']),
      says: ['masked'],
      shows: /\/etc\/hosts:3/,
    },
    { title: 'an entry of a blocklist', evidence: hosts(['0.0.0.0']), says: ['masked'] },
    {
      title: 'the two addresses that are expected',
      profile: { expect: { a: ['127.0.0.1', '127.0.0.2'], aaaa: [], addressClass: 'loopback' } },
      evidence: hosts(['127.0.0.1', '127.0.0.2']),
      says: ['pinned'],
    },
    {
      title: 'an IPv6 address where none is expected',
      evidence: hosts(['127.0.0.1', '::1']),
      says: ['pinned', 'other-loopback'],
    },
    {
      title: 'two entries',
      evidence: placesEvidence(['hosts-conflict']),
      says: ['conflict'],
      shows: /lines 3, 4/,
    },
    {
      title: 'a file that cannot be read',
      evidence: {
        hosts: {
          source: '/etc/hosts',
          entries: [],
          error: { code: 'not-permitted', message: '/etc/hosts: this user may not read it' },
        },
      },
      says: ['unreadable'],
    },
  ],
};
