/** A valid profile with its names and URLs in the one form that is compared and generated. */
import { readUrl, toHostName } from '../host-name.js';
import type { Profile } from './types.js';

/** Texts that the rules do not take stay as they are: nothing is guessed here. */
export function normalised(profile: Profile): Profile {
  const origins = (texts: readonly string[]): string[] => texts.map((text) => originOf(text) ?? text);
  return {
    ...profile,
    name: toHostName(profile.name) ?? profile.name,
    bypassHosts: profile.bypassHosts.map((host) => toHostName(host) ?? host),
    distributionServices: profile.distributionServices.map((service) => ({
      ...service,
      url: originOf(service.url) ?? service.url,
    })),
    origins: origins(profile.origins),
    ...(profile.dns?.references === undefined
      ? {}
      : { dns: { ...profile.dns, references: profile.dns.references.map(urlInAscii) } }),
    ...(profile.jwt?.jwksUrl === undefined
      ? {}
      : { jwt: { ...profile.jwt, jwksUrl: urlInAscii(profile.jwt.jwksUrl) } }),
    ...(profile.embeddingOrigins === undefined
      ? {}
      : { embeddingOrigins: origins(profile.embeddingOrigins) }),
  };
}

/** Scheme, host and port as a browser writes an origin: host lower case and A-labels, default port left out. */
export function originOf(text: string): string | undefined {
  return readUrl(text)?.origin;
}

/** As it is where it is in ASCII already: how a URL is written is shown to people. */
function urlInAscii(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : (readUrl(text)?.href ?? text);
}
