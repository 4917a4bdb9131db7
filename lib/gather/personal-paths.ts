/** Takes the user's name out of paths before they become evidence: the home folder becomes `~` or `%USERPROFILE%`. */
import type { MachineReaders } from './readers.js';

/** Text in which the home folder stands, however its slashes lean and whatever its case on Windows. */
export function withoutHome(
  text: string,
  { home, platform }: Pick<MachineReaders, 'home' | 'platform'>,
): string {
  if (home === '' || home === '/') return text;
  const windows = platform === 'win32';
  const pattern = home
    .split(/[\\/]/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\\\/]');
  return text.replace(new RegExp(`${pattern}(?=[\\\\/]|$|[^\\w.-])`, windows ? 'gi' : 'g'), () =>
    windows ? '%USERPROFILE%' : '~',
  );
}
