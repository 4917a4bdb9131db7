/**
 * Takes passwords out of proxy URLs and out of source text before either leaves this room. A user name stays (it
 * tells an auditor whose account is in a file), the password becomes `***`. Every expression is bounded, so that
 * a line of a megabyte costs no more than its length.
 */
import { redactHex } from './redact-hex.js';

const MASK = '***';

/** `scheme://user:password@`; what stands before the last `@` in front of a slash or blank goes whole. */
const WITH_CREDENTIALS =
  /([A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/)([^\s/?#"'<>@]{0,256}(?:@[^\s/?#"'<>@]{0,256}){0,8})@/g;
/** `user:password@host` without a scheme, as many programs accept it. */
const BARE_CREDENTIALS =
  /(^|[=\s"'(;,>])([^\s/@:="'(;,<>]{1,128}):([^\s/@"';<>]{1,256}(?:@[^\s/@"';<>]{1,256}){0,4})@(?=[A-Za-z0-9[])/g;

function maskUserInfo(userInfo: string): string {
  const colon = userInfo.indexOf(':');
  return colon === -1 ? userInfo : `${userInfo.slice(0, colon)}:${MASK}`;
}

/** Any text in which proxy URLs, or `user:password@host`, may stand: without their passwords. */
export function redactUrl(text: string): string {
  return text
    .replace(WITH_CREDENTIALS, (_whole, scheme: string, user: string) => `${scheme}${maskUserInfo(user)}@`)
    .replace(BARE_CREDENTIALS, `$1$2:${MASK}@`);
}

/** Whether a proxy URL carries a user name or a password. */
export function hasCredentials(url: string): boolean {
  const rest = url.replace(/^[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\//, '');
  return rest.split(/[/?#]/, 1)[0]?.includes('@') ?? false;
}

/** `bypass` is no secret. */
const SECRET_NAME =
  '(?:(?<!by)pass(?:word|wd|phrase)?|secret|token|proxy-?user(?:pwd)?|_auth(?:token)?|client-(?:key|certificate)-data)s?';
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
 * Source text as it may be kept as evidence: every password in a URL and every value of a password key is
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
