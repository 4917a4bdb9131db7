import { minimumVersion } from '../../../lib/audits/os/minimum-version.js';
import type { AuditTable } from '../case.js';
import { os, windows, macos, linux, on, untold } from './shared/systems.js';

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
