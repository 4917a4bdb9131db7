/** How the lab's Distribution Service and the way to it are: plain data, which a fault changes. */

export type Proxying =
  /** There is none. */
  | 'none'
  /** Lets everything pass. */
  | 'open'
  /** Asks for Basic authentication, and the environment holds the right password. */
  | 'basic'
  /** Asks for Basic, and the environment holds no password. */
  | 'basic-unanswered'
  /** Asks for Basic, and the environment holds a wrong password. */
  | 'basic-wrong'
  /** Asks for the user's logon. */
  | 'negotiate'
  /** Answers CONNECT with 403. */
  | 'denies'
  /** Answers CONNECT with 502. */
  | 'cannot-reach'
  /** Nothing listens where the setting points. */
  | 'down'
  /** Ends TLS itself, with certificates made on the fly, and passes the request on. */
  | 'inspects';

export interface DistributionPlan {
  readonly name: 'resolves' | 'unknown';
  /** What its port does: serve, nothing, swallow everything, cut off the handshake, or speak HTTP without TLS. */
  readonly port: 'serves' | 'closed' | 'silent' | 'resets' | 'plain';
  readonly certificate: 'good' | 'expired' | 'ends-soon' | 'wrong-name' | 'unknown-issuer' | 'company-issuer';
  readonly tls: 'modern' | 'old';
  readonly status: {
    readonly code: number;
    readonly contentType: string;
    readonly body: string;
    readonly location?: string;
  };
  /** Length of the installer (bytes). */
  readonly installerBytes: number;
  /** How far the service's clock is ahead of this machine's. */
  readonly clockAheadSeconds: number;
  readonly delayMs: number;
  readonly proxy: Proxying;
  /** Whether the root of the inspecting proxy, or of `company-issuer`, is in this machine's store. */
  readonly companyRoot: 'installed' | 'missing';
  /** Public keys that the profile pins: the service's, another's, or none. */
  readonly pins: 'none' | 'right' | 'wrong';
  /** This machine's proxy is to be discovered (WPAD). */
  readonly discovery: boolean;
}

export const healthyDistribution: DistributionPlan = {
  name: 'resolves',
  port: 'serves',
  certificate: 'good',
  tls: 'modern',
  status: { code: 200, contentType: 'application/json', body: '{"success":true,"data":{"status":"UP"}}' },
  installerBytes: 14_800_000,
  clockAheadSeconds: 0,
  delayMs: 0,
  proxy: 'none',
  companyRoot: 'missing',
  pins: 'none',
  discovery: false,
};
