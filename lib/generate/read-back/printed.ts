/** What `gsettings list-recursively` prints of the list once the command has run. */
export function printedByGsettings(script: string): string {
  const word = /^gsettings set org\.gnome\.system\.proxy ignore-hosts '(.*)'$/m.exec(script)?.[1] ?? '';
  return `org.gnome.system.proxy ignore-hosts ${word.replaceAll("'\\''", "'")}`;
}
