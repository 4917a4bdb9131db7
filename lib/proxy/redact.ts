/**
 * Takes user names and passwords out of proxy URLs and out of source text before either leaves this room: each becomes
 * `***`, so that one still sees that there is one. Every expression is bounded, so that a line of a megabyte costs no more
 * than its length.
 */
import { redactHex } from './redact-hex.js';

const MASK = '***';

/** `scheme://user:password@`; what stands before the last `@` in front of a slash or blank goes whole. */
const WITH_CREDENTIALS =
  /([A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/)([^\s/?#"'<>@]{0,256}(?:@[^\s/?#"'<>@]{0,256}){0,8})@/g;
/** `user:password@host` without a scheme, as many programs accept it. */
const BARE_CREDENTIALS =
  /(^|[=\s"'(;,>])([^\s/@:="'(;,<>]{1,128}):([^\s/@"';<>]{1,256}(?:@[^\s/@"';<>]{1,256}){0,4})@(?=[A-Za-z0-9[])/g;

/** `user@host:port` without a scheme and a password: with a port it is no mail address. */
const BARE_USER =
  /(^|[=\s"'(;,>])[^\s/@:="'(;,<>]{1,128}@(?=(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):\d{1,5}(?![\w.]))/g;
/** `proxy = user@host`. */
const PROXY_USER = /(proxy["']?\s{0,8}[:=]\s{0,8}["']?)[^\s/@:="'(;,<>]{1,128}@(?=[A-Za-z0-9[])/gi;
/** The same at the start of what is known to be a server. */
const SERVER_USER = /^([A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/)?([^\s/?#@]{1,256})@/;

function maskUserInfo(userInfo: string): string {
  return userInfo
    .split(/:(.*)/s, 2)
    .map((part) => (part === '' ? '' : MASK))
    .join(':');
}

/** Any text in which proxy URLs, or `user:password@host`, may stand: without their users and passwords. */
export function redactUrl(text: string): string {
  return text
    .replace(WITH_CREDENTIALS, (_whole, scheme: string, user: string) => `${scheme}${maskUserInfo(user)}@`)
    .replace(BARE_CREDENTIALS, `$1${MASK}:${MASK}@`)
    .replace(BARE_USER, `$1${MASK}@`)
    .replace(PROXY_USER, `$1${MASK}@`);
}

/** What is known to be one proxy server, with or without a scheme. */
export function redactServer(url: string): string {
  return redactUrl(url).replace(
    SERVER_USER,
    (_whole, scheme: string | undefined, user: string) => `${scheme ?? ''}${maskUserInfo(user)}@`,
  );
}

/** Whether a proxy URL carries a user name or a password. */
export function hasCredentials(url: string): boolean {
  const rest = url.replace(/^[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\//, '');
  return rest.split(/[/?#]/, 1)[0]?.includes('@') ?? false;
}

/** `bypass` is no secret; a user name is hidden like its password. */
const SECRET_NAME =
  '(?:(?<!by)pass(?:word|wd|phrase)?|secret|token|proxy[-_]?user(?:pwd)?|user-?name|authentication-user|(?:https?|ftp|socks)user|_auth(?:token)?|client-(?:key|certificate)-data)s?';
const SECRET_KEY = new RegExp(`${SECRET_NAME}$`, 'i');

/** Whether the whole value of a key of this name is a secret, in the spellings of the formats read here. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key.slice(-64));
}

/** A value as it may be shown beside its key. */
export function redactValue(key: string, value: string): string {
  return isSecretKey(key) && value !== '' ? MASK : redactUrl(value);
}

/** `key = value`, `key: value`, `"key": "value"`, `--key value`: the value of a secret key, to the end of its token. */
const SECRET_ASSIGNMENT = new RegExp(
  `(${SECRET_NAME}["']?[^\\S\\n]{0,8}(?:=>|[:=]|[^\\S\\n])[^\\S\\n]{0,8})("(?:[^"\\\\\\r\\n]|\\\\.){0,1024}"|'[^'\\r\\n]{0,1024}'|[^\\s,;}<"']{1,1024})`,
  'gi',
);
/** `<key>ProxyPassword</key><string>value</string>` and `<password>value</password>`. */
const SECRET_PLIST = new RegExp(`(${SECRET_NAME}</key>\\s{0,200}<string>)[^<]{0,1024}`, 'gi');
const SECRET_ELEMENT = new RegExp(`(<${SECRET_NAME}>)[^<]{0,1024}`, 'gi');

/** Docker's `"auth": "base64"`, and the header a client may be told to send. */
const DOCKER_AUTH = /("(?:auth|identitytoken|registrytoken)"\s{0,8}:\s{0,8}")[^"\r\n]{0,8192}/gi;
const AUTHORIZATION =
  /(authorization["']?\s{0,8}[:=]\s{0,8}(?:basic|bearer|digest|negotiate|ntlm)\s{1,8})[^\s"']{1,8192}/gi;

/**
 * Source text as it may be kept as evidence: every user and password in a URL and every value of a key of either is
 * replaced; line numbers stay.
 */
export function redactSource(text: string): string {
  return redactHex(redactUrl(text))
    .replace(DOCKER_AUTH, `$1${MASK}`)
    .replace(AUTHORIZATION, `$1${MASK}`)
    .replace(SECRET_PLIST, `$1${MASK}`)
    .replace(SECRET_ELEMENT, `$1${MASK}`)
    .replace(SECRET_ASSIGNMENT, (_whole, lead: string, value: string) => {
      const quote = /^["']/.exec(value)?.[0] ?? '';
      return `${lead}${quote}${MASK}${quote}`;
    });
}
