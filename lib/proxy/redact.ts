/**
 * Takes user names and passwords out of proxy URLs and out of source text before either leaves this room: each becomes
 * `***`, so that one still sees that there is one. Every expression is bounded, so that a line of a megabyte costs no more
 * than its length.
 */
import { redactHex } from './redact-hex.js';

const MASK = '***';

/** `scheme://user:password@` or `//user:password@`; what stands before the last `@` in front of a slash or blank goes whole. */
const WITH_CREDENTIALS = /((?:[A-Za-z][A-Za-z0-9+.-]{0,20}:)?\/\/)([^\s/?#"'<>]{0,65536})@/g;
/**
 * The same with what no URL may hold unescaped and people write all the same (`jo:p/w@`, `jo:it's@`, `jo:two words@`): what
 * follows the colon is no port, so it is a password. A quote that closes a value is not followed by a letter; another URL and
 * another assignment are not crossed.
 */
const ODD =
  '(?!\\*\\*\\*[:@])([^\\s/?#"\'<>@:[]{0,128}:(?!//|\\d{1,5}(?:[^\\w@]|$))(?:(?!://| \\w{1,64}=)(?:[^\\s"\'<]|["\' <](?=\\w))){1,256})@(?=[A-Za-z0-9[])';
const ODD_PASSWORD = new RegExp(`((?:[A-Za-z][A-Za-z0-9+.-]{0,20}:)?//)${ODD}`, 'g');
/** `proxy = `, `"ProxyServer"=`, `proxy-url: `, `Proxy Server(s) :`, `Proxy "`. */
const PROXY_KEY = '(proxy(?:[ -]?server(?:\\(s\\))?|[-_]?url)?["\']?';
/** `proxy = user:password@host` with what ends a value elsewhere. */
const PROXY_PASSWORD = new RegExp(
  `${PROXY_KEY}(?:\\s{0,8}[:=]\\s{0,8}|[^\\S\\n]{1,8}(?:REG_SZ[^\\S\\n]{1,8})?)["']?)${ODD}`,
  'gi',
);
/** `user:password@host` without a scheme, as many programs accept it. */
const BARE_CREDENTIALS =
  /(^|[=\s"'(;,>])([^\s/@:="'(;,<>]{0,128}):(?!\/\/|\d{1,5}[/?#])([^\s@"';<>,]{1,256}(?:@[^\s/@"';<>,]{1,256}){0,4})@(?=[A-Za-z0-9[])/g;

/**
 * The same of what is longer than a password that people type, as tokens are: up to the next blank, quote or comma, whatever else is in it.
 * Each such run is looked at once, so that its length costs no more than itself.
 */
const LONG_RUN = /[^\s"';<>,]{257,}/g;
const LONG_CREDENTIALS =
  /^((?:[^@]{0,64}?[=(])?(?:[A-Za-z][A-Za-z0-9+.-]{0,20}:)?(?:\/\/)?)([^\s/@:=(]{0,128}):(?!\/\/|\d{1,5}(?:[/?#]|$))(?!\*\*\*@).*@(?=[A-Za-z0-9[])/s;

/** `user@host:port` without a scheme and a password: with a port it is no mail address. */
const BARE_USER =
  /(^|[=\s"'(;,>])[^\s/@:="'(;,<>]{1,128}@(?=(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):\d{1,5}(?![\w.]))/g;
/** `proxy = user@host`. */
const PROXY_USER = new RegExp(
  `${PROXY_KEY}\\s{0,8}[:=]\\s{0,8}["']?)[^\\s/@:="'(;,<>]{1,128}@(?=[A-Za-z0-9[])`,
  'gi',
);

function maskUserInfo(userInfo: string): string {
  return userInfo
    .split(/:(.*)/s, 2)
    .map((part) => (part === '' ? '' : MASK))
    .join(':');
}

/** Any text in which proxy URLs, or `user:password@host`, may stand: without their users and passwords. */
export function redactUrl(text: string): string {
  if (!text.includes('@')) return text;
  const mask = (_whole: string, scheme: string, user: string): string => `${scheme}${maskUserInfo(user)}@`;
  return text
    .replace(WITH_CREDENTIALS, mask)
    .replace(LONG_RUN, (run) =>
      run.replace(
        LONG_CREDENTIALS,
        (_whole, lead: string, user: string) => `${lead}${maskUserInfo(`${user}:x`)}@`,
      ),
    )
    .replace(ODD_PASSWORD, mask)
    .replace(PROXY_PASSWORD, mask)
    .replace(
      BARE_CREDENTIALS,
      (_whole, lead: string, user: string) => `${lead}${user === '' ? '' : MASK}:${MASK}@`,
    )
    .replace(BARE_USER, `$1${MASK}@`)
    .replace(PROXY_USER, `$1${MASK}@`);
}

/** A scheme or none, and the user information of what is known to be one proxy server, whatever it holds. */
function serverParts(url: string): { lead: string; user: string; rest: string } | undefined {
  const lead = /^(?:[A-Za-z][A-Za-z0-9+.-]{0,20}:)?\/\//.exec(url)?.[0] ?? '';
  const at = url.lastIndexOf('@');
  const user = url.slice(lead.length, at);
  // A slash before the `@` belongs to a password, unless what it follows is a host and its port.
  const isUser = at >= lead.length && (!/[/?#]/.test(user) || /^[^/?#:@[]*:(?!\d{1,5}[/?#])/.test(user));
  if (isUser) return { lead, user, rest: url.slice(at) };
  const before = /^[^/?#]*@/.exec(url.slice(lead.length))?.[0];
  return before === undefined
    ? undefined
    : { lead, user: before.slice(0, -1), rest: url.slice(lead.length + before.length - 1) };
}

/** What is known to be one proxy server, with or without a scheme. */
export function redactServer(url: string): string {
  const parts = serverParts(url);
  return parts === undefined ? url : `${parts.lead}${maskUserInfo(parts.user)}${parts.rest}`;
}

/** Whether a proxy URL carries a user name or a password. */
export function hasCredentials(url: string): boolean {
  return serverParts(url) !== undefined;
}

/** `bypass` is no secret; a user name is hidden like its password. */
const SECRET_NAME =
  '(?:(?<!by)pass(?:word|wd|phrase)?|secret|token|proxy[-_]?user(?:pwd)?|user-?name|authentication-user|(?:https?|ftp|socks)user|_auth(?:token)?|authident|client-(?:key|certificate)-data)s?';
const SECRET_KEY = new RegExp(`${SECRET_NAME}$`, 'i');

/** Whether the whole value of a key of this name is a secret, in the spellings of the formats read here. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key.slice(-64));
}

/** One server, or Windows' list of one for each scheme. */
function redactServers(value: string): string {
  if (!/(?:^|;)\s*(?:https?|ftp|socks)=/i.test(value)) return redactServer(value);
  return value
    .split(';')
    .map((part) =>
      part.replace(
        /^(\s*\w+=)(.*)$/s,
        (_whole, lead: string, rest: string) => `${lead}${redactServer(rest)}`,
      ),
    )
    .join(';');
}

/** Keys whose value is one server or one address. */
const SERVER_KEY = /(?<!no[_-]?)(?:proxy|proxy-?server|server|url(?:string)?)$/i;

/** A value as it may be shown beside its key. */
export function redactValue(key: string, value: string): string {
  if (isSecretKey(key) && value !== '') return MASK;
  return redactUrl(SERVER_KEY.test(key.slice(-64)) ? redactServers(value) : value);
}

/**
 * `key = value`, `key: value`, `"key": "value"`, `--key value`, `"key", "value"`, `key REG_SZ value`: the value of a secret key,
 * to the end of its token.
 */
const SECRET_ASSIGNMENT = new RegExp(
  `(${SECRET_NAME}["']?[^\\S\\n]{0,8}(?:=>|[:=]|(?<=["'] {0,8}),|[^\\S\\n])[^\\S\\n]{0,8}(?:REG_[A-Z_]{2,16}[^\\S\\n]{1,8})?)("(?:[^"\\\\\\r\\n]|\\\\.){0,65536}"|'[^'\\r\\n]{0,65536}'|[^\\s,;}<"']{1,65536})`,
  'gi',
);
/** `<key>ProxyPassword</key><string>value</string>` and `<password>value</password>`. */
const SECRET_PLIST = new RegExp(`(${SECRET_NAME}</key>\\s{0,200}<string>)[^<]{0,65536}`, 'gi');
const SECRET_ELEMENT = new RegExp(`(<${SECRET_NAME}>)[^<]{0,65536}`, 'gi');

/** `user = name:password` of curl and wget, and their `-u` and `-U`. */
const LOGIN_LINE =
  /(^[^\S\n]{0,64}(?:-[uU]|(?:--)?(?:(?:proxy|http|ftp)[-_])?user)(?:[^\S\n]{0,8}[:=][^\S\n]{0,8}|[^\S\n]{1,8}))(?!\*\*\*)("[^"\n]{1,65536}"|[^\s"]{1,65536})/gm;
/** squid's `cache_peer … login=user:password`; what is in capitals is a way to log in. */
const PEER_LOGIN = /(\blogin=)(?!(?:PASS|PASSTHRU|PROXYPASS|NEGOTIATE)\b)[^\s"']{1,65536}/g;
/** Docker's `"auth": "base64"` (its tokens are secrets by their names), and the header a client may be told to send. */
const DOCKER_AUTH = /("auth"\s{0,8}:\s{0,8}")[^"\r\n]{0,65536}/gi;
const AUTHORIZATION =
  /(authorization["']?\s{0,8}[:=]\s{0,8}(?:basic|bearer|digest|negotiate|ntlm)\s{1,8})[^\s"']{1,65536}/gi;

/**
 * Source text as it may be kept as evidence: every user and password in a URL and every value of a key of either is
 * replaced; line numbers stay.
 */
export function redactSource(text: string): string {
  return redactHex(redactUrl(text))
    .replace(DOCKER_AUTH, `$1${MASK}`)
    .replace(LOGIN_LINE, `$1${MASK}`)
    .replace(PEER_LOGIN, `$1${MASK}`)
    .replace(AUTHORIZATION, `$1${MASK}`)
    .replace(SECRET_PLIST, `$1${MASK}`)
    .replace(SECRET_ELEMENT, `$1${MASK}`)
    .replace(SECRET_ASSIGNMENT, (_whole, lead: string, value: string) => {
      const quote = /^["']/.exec(value)?.[0] ?? '';
      return `${lead}${quote}${MASK}${quote}`;
    });
}
