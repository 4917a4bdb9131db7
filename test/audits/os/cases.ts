import { architecture } from '../../../lib/audits/os/architecture.js';
import { minimumVersion } from '../../../lib/audits/os/minimum-version.js';
import { vendorSupport } from '../../../lib/audits/os/vendor-support.js';
import type { OsEvidence } from '../../../lib/evidence/host.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import type { OsMinimum } from '../../../lib/profile/index.js';
import type { AuditTable } from '../case.js';

const os: readonly OsMinimum[] = [
  { family: 'windows', minimum: '10', architectures: ['x64'] },
  { family: 'macos', minimum: '11', architectures: ['x64', 'arm64'] },
  { family: 'linux' },
];
const windows = (build: string, edition = 'Professional', more: Partial<OsEvidence> = {}): OsEvidence => ({
  family: 'windows',
  name: `Windows of build ${build}`,
  id: 'windows',
  version: Number(build) >= 22_000 ? '11' : '10',
  build,
  edition,
  architecture: 'x64',
  ...more,
});
const macos = (version: string): OsEvidence => ({
  family: 'macos',
  name: `macOS ${version}`,
  id: 'macos',
  version,
  architecture: 'arm64',
});
const linux = (id: string, version?: string): OsEvidence => ({
  family: 'linux',
  name: `${id} ${version ?? ''}`,
  id,
  ...(version === undefined ? {} : { version }),
});
const on = (system: OsEvidence): Partial<Evidence> => ({ host: { os: system } });
const untold: Partial<Evidence> = { host: { osError: { code: 'no-version', message: 'nothing was said' } } };

export const minimumVersionTable: AuditTable = {
  audit: minimumVersion,
  cases: [
    { title: 'no systems in the profile', evidence: on(windows('26200')), says: ['not-asked-for'] },
    { title: 'nobody looked', profile: { os }, evidence: { host: {} }, says: ['not-looked'] },
    { title: 'could not be told', profile: { os }, evidence: untold, says: ['unknown'] },
    { title: 'Windows 11', profile: { os }, evidence: on(windows('26200')), says: ['supported'] },
    {
      title: 'Windows 8.1',
      profile: { os },
      evidence: on(windows('9600', 'Professional', { version: '6.3' })),
      says: ['too-old'],
    },
    {
      title: 'Windows 8.1, whose registry keys are documented',
      profile: { os: [{ family: 'windows', minimum: '10', documentedFrom: '8.1' }] },
      evidence: on(windows('9600', 'Professional', { version: '8.1' })),
      says: ['documented-only'],
      shows: /older than Windows 10 or later.*Windows 8\.1 and later \(its registry keys\)/,
    },
    {
      title: 'Windows 8, of which nobody speaks',
      profile: { os: [{ family: 'windows', minimum: '10', documentedFrom: '8.1' }] },
      evidence: on(windows('9200', 'Professional', { version: '6.2' })),
      says: ['too-old'],
    },
    {
      title: 'a Linux while support is under way',
      profile: { os: [{ family: 'macos' }, { family: 'linux', ongoing: true }] },
      evidence: on(linux('debian', '12')),
      says: ['ongoing'],
      shows: /support for Linux is under way/,
    },
    { title: 'macOS 11.7', profile: { os }, evidence: on(macos('11.7.10')), says: ['supported'] },
    { title: 'macOS 10.15', profile: { os }, evidence: on(macos('10.15.7')), says: ['too-old'] },
    { title: 'a version that is none', profile: { os }, evidence: on(macos('next')), says: ['unknown'] },
    { title: 'any Linux', profile: { os }, evidence: on(linux('debian', '12')), says: ['supported'] },
    {
      title: 'a Linux of some version',
      profile: { os: [{ family: 'linux', minimum: '22.04' }] },
      evidence: on(linux('debian', '12')),
      says: ['not-comparable'],
    },
    {
      title: 'a system that the profile does not name',
      profile: { os: [{ family: 'macos' }] },
      evidence: on(linux('debian', '12')),
      says: ['other-family'],
    },
  ],
};

