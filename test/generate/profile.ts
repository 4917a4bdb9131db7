/** Profiles for the tests of this room. */
import { builtInProfileText, parseProfile, type Profile } from '../../lib/profile/index.js';

const vendor: Profile = parseProfile(builtInProfileText('trust1connector') ?? '', 'trust1connector.json');

/** Every field filled that some target wants. */
export const fullProfile: Profile = {
  ...vendor,
  id: 'acme',
  name: 'connector.acme.example',
  expect: { a: ['127.0.0.1'], aaaa: ['::1'], addressClass: 'loopback' },
  origins: ['https://app.acme.example', 'https://intranet.acme.example:8443'],
};

/** Nothing but what a profile must hold. */
export const bareProfile: Profile = {
  ...vendor,
  id: 'bare',
  name: 'local.bare.example',
  bypassHosts: [],
  distributionServices: [],
  origins: [],
  dnssec: 'none',
};

export function profileWith(change: Partial<Profile>): Profile {
  return { ...fullProfile, ...change };
}
