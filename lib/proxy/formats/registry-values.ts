/**
 * A registry value as any of its text forms gives it (`.reg`, `reg query`, registry.pol, LGPO text), and the key
 * names that matter here. Keys are compared without case, as Windows does.
 */

export interface RegistryValue {
  /** `HKCU`, `HKLM`, `HKU` … */
  readonly hive: string;
  /** Below the hive, as written. */
  readonly path: string;
  /** Empty for the key's default value. */
  readonly name: string;
  readonly data: string | number | Uint8Array;
  readonly line: number | null;
}

const HIVES: Readonly<Record<string, string>> = {
  HKEY_CURRENT_USER: 'HKCU',
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKEY_USERS: 'HKU',
  HKEY_CLASSES_ROOT: 'HKCR',
  HKEY_CURRENT_CONFIG: 'HKCC',
};

/** `HKEY_CURRENT_USER\Software\…` as hive and path; the SID of `HKEY_USERS` stays with the hive. */
export function splitKey(key: string): { hive: string; path: string } {
  const [head = '', ...rest] = key.split('\\');
  const hive = HIVES[head.toUpperCase()] ?? head.toUpperCase();
  if (hive === 'HKU' && rest.length > 0)
    return { hive: `HKU\\${rest[0] ?? ''}`, path: rest.slice(1).join('\\') };
  return { hive, path: rest.join('\\') };
}

/** The key as registration files write it: `HKEY_CURRENT_USER\\Software\\…`. */
export function longKey({ hive, path }: Pick<RegistryValue, 'hive' | 'path'>): string {
  const [head = '', ...rest] = hive.split('\\');
  const long = Object.entries(HIVES).find(([, short]) => short === head)?.[0] ?? head;
  return [long, ...rest, ...(path === '' ? [] : [path])].join('\\');
}

/** Text of a value; a number in decimal; bytes as nothing. */
export function textOf(value: RegistryValue): string {
  if (typeof value.data === 'string') return value.data;
  return typeof value.data === 'number' ? String(value.data) : '';
}

/** A switch: DWORD, or a string holding a number. Undefined where it is neither. */
export function flagOf(value: RegistryValue): boolean | undefined {
  const text = textOf(value).trim();
  return /^\d+$/.test(text) ? Number(text) !== 0 : undefined;
}

/** `HKCU\Software\…\Name`, for origins. */
export function fullName(value: RegistryValue): string {
  return `${value.hive}\\${value.path}\\${value.name === '' ? '(default)' : value.name}`;
}
