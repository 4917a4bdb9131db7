/** A valid profile with its names and URLs in the one form that is compared and generated. */
import { toHostName } from './host-name.js';
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
    ...(profile.embeddingOrigins === undefined
      ? {}
      : { embeddingOrigins: origins(profile.embeddingOrigins) }),
  };
}

/** Scheme, host and port as a browser writes an origin: host lower case and A-labels, default port left out. */
export function originOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).origin : undefined;
}
