import { vendorSupport } from '../../../lib/audits/os/vendor-support.js';
import { osSupport } from '../../../lib/profile/index.js';
import type { AuditTable } from '../case.js';
import { os, windows, macos, linux, on, untold } from './shared/systems.js';

/** So many days after the table's date, and a little more. */
const daysLater = (days: number): { readonly collectedAt: string } => ({
  collectedAt: new Date(Date.parse(osSupport().date) + (days + 0.9) * 86_400_000).toISOString(),
});
const { warnAfterDays } = osSupport();

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
      title: 'a table as old as it may be',
      profile: { os },
      evidence: { ...on(linux('hannah-montana', '1')), ...daysLater(warnAfterDays) },
      says: ['unknown'],
      shows: new RegExp(`, ${warnAfterDays} days old`),
    },
    {
      title: 'a table a day older',
      profile: { os },
      evidence: { ...on(linux('hannah-montana', '1')), ...daysLater(warnAfterDays + 1) },
      says: ['unknown', 'table-old'],
    },
    {
      title: 'a table of the day before',
      profile: { os },
      evidence: { ...on(linux('hannah-montana', '1')), ...daysLater(1) },
      says: ['unknown'],
      shows: /, 1 day old/,
    },
    {
      title: 'a table of the day after, by a clock that is behind',
      profile: { os },
      evidence: { ...on(linux('hannah-montana', '1')), ...daysLater(-3) },
      says: ['unknown'],
      shows: /, 0 days old/,
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
