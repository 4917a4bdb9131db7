/**
 * A Windows machine on which the program is installed and the browsers are told of the application, and what can be
 * wrong with it: disk, system, registry keys, browser policies. The commands answer as Windows' own do.
 */
import type { Fault } from '../areas/define.js';
import type { MachinePlan, Output } from '../machine.js';

export interface HostPlan {
  readonly machine: MachinePlan;
  /** Origins of the applications, and of the sites that show them in a frame. */
  readonly origins: readonly string[];
  readonly embeddingOrigins: readonly string[];
}

/** Name, type and value of each registry value, as `reg query` shows them below their key. */
type Rows = readonly (readonly [name: string, type: string, data: string])[];

const shown = (key: string, rows: Rows): string =>
  ['', key, ...rows.map(([name, type, data]) => `    ${name}    ${type}    ${data}`), ''].join('\r\n');

const printed = (...keys: readonly (readonly [key: string, rows: Rows])[]): Output => ({
  stdout: `${keys.map(([key, rows]) => shown(key, rows)).join('')}\r\n`,
});

const absent: Output = {
  exitCode: 1,
  stderr: 'ERROR: The system was unable to find the specified registry key or value.\r\n',
};
const refused: Output = {
  exitCode: 1,
  stderr: 'ERROR: Registry editing has been disabled by your administrator.\r\n',
};

const windowsKey = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`;
const environmentKey = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment`;
const chromeKey = String.raw`HKLM\SOFTWARE\Policies\Google\Chrome`;
const programKey = String.raw`HKCU\SOFTWARE\Trust1Team\Trust1Connector`;
const program = 'C:/Users/ann/AppData/Local/LabProgram';
const machineKey = programKey.replace('HKCU', 'HKLM');
const longHive = (key: string): string =>
  key.replace(/^HKLM/, 'HKEY_LOCAL_MACHINE').replace(/^HKCU/, 'HKEY_CURRENT_USER');

const windows = (values: Readonly<Record<string, string>>): Output =>
  printed([longHive(windowsKey), Object.entries(values).map(([name, value]) => [name, 'REG_SZ', value])]);

const windows11 = {
  ProductName: 'Windows 10 Pro',
  EditionID: 'Professional',
  InstallationType: 'Client',
  CurrentVersion: '6.3',
  CurrentBuild: '26200',
  DisplayVersion: '25H2',
};

const policyList = (name: string, ...patterns: readonly string[]): readonly [string, Rows] => [
  `${longHive(chromeKey)}\\${name}`,
  patterns.map((pattern, index) => [String(index + 1), 'REG_SZ', pattern]),
];

const application = 'https://app.example';
const allowed = 'LoopbackNetworkAllowedForUrls';
const query = (key: string): string => `reg query ${key}`;
const chromePolicies = `${query(chromeKey)} /s`;
const chromeVersion = String.raw`reg query HKCU\SOFTWARE\Google\Chrome\BLBeacon /v version`;
const gigabyte = 1_000_000_000;
const disk = (freeBytes: number, device = 'C'): MachinePlan['volumes'][string] => ({ device, freeBytes });

export const healthyHost: HostPlan = {
  origins: [application],
  embeddingOrigins: [],
  machine: {
    platform: 'win32',
    home: String.raw`C:\Users\ann`,
    processArchitecture: 'x64',
    env: {
      LOCALAPPDATA: String.raw`C:\Users\ann\AppData\Local`,
      ProgramFiles: String.raw`C:\Program Files`,
      TEMP: String.raw`D:\Temp`,
    },
    files: {},
    otherwise: { reg: absent },
    commands: {
      [query(windowsKey)]: windows(windows11),
      [query(environmentKey)]: printed([
        longHive(environmentKey),
        [['PROCESSOR_ARCHITECTURE', 'REG_SZ', 'AMD64']],
      ]),
      [query(String.raw`HKCU\Environment`)]: printed([String.raw`HKEY_CURRENT_USER\Environment`, []]),
      [query(machineKey)]: absent,
      [query(String.raw`HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Run`)]: printed([
        String.raw`HKEY_CURRENT_USER\SOFTWARE\Microsoft\Windows\CurrentVersion\Run`,
        [],
      ]),
      [query(programKey)]: printed([longHive(programKey), []]),
      [chromeVersion]: printed([
        String.raw`HKEY_CURRENT_USER\SOFTWARE\Google\Chrome\BLBeacon`,
        [['version', 'REG_SZ', '150.0.7871.100']],
      ]),
      [chromePolicies]: printed(policyList(allowed, application)),
    },
    sizes: {
      [`${program}/api.exe`]: 30_000_000,
      [`${program}/registry.exe`]: 8_000_000,
      [`${program}/sandbox.exe`]: 6_000_000,
    },
    volumes: { 'C:/': disk(50 * gigabyte), 'D:/': disk(5 * gigabyte, 'D') },
  },
};

