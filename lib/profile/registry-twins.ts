/** The keys below HKEY_LOCAL_MACHINE that are not to be there: of the program’s own, the same paths. */
export function machineTwins(keys: readonly string[]): readonly string[] {
  return keys
    .filter((key) => /^HKCU\\/i.test(key) && !/^HKCU\\SOFTWARE\\Microsoft\\/i.test(key))
    .map((key) => key.replace(/^HKCU/i, 'HKLM'));
}
