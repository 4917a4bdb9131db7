import assert from 'node:assert/strict';
import { commandEnvironment, commandFolder } from '../../lib/gather/readers.js';
import { withoutHome } from '../../lib/gather/personal-paths.js';

describe('gather: commands', () => {
  it('are not looked for in the folder that the user happens to be in', () => {
    assert.deepEqual(commandFolder('win32', { SystemRoot: 'D:\\Windows' }), { cwd: 'D:\\Windows\\System32' });
    assert.deepEqual(commandFolder('win32', {}), { cwd: 'C:\\Windows\\System32' });
    assert.deepEqual(commandFolder('linux', {}), {});
  });

  it('do not get the API key', () => {
    assert.deepEqual(commandEnvironment({ PATH: '/bin', STAYLOCAL_API_KEY: 'k', staylocal_api_key: 'k' }), {
      PATH: '/bin',
    });
  });
});

describe('gather: paths without the user’s name', () => {
  const windows = { platform: 'win32', home: String.raw`C:\Users\ann.b` } as const;
  const unix = { platform: 'linux', home: '/home/ann' } as const;
  for (const [machine, text, expected] of [
    [windows, String.raw`C:\Users\ann.b\AppData\Local`, String.raw`%USERPROFILE%\AppData\Local`],
    [windows, 'c:/users/ANN.B/AppData/Roaming/x', '%USERPROFILE%/AppData/Roaming/x'],
    [windows, String.raw`C:\Users\ann.b`, '%USERPROFILE%'],
    [windows, String.raw`C:\Users\ann.berger\x`, String.raw`C:\Users\ann.berger\x`],
    [unix, '/home/ann/.npmrc: there is no such file', '~/.npmrc: there is no such file'],
    [unix, '/home/anna/.npmrc', '/home/anna/.npmrc'],
    [unix, '/home/ann', '~'],
    [unix, '/home/ann/a and /home/ann/b', '~/a and ~/b'],
    [unix, '/home/Ann/.npmrc', '/home/Ann/.npmrc'],
    [{ ...unix, home: '/home/a.b' }, '/home/axb/.npmrc and /home/a.b: gone', '/home/axb/.npmrc and ~: gone'],
    // A service has no home, and root of a container has all of the disk for one.
    [{ ...unix, home: '/' }, '/etc/hosts', '/etc/hosts'],
    [{ ...unix, home: '/' }, 'no room on / at all', 'no room on / at all'],
    [{ ...unix, home: '' }, 'no home: at all', 'no home: at all'],
  ] as const) {
    it(`${text} → ${expected}`, () => {
      assert.equal(withoutHome(text, machine), expected);
    });
  }
});
