/** The exit codes in words, for help and the man page. */
export const exitCodeRows: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'everything that was looked at passed (audit: YES)'],
  ['1', 'findings: something is not as it must be (audit: NO, or YES with a But)'],
  ['2', 'usage: the command line or a profile is not valid'],
  [
    '3',
    'could not look: no resolver answered, a file could not be read, or nothing was looked at (audit: UNKNOWN)',
  ],
  ['130', 'interrupted (SIGINT)'],
  ['143', 'told to end (SIGTERM)'],
];

export function exitCodeHelp(): string {
  return `\nExit codes:\n${exitCodeRows.map(([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}`).join('\n')}`;
}
