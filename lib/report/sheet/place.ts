/** Where something stands, for programs that open files: what of it is a file, and how a URI reference names that. */

/** A URL, or the name of a registry or an environment in brackets, is no file. */
export function isFile(name: string): boolean {
  return !/^\w[\w+.-]+:\/\/|^\(|^-?$|^data:/i.test(name);
}

/**
 * A relative reference (RFC 3986 §4.2) and what it is relative to. Below `folder` that is the source root; elsewhere it is the
 * root of the file system, so that no reference climbs and none is absolute.
 */
export function fileReference(
  name: string,
  folder: string | undefined,
): { readonly base: 'SRCROOT' | 'ROOT'; readonly uri: string } {
  const path = withSlashes(name);
  const root = folder === undefined ? undefined : withSlashes(folder).replace(/\/+$/, '');
  if (!isAbsolute(path)) {
    const parts = resolved(path);
    if (parts[0] !== '..' || root === undefined) return { base: 'SRCROOT', uri: encoded(parts) };
    return { base: 'ROOT', uri: encoded(resolved(`${root}/${path}`)) };
  }
  const inside = root !== undefined && path.startsWith(`${root}/`);
  return inside
    ? { base: 'SRCROOT', uri: encoded(resolved(path.slice(root.length + 1))) }
    : { base: 'ROOT', uri: encoded(resolved(path)) };
}

/** A backslash is a separator where a drive or a share says that it is Windows' path; elsewhere it is a character. */
function withSlashes(path: string): string {
  return /^[A-Za-z]:[\\/]|^\\\\/.test(path) ? path.replaceAll('\\', '/') : path;
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

function resolved(path: string): readonly string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts;
}

/** Every character outside of RFC 3986's unreserved ones; half a pair of surrogates as the character for what is none. */
function encoded(parts: readonly string[]): string {
  return parts
    .map((part) =>
      encodeURIComponent(part.replace(/\p{Cs}/gu, '\uFFFD')).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}
