/**
 * Global names that the PAC library reads when one of its functions is called: a script may have put something else
 * under each of them, or declared a variable of that name. The library's text is compared with these lists by a test.
 */
const CONSTRUCTED = ['Date', 'Error', 'RegExp', 'TypeError'];
/** The language's. */
const LANGUAGE = [...CONSTRUCTED, 'Number', 'String', 'isNaN', 'parseInt'];
/** Of its own. */
const OWN = ['convert_addr', 'dnsResolve', 'dnsResolveEx', 'isValidIpAddress', 'months', 'wdays'];

export const LANGUAGE_NAMES: readonly string[] = LANGUAGE;
export const LIBRARY_NAMES: ReadonlySet<unknown> = new Set([...LANGUAGE, ...OWN]);
/** Those that `new` is used on. */
export const CONSTRUCTED_NAMES: ReadonlySet<unknown> = new Set(CONSTRUCTED);
