/**
 * What every file reader is, and the small things they share: building settings, entries and issues. A reader
 * takes a decoded source and gives one `ProxySettings` for each scope it holds; it never guesses a value.
 */
import { ParseError } from '../../errors.js';
import { hasCredentials, redactServer, redactUrl, redactValue } from '../redact.js';
import type { Source } from '../text.js';
import type {
  Entry,
  FormatInfo,
  Located,
  Origin,
  ProxyServer,
  ProxySettings,
  ReadIssue,
  ServerScheme,
  Store,
} from '../types.js';

export interface FormatReader extends FormatInfo {
  /** File names (last path segment) that say what the file is when its content does not. */
  readonly names: RegExp;
  /** The same over the whole path, or over the command whose output it is. */
  readonly paths?: RegExp;
  /** Any of these in the first 64 KiB says that the content is of this format. */
  readonly signatures: readonly RegExp[];
  /** For binary input: the first bytes, as Latin-1. */
  readonly magic?: readonly string[];
  /** Throws `ParseError` where the file is of the format and cannot be read. */
  readonly read: (source: Source, included: (pattern: string) => readonly Source[]) => ProxySettings[];
}

/** More than any real file holds. */
const MAX_ENTRIES = 20_000;

/** Collects one scope of one source. */
export class SettingsBuilder {
  readonly #settings: { -readonly [Key in keyof ProxySettings]: ProxySettings[Key] } & {
    servers: ProxyServer[];
    entries: Entry[];
    issues: ReadIssue[];
  };

  constructor(
    source: Pick<Source, 'fileName'>,
    format: string,
    store: Store,
    scope: string,
    managed = false,
  ) {
    const lists = { servers: [], entries: [], issues: [] };
    this.#settings = { format, store, scope, managed, file: source.fileName, ...lists };
  }

  origin(key: string, line: number | null): Origin {
    return { file: this.#settings.file, line, key: redactUrl(key) };
  }

  located<T>(value: T, key: string, line: number | null): Located<T> {
    return { value, origin: this.origin(key, line) };
  }

  entry(key: string, value: string, line: number | null): this {
    if (this.#settings.entries.length >= MAX_ENTRIES) {
      throw new ParseError(
        'too-many-entries',
        `${this.#settings.file} holds more than ${MAX_ENTRIES} settings.`,
        lineOf(line),
      );
    }
    this.#settings.entries.push({ key: redactUrl(key), value: redactValue(key, value), line });
    return this;
  }

  /** For what stands in another file than the settings' own. */
  issueAt(issue: ReadIssue): this {
    this.#settings.issues.push(issue);
    return this;
  }

  issue(code: string, message: string, key: string, line: number | null): this {
    this.#settings.issues.push({ code, message, origin: this.origin(key, line) });
    return this;
  }

  /** An empty URL is no server. */
  server(scheme: ServerScheme, url: string, key: string, line: number | null, only?: string): this {
    if (url.trim() === '') return this;
    this.#settings.servers.push({
      scheme,
      url: redactServer(url.trim()),
      credentials: hasCredentials(url.trim()),
      ...(only === undefined ? {} : { only: redactUrl(only) }),
      origin: this.origin(key, line),
    });
    return this;
  }

  set<Key extends 'mode' | 'manualEnabled' | 'bypass' | 'pacUrl' | 'autoDetect' | 'proxySide' | 'overrides'>(
    key: Key,
    value: NonNullable<ProxySettings[Key]>,
  ): this {
    Object.assign(this.#settings, { [key]: value });
    return this;
  }

  /** The address of a PAC may carry a user and a password, too. */
  pacUrl(value: string, key: string, line: number | null): this {
    return this.set('pacUrl', this.located(redactServer(redactUrl(value)), key, line));
  }

  bypass(rules: string, key: string, line: number | null): this {
    return this.set('bypass', { rules: redactUrl(rules), origin: this.origin(key, line) });
  }

  /** A list kept as an array: joined with commas, each item with its own place. */
  bypassItems(items: readonly Located<string>[], key: string, line: number | null): this {
    return this.set('bypass', {
      rules: items.map((item) => item.value).join(','),
      origin: this.origin(key, line),
      items,
    });
  }

  get isEmpty(): boolean {
    return this.#settings.entries.length === 0 && this.#settings.issues.length === 0;
  }

  build(): ProxySettings {
    return this.#settings;
  }
}

function lineOf(line: number | null): { line?: number } {
  return line === null ? {} : { line };
}

/** The last segment of a path written with either slash. */
export function baseName(fileName: string): string {
  return fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
}

/** An error that names file, line and key. */
export function unreadable(
  source: Pick<Source, 'fileName'>,
  code: string,
  message: string,
  line: number | null,
  cause?: unknown,
): ParseError {
  const where = line === null ? source.fileName : `${source.fileName}:${line}`;
  return new ParseError(code, `${where}: ${message}`, {
    ...lineOf(line),
    ...(cause === undefined ? {} : { cause }),
  });
}
