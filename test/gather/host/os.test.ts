import assert from 'node:assert/strict';
import { gatherOs } from '../../../lib/gather/host/os.js';
import { healthyHost } from '../../../lib/lab/faults/host.js';
import { machineReaders, type MachinePlan } from '../../../lib/lab/machine.js';

const linux: MachinePlan = {
  ...healthyHost.machine,
  platform: 'linux',
  home: '/home/ann',
  commands: { 'uname -m': { stdout: 'aarch64\n' } },
  otherwise: {},
  files: {
    '/etc/os-release':
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\nHOME_URL=\'https://www.debian.org/\'\n',
  },
};

describe('gather: the operating system', () => {
  it('of Linux, by os-release', async () => {
    assert.deepEqual((await gatherOs(machineReaders(linux))).os, {
      family: 'linux',
      name: 'Debian GNU/Linux 12 (bookworm)',
      id: 'debian',
      version: '12',
      architecture: 'arm64',
    });
  });

  it('of Linux, where only /usr/lib has it, and no version', async () => {
    const files = { '/usr/lib/os-release': 'ID=arch\nPRETTY_NAME="Arch Linux"\n' };
    const { os } = await gatherOs(machineReaders({ ...linux, files, commands: {} }));
    assert.deepEqual(os, { family: 'linux', name: 'Arch Linux', id: 'arch', architecture: 'x64' });
  });

  it('of Linux without either is untold', async () => {
    const { os, osError } = await gatherOs(machineReaders({ ...linux, files: {} }));
    assert.equal(os, undefined);
    assert.equal(osError?.code, 'not-found');
  });

  it('of an Intel Mac, whose sysctl knows no hw.optional.arm64', async () => {
    const commands = {
      '/usr/bin/sw_vers': { stdout: 'ProductName:\tmacOS\nProductVersion:\t13.7.8\nBuildVersion:\t22H730\n' },
      '/usr/bin/uname -m': { stdout: 'x86_64\n' },
    };
    const otherwise = { '/usr/sbin/sysctl': { exitCode: 1, stderr: 'unknown oid' } };
    const { os } = await gatherOs(machineReaders({ ...linux, platform: 'darwin', commands, otherwise }));
    assert.equal(os?.architecture, 'x64');
    assert.equal(os.version, '13.7.8');
  });

  for (const [build, type, version, id] of [
    ['26200', 'Client', '11', 'windows'],
    ['19045', 'Client', '10', 'windows'],
    ['9600', 'Client', '8.1', 'windows'],
    ['9200', 'Client', '6.3', 'windows'],
    ['20348', 'Server', '10', 'windows-server'],
    ['26100', 'Server Core', '11', 'windows-server'],
  ] as const) {
    it(`of Windows build ${build} (${type}) is ${id} ${version}`, async () => {
      const key = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`;
      const rows = {
        CurrentBuild: build,
        InstallationType: type,
        CurrentVersion: '6.3',
        ProductName: 'Windows 10 Pro',
      };
      const stdout = `\r\nHKEY_LOCAL_MACHINE\\x\r\n${Object.entries(rows)
        .map(([name, value]) => `    ${name}    REG_SZ    ${value}\r\n`)
        .join('')}\r\n`;
      const commands = { ...healthyHost.machine.commands, [`reg query ${key}`]: { stdout } };
      const { os } = await gatherOs(machineReaders({ ...healthyHost.machine, commands }));
      assert.deepEqual([os?.version, os?.id], [version, id]);
    });
  }

  it('of a platform nobody knows is untold', async () => {
    assert.equal(
      (await gatherOs(machineReaders({ ...linux, platform: 'aix' }))).osError?.code,
      'unknown-platform',
    );
  });
});
