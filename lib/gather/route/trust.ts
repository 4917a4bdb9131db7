/**
 * The roots that this machine trusts, by store. Node carries Mozilla's list only; a company that reads TLS puts its own
 * root into the operating system's store, so that store is read too: a chain that ends there and not in Mozilla's list
 * is a company's. Limits: on macOS and Windows what stands in the store is taken for trusted; a root that was marked as
 * distrusted there is not told apart.
 */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import { promisify } from 'node:util';
import type { CollectionError } from '../../evidence/types.js';
import { ParseError } from '../../errors.js';

export interface TrustRoots {
  /** Certificates in PEM, by the store they came from. */
  readonly public: readonly string[];
  readonly system: readonly string[];
  readonly named: readonly string[];
}

export interface TrustOptions {
  /** PEM of roots that are to be trusted as well. */
  readonly named?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly readText?: (path: string) => Promise<string>;
  readonly run?: (program: string, args: readonly string[]) => Promise<string>;
  /** Node's own reader of the system's store (22.15 and later); null where this Node has none. */
  readonly nodeSystemRoots?: (() => readonly string[]) | null;
}

export interface ReadTrust {
  readonly roots: TrustRoots;
  /** Where the system's roots came from, for people. */
  readonly systemSource: string;
  /** Why the system's store could not be read. */
  readonly systemError?: CollectionError;
}

/** Where distributions keep the bundle, the first one found: Debian, Fedora, openSUSE, Alpine. */
const linuxBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** One command that prints a platform's roots, and how it prints them. */
const commands: Readonly<
  Partial<Record<NodeJS.Platform, { program: string; args: readonly string[]; prints: 'pem' | 'der' }>>
> = {
  darwin: {
    program: '/usr/bin/security',
    args: [
      'find-certificate',
      '-a',
      '-p',
      '/System/Library/Keychains/SystemRootCertificates.keychain',
      '/Library/Keychains/System.keychain',
    ],
    prints: 'pem',
  },
  win32: {
    program: 'powershell.exe',
    args: [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      'Get-ChildItem Cert:\\LocalMachine\\Root, Cert:\\CurrentUser\\Root | ForEach-Object { [Convert]::ToBase64String($_.RawData) }',
    ],
    prints: 'der',
  },
};

const commandTimeoutMs = 5_000;
/** A store holds a few hundred; more than this is none (bytes). */
const maxStoreBytes = 16 * 1024 * 1024;

/** Reads the stores. Throws `ParseError` (`not-a-certificate`) where `named` holds no certificate. */
export async function readTrust(options: TrustOptions): Promise<ReadTrust> {
  const named = options.named === undefined ? [] : namedRoots(options.named);
  const [system, extra] = await Promise.all([systemRoots(options), extraRoots(options)]);
  return {
    roots: { public: tls.rootCertificates, system: [...system.roots, ...extra], named },
    systemSource: system.source,
    ...(system.error === undefined ? {} : { systemError: system.error }),
  };
}

/** The certificates of a PEM text; what is not one is left out. */
export function pemCertificates(text: string): string[] {
  const blocks = text.match(
    /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END (?:TRUSTED )?CERTIFICATE-----/g,
  );
  return (blocks ?? []).filter(isCertificate);
}

function namedRoots(text: string): string[] {
  const roots = pemCertificates(text);
  if (roots.length === 0) {
    throw new ParseError(
      'not-a-certificate',
      'It holds no certificate in PEM (-----BEGIN CERTIFICATE-----).',
    );
  }
  return roots;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    // A store may hold what this Node cannot read; nothing can be signed by it either.
    return false;
  }
}

interface SystemRoots {
  readonly roots: readonly string[];
  readonly source: string;
  readonly error?: CollectionError;
}

async function systemRoots(options: TrustOptions): Promise<SystemRoots> {
  const { platform = process.platform, readText = readBundle, run = runCommand } = options;
  const native = options.nodeSystemRoots === undefined ? nodeSystemRoots() : options.nodeSystemRoots;
  if (native !== null) return { roots: native(), source: 'the operating system, by way of Node' };
  const command = commands[platform];
  if (command !== undefined) {
    const source = [command.program, ...command.args].join(' ');
    try {
      const text = await run(command.program, command.args);
      return { roots: pemCertificates(command.prints === 'pem' ? text : pemOfLines(text)), source };
    } catch (error) {
      return { roots: [], source, error: unreadable(source, error) };
    }
  }
  for (const path of linuxBundles) {
    try {
      return { roots: pemCertificates(await readText(path)), source: path };
    } catch {
      // The next distribution's place; that none is there is said below.
    }
  }
  const source = linuxBundles.join(', ');
  return { roots: [], source, error: { code: 'not-found', message: `no bundle of roots in ${source}` } };
}

/** Roots that the user has Node trust; they are the machine's own as much as those of its store. */
async function extraRoots({ env, readText = readBundle }: TrustOptions): Promise<string[]> {
  const path = env['NODE_EXTRA_CA_CERTS'] ?? '';
  if (path === '') return [];
  try {
    return pemCertificates(await readText(path));
  } catch {
    // Node itself only warns of it, and goes on without.
    return [];
  }
}

function nodeSystemRoots(): (() => readonly string[]) | null {
  const { getCACertificates } = tls as { getCACertificates?: (store: 'system') => readonly string[] };
  return getCACertificates === undefined ? null : () => getCACertificates('system');
}

function pemOfLines(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(
      (line) => `-----BEGIN CERTIFICATE-----\n${line.replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----`,
    )
    .join('\n');
}

function unreadable(source: string, error: unknown): CollectionError {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'command-failed', message: `${source}: ${reason}`.slice(0, 1000) };
}

async function readBundle(path: string): Promise<string> {
  const text = await readFile(path, 'latin1');
  return text.slice(0, maxStoreBytes);
}

async function runCommand(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args], {
    timeout: commandTimeoutMs,
    maxBuffer: maxStoreBytes,
    windowsHide: true,
  });
  return stdout;
}
