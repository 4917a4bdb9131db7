/**
 * What each Distribution Service of the profile answered to its keyless status request, over the route that this
 * machine takes. Of a body only what it is and its title are kept: a proxy's page may name the user.
 */
import type { ProbeEvidence, RouteEvidence } from './probe.js';
import type { CollectionError } from './collection-error.js';

/** `json`, an HTML page, nothing at all, or something else. */
export type BodyKind = 'json' | 'html' | 'empty' | 'other';

export interface StatusEvidence {
  /** The request. Of its headers only those that say where an answer came from; of `Location` no query. */
  readonly probe: ProbeEvidence;
  /** Absent where no answer came. */
  readonly bodyKind?: BodyKind;
  /** Of an HTML page. */
  readonly pageTitle?: string;
}

export interface DistributionServiceEvidence {
  /** As the profile names it. */
  readonly url: string;
  readonly route: RouteEvidence;
  /** The status request, then one for each redirect within the same origin. Empty where no route is known. */
  readonly requests: readonly StatusEvidence[];
  /** `HEAD` of the installer that the profile names, where the service answered at all. */
  readonly installer?: ProbeEvidence;
}

export interface DistributionEvidence {
  /** Where the operating system's roots were read, and why they could not be. */
  readonly systemRoots: { readonly source: string; readonly error?: CollectionError };
  readonly services: readonly DistributionServiceEvidence[];
}
