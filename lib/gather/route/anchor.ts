/**
 * What a chain rests on: the stores that hold the root by which it is signed, link by link, whatever else the server
 * sent along; and the TLS contexts in which all of those roots are trusted.
 */
import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { setImmediate } from 'node:timers/promises';
import { isSignedBy } from '../../evidence/chain.js';
import type { TrustStore } from '../../evidence/probe.js';
import type { TrustRoots } from './trust.js';

const stores = ['public', 'system', 'named'] as const;

/** Chains in the field have two to five. */
export const maxChainLength = 10;

interface Root {
  readonly store: TrustStore;
  readonly certificate: X509Certificate;
}

export class Trust {
  readonly #roots: TrustRoots;
  readonly #contexts = new Map<boolean, SecureContext>();
  #bySubject: Map<string, Root[]> | undefined;

  constructor(roots: TrustRoots) {
    this.#roots = roots;
  }

  /**
   * The context of a client that trusts every store. `old`: one that also speaks TLS 1.0 and 1.1, for telling what a
   * server speaks and for nothing else.
   */
  context(old: boolean): SecureContext {
    const known = this.#contexts.get(old);
    if (known !== undefined) return known;
    const made = createSecureContext({
      ca: [...new Set(stores.flatMap((store) => this.#roots[store]))],
      ...(old
        ? { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }
        : { minVersion: 'TLSv1.2' }),
    });
    this.#contexts.set(old, made);
    return made;
  }

  /** Reads the roots now: some hundred certificates take longer than a handshake, and belong to no stage of one. */
  prepare(): void {
    this.context(false);
    this.#bySubject ??= this.#index();
  }

  /**
   * The stores that hold the root of this chain (DER, leaf first), each signature checked; empty where none does. A server may
   * send many certificates with large keys: rejects with the signal's reason where its time runs out between two checks.
   */
  async anchorsOf(chain: readonly Uint8Array[], signal: AbortSignal): Promise<TrustStore[]> {
    const isSigned = async (certificate: X509Certificate, issuer: X509Certificate): Promise<boolean> => {
      // A timer fires only where something waits for the event loop.
      await setImmediate();
      signal.throwIfAborted();
      return isSignedBy(certificate, issuer);
    };
    const certificates = chain.slice(0, maxChainLength).map((der) => new X509Certificate(der));
    const found = new Set<TrustStore>();
    let current = certificates[0];
    for (let step = 0; current !== undefined && step < maxChainLength; step += 1) {
      const certificate = current;
      for (const root of this.#named(certificate.issuer)) {
        if (await isSigned(certificate, root.certificate)) found.add(root.store);
      }
      current = undefined;
      for (const other of certificates) {
        if (other === certificate || !(await isSigned(certificate, other))) continue;
        current = other;
        break;
      }
    }
    return stores.filter((store) => found.has(store));
  }

  #named(subject: string): readonly Root[] {
    this.#bySubject ??= this.#index();
    return this.#bySubject.get(subject) ?? [];
  }

  #index(): Map<string, Root[]> {
    const index = new Map<string, Root[]>();
    for (const store of stores) {
      for (const pem of this.#roots[store]) {
        const certificate = new X509Certificate(pem);
        const same = index.get(certificate.subject);
        if (same === undefined) index.set(certificate.subject, [{ store, certificate }]);
        else same.push({ store, certificate });
      }
    }
    return index;
  }
}
