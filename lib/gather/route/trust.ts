/**
 * The roots that this machine trusts, by store. Node carries Mozilla's list only; a company that reads TLS puts its own
 * root into the operating system's store, so that store is read too: a chain that ends there and not in Mozilla's list
 * is a company's. Limits: on macOS and Windows what stands in the store is taken for trusted; a root that was marked as
 * distrusted there is not told apart.
 */
import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import type { CollectionError } from '../../evidence/types.js';
import { ParseError } from '../../errors.js';
import type { MachineReaders } from '../readers.js';

export interface TrustRoots {
  /** Certificates in PEM, by the store they came from. */
  readonly public: readonly string[];
  readonly system: readonly string[];
  readonly named: readonly string[];
}

export interface TrustOptions {
  readonly readers: MachineReaders;
  /** PEM of roots that are to be trusted as well. */
  readonly named?: string;
  /** Node's own reader of the system's store (22.15 and later); null where this Node has none. */
  readonly nodeSystemRoots?: (() => readonly string[]) | null;
  readonly signal?: AbortSignal;
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

interface RootsCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** One certificate a line where it is DER, in base64. */
  readonly prints: 'pem' | 'der';
}

/** One command that prints a platform's roots, and how it prints them. */
const commands: Readonly<Partial<Record<NodeJS.Platform, RootsCommand>>> = {
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
  const { readers } = options;
  const native = options.nodeSystemRoots === undefined ? nodeSystemRoots() : options.nodeSystemRoots;
  if (native !== null) return { roots: native(), source: 'the operating system, by way of Node' };
  const command = commands[readers.platform];
  if (command !== undefined) return rootsByCommand(command, options);
  for (const path of linuxBundles) {
    const text = await readText(path, options);
    if (text !== undefined) return { roots: pemCertificates(text), source: path };
  }
  const source = linuxBundles.join(', ');
  return { roots: [], source, error: { code: 'not-found', message: `no bundle of roots in ${source}` } };
}

async function rootsByCommand(
  { program, args, prints }: RootsCommand,
  { readers, signal }: TrustOptions,
): Promise<SystemRoots> {
  const source = [program, ...args].join(' ');
  const output = await readers.run(program, args, signal);
  if ('code' in output) return { roots: [], source, error: output };
  const text = Buffer.from(output.stdout).toString('latin1');
  const roots = pemCertificates(prints === 'pem' ? text : pemOfLines(text));
  if (roots.length > 0) return { roots, source };
  const message = `${program} ended with exit code ${output.exitCode} and named no root`;
  return { roots, source, error: { code: 'command-failed', message } };
}

/** Roots that the user has Node trust; they are the machine's own as much as those of its store. */
async function extraRoots(options: TrustOptions): Promise<string[]> {
  const path = options.readers.env['NODE_EXTRA_CA_CERTS'] ?? '';
  // Where it cannot be read Node itself only warns, and goes on without.
  const text = path === '' ? undefined : await readText(path, options);
  return text === undefined ? [] : pemCertificates(text);
}

async function readText(path: string, { readers, signal }: TrustOptions): Promise<string | undefined> {
  const content = await readers.read(path, signal);
  return 'bytes' in content ? Buffer.from(content.bytes).toString('latin1') : undefined;
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