const machine =
  (changes: (before: MachinePlan) => Partial<MachinePlan>) =>
  (plan: HostPlan): HostPlan => ({ ...plan, machine: { ...plan.machine, ...changes(plan.machine) } });
const answers = (commands: MachinePlan['commands']): ((plan: HostPlan) => HostPlan) =>
  machine((before) => ({ commands: { ...before.commands, ...commands } }));
const system = (changes: Partial<typeof windows11>): ((plan: HostPlan) => HostPlan) =>
  answers({ [query(windowsKey)]: windows({ ...windows11, ...changes }) });
const volumes = (changes: MachinePlan['volumes']): ((plan: HostPlan) => HostPlan) =>
  machine((before) => ({ volumes: { ...before.volumes, ...changes } }));
const chromeHas = (...lists: readonly (readonly [string, Rows])[]): ((plan: HostPlan) => HostPlan) =>
  answers({ [chromePolicies]: printed(...lists) });

export const hostFaults: readonly Fault<HostPlan>[] = [
  {
    id: 'disk-full',
    description: 'the volume of the user’s programs has 12 MB left',
    change: volumes({ 'C:/': disk(12_000_000) }),
  },
  {
    id: 'disk-shared-by-installer',
    description: 'installer and program go to one volume, which has room for either of them only',
    change: machine(() => ({ volumes: { 'C:/': disk(60_000_000), 'D:/': disk(60_000_000) } })),
  },
  {
    id: 'disk-without-tolerance',
    description: 'the volume has room for the program and not for the next, slightly larger one',
    change: volumes({ 'C:/': disk(52_000_000) }),
  },
  {
    id: 'disk-unreadable',
    description: 'the user’s folder lies on a network drive that is away',
    change: volumes({
      'C:/Users/': { code: 'unreadable', message: String.raw`C:\Users\ann: the network path was not found` },
    }),
  },
  {
    id: 'installed-with-logs',
    description: 'the program writes logs beside itself and never clears them',
    change: machine(({ sizes = {} }) => ({
      sizes: { ...sizes, [`${program}/logs/trace.log`]: 900_000_000 },
    })),
  },
  {
    id: 'installed-without-sandbox',
    description: 'a clean-up tool took one of the program’s parts',
    change: machine(({ sizes = {} }) => ({
      sizes: Object.fromEntries(Object.entries(sizes).filter(([path]) => !path.endsWith('/sandbox.exe'))),
    })),
  },
  {
    id: 'system-too-old',
    description: 'the machine runs Windows 8.1, which is older than the program supports',
    change: system({ ProductName: 'Windows 8.1 Pro', CurrentBuild: '9600', DisplayVersion: '' }),
  },
  {
    id: 'system-linux-ongoing',
    description: 'the machine runs Linux, of which support is under way and not there',
    change: machine(() => ({
      platform: 'linux',
      home: '/home/ann',
      env: {},
      files: { '/etc/os-release': 'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian GNU/Linux 13"\n' },
      otherwise: {},
      commands: { 'uname -m': { stdout: 'x86_64\n' } },
      volumes: { '/': disk(50 * gigabyte) },
    })),
  },
  {
    id: 'system-past-its-end',
    description: 'the machine runs a Windows 11 of three years ago, which gets no updates any more',
    change: system({ CurrentBuild: '22631', DisplayVersion: '23H2' }),
  },
  {
    id: 'system-needs-extended-updates',
    description: 'the machine still runs Windows 10, supported only for those who enrolled',
    change: system({ CurrentBuild: '19045', DisplayVersion: '22H2' }),
  },
  {
    id: 'system-unknown',
    description: 'the machine runs a preview build that no table knows',
    change: system({ CurrentBuild: '29999', DisplayVersion: '28H1' }),
  },
  {
    id: 'system-unreadable',
    description: 'a policy keeps the user from reading the version in the registry',
    change: answers({ [query(windowsKey)]: refused }),
  },
  {
    id: 'processor-of-32-bits',
    description: 'the machine has a 32-bit Windows, for which there is no build',
    change: answers({
      [query(environmentKey)]: printed([
        longHive(environmentKey),
        [['PROCESSOR_ARCHITECTURE', 'REG_SZ', 'x86']],
      ]),
    }),
  },
  {
    id: 'registry-key-missing',
    description: 'the program was installed for another user: its key is not there',
    change: answers({ [query(programKey)]: absent }),
  },
  {
    id: 'registry-key-of-machine',
    description: 'a package installed the program for the whole machine, and left its key there',
    change: answers({ [query(machineKey)]: printed([longHive(machineKey), []]) }),
  },
  {
    id: 'registry-refused',
    description: 'the administrator disabled registry tools, and reg refuses every key of the user',
    change: machine((before) => ({
      otherwise: { reg: refused },
      commands: Object.fromEntries(
        Object.entries(before.commands).map(([line, output]) => [
          line,
          /^reg query HK(?:CU\\(?:Env|SOFTWARE\\(?:Mic|Trust))|LM\\SOFTWARE\\Trust)/.test(line)
            ? refused
            : output,
        ]),
      ),
    })),
  },
  {
    id: 'policy-missing',
    description: 'nobody told the browser of the application',
    change: answers({ [chromePolicies]: absent }),
  },
  {
    id: 'policy-for-another-origin',
    description: 'the policy names the application’s address of before it moved',
    change: chromeHas(policyList(allowed, 'https://old.app.example')),
  },
  {
    id: 'policy-blocks-origin',
    description: 'the security team blocks the very origin that the application team allowed',
    change: chromeHas(policyList(allowed, '*'), policyList('LoopbackNetworkBlockedForUrls', application)),
  },
  {
    id: 'policy-names-the-program',
    description: 'the policy names the called name where the calling page belongs',
    change: chromeHas(policyList(allowed, 'https://t1c.t1t.io:51983')),
  },
  {
    id: 'policy-star-in-host',
    description: 'the policy writes *.app.example, which Chromium takes for no pattern',
    change: chromeHas(policyList(allowed, 'https://*.app.example')),
  },
  {
    id: 'policy-recommended-only',
    description: 'the policy stands among the recommended ones, where it does nothing',
    change: chromeHas(policyList(`Recommended\\${allowed}`, application)),
  },
  {
    id: 'policy-newer-than-browser',
    description: 'the browser was not updated and passes over the newer name of the policy',
    change: answers({
      [chromeVersion]: printed([
        String.raw`HKEY_CURRENT_USER\SOFTWARE\Google\Chrome\BLBeacon`,
        [['version', 'REG_SZ', '144.0.7559.60']],
      ]),
    }),
  },
  {
    id: 'policy-misnamed',
    description: 'beside the right policy stands one under a name that was only ever in print',
    change: chromeHas(
      policyList(allowed, application),
      policyList('LoopbackNetworkAccessAllowedForUrls', application),
    ),
  },
  {
    id: 'guard-switched-off',
    description: 'the guard is switched off for every site, by a policy that will go away',
    change: chromeHas([
      longHive(chromeKey),
      [['LocalNetworkAccessRestrictionsTemporaryOptOut', 'REG_DWORD', '0x1']],
    ]),
  },
  {
    id: 'application-over-http',
    description: 'the application is served over HTTP, from where no browser lets it call',
    change: (plan) => ({ ...plan, origins: ['http://intranet.example'] }),
  },
  {
    id: 'application-in-a-frame',
    description: 'another site shows the application in a frame, which has to hand the local network on',
    change: (plan) => ({ ...plan, embeddingOrigins: ['https://portal.example'] }),
  },
];
