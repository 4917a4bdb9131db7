/**
 * A target that notes whether its port was looked at. What a grammar decides without looking holds for every port of the
 * host, and a list of exceptions seldom names ports: a host is asked once, not once a port.
 */
import type { Target } from './target.js';

/** A target whose answer is worth more than its own port, where nothing of the port was read for it. */
export class PortWatch implements Target {
  /** As it was given. */
  readonly whole: Target;
  readonly scheme: string;
  readonly rawHost: string;
  readonly urlHost: string;
  readonly host: string;
  readonly standard: boolean;
  readonly address: Target['address'];
  /** Whether what holds the port, or comes from it, was read. */
  isPortRead = false;

  constructor(whole: Target) {
    this.whole = whole;
    this.scheme = whole.scheme;
    this.rawHost = whole.rawHost;
    this.urlHost = whole.urlHost;
    this.host = whole.host;
    this.standard = whole.standard;
    this.address = whole.address;
  }

  get url(): string {
    return noted(this).url;
  }

  get authority(): string {
    return noted(this).authority;
  }

  get portText(): string {
    return noted(this).portText;
  }

  get explicitPort(): number | undefined {
    return noted(this).explicitPort;
  }

  get port(): number {
    return noted(this).port;
  }

  get truthyPort(): number {
    return noted(this).truthyPort;
  }

  get urlPort(): number | undefined {
    return noted(this).urlPort;
  }
}

function noted(watch: PortWatch): Target {
  watch.isPortRead = true;
  return watch.whole;
}

/** Whether all that can be read without a note is the same. `address` follows from `host`. */
export function isSameButPort(one: Target, other: Target): boolean {
  return (
    one.host === other.host &&
    one.urlHost === other.urlHost &&
    one.rawHost === other.rawHost &&
    one.scheme === other.scheme &&
    one.standard === other.standard
  );
}