export const architectureTable: AuditTable = {
  audit: architecture,
  cases: [
    { title: 'nobody looked', profile: { os }, evidence: { host: {} }, says: ['not-looked'] },
    { title: 'could not be told', profile: { os }, evidence: untold, says: ['unknown'] },
    {
      title: 'no processor in the profile',
      profile: { os },
      evidence: on(linux('debian', '12')),
      says: ['not-asked-for'],
    },
    { title: 'one that fits', profile: { os }, evidence: on(macos('15.1')), says: ['supported'] },
    {
      title: 'Windows on ARM',
      profile: { os },
      evidence: on(windows('26200', 'Professional', { architecture: 'arm64' })),
      says: ['unsupported'],
    },
    {
      title: 'none told',
      profile: { os },
      evidence: on({ family: 'windows', name: 'Windows', id: 'windows' }),
      says: ['unknown'],
    },
  ],
};

export const vendorSupportTable: AuditTable = {
  audit: vendorSupport,
  cases: [
    { title: 'no systems in the profile', evidence: on(windows('26200')), says: ['not-asked-for'] },
    { title: 'nobody looked', profile: { os }, evidence: { host: {} }, says: ['not-looked'] },
    { title: 'could not be told', profile: { os }, evidence: untold, says: ['unread'] },
    {
      title: 'Windows 11 25H2',
      profile: { os },
      evidence: on(windows('26200')),
      says: ['supported'],
      shows: /2027-10-12 .*table of \d{4}-\d\d-\d\d, \d+ days old/,
    },
    { title: '24H2, Pro', profile: { os }, evidence: on(windows('26100')), says: ['ended'] },
    {
      title: '24H2, Enterprise',
      profile: { os },
      evidence: on(windows('26100', 'Enterprise')),
      says: ['supported'],
    },
    {
      title: '24H2, LTSC',
      profile: { os },
      evidence: on(windows('26100', 'EnterpriseS')),
      says: ['supported'],
      shows: /2029-10-09/,
    },
    {
      title: '24H2, an edition nobody knows',
      profile: { os },
      evidence: on(windows('26100', 'Kiosk')),
      says: ['unknown'],
    },
    {
      title: 'LTSC 2021, in its last weeks',
      profile: { os },
      evidence: on(windows('19044', 'EnterpriseS')),
      says: ['ends-soon'],
    },
    {
      title: 'Windows 10 22H2',
      profile: { os },
      evidence: on(windows('19045')),
      says: ['extended-only'],
      shows: /Extended Security Updates/,
    },
    {
      title: 'Windows 10 22H2, after those too',
      profile: { os },
      evidence: { ...on(windows('19045')), collectedAt: '2028-10-12T00:00:00.000Z' },
      says: ['ended', 'table-old'],
    },
    {
      title: 'the last day, in the evening',
      profile: { os },
      evidence: { ...on(windows('22631', 'Enterprise')), collectedAt: '2026-11-10T23:59:00.000Z' },
      says: ['ends-soon'],
    },
    {
      title: 'a server',
      profile: { os },
      evidence: on(windows('20348', 'ServerStandard', { id: 'windows-server' })),
      says: ['supported'],
    },
    { title: 'a build of tomorrow', profile: { os }, evidence: on(windows('31000')), says: ['unknown'] },
    {
      title: 'macOS, whose vendor names no end',
      profile: { os },
      evidence: on(macos('15.6')),
      says: ['no-end-named'],
    },
    { title: 'macOS of long ago', profile: { os }, evidence: on(macos('11.7')), says: ['ended'] },
    { title: 'macOS 1', profile: { os }, evidence: on(macos('1.5')), says: ['unknown'] },
    { title: 'Debian 12', profile: { os }, evidence: on(linux('debian', '12')), says: ['supported'] },
    { title: 'Debian testing', profile: { os }, evidence: on(linux('debian')), says: ['unknown'] },
    {
      title: 'Ubuntu 20.04',
      profile: { os },
      evidence: on(linux('ubuntu', '20.04')),
      says: ['extended-only'],
    },
    { title: 'Red Hat 9.4', profile: { os }, evidence: on(linux('rhel', '9.4')), says: ['supported'] },
    {
      title: 'a distribution nobody knows',
      profile: { os },
      evidence: on(linux('hannah-montana', '1')),
      says: ['unknown'],
    },
  ],
};
