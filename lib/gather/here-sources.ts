/**
 * Where proxy settings lie on a machine, by operating system: files (`~` is the user's home, `*` one path component,
 * `%NAME%` an environment variable) and commands with fixed arguments. All can be read by a normal user. Data only.
 */

export interface HereFile {
  readonly kind: 'file';
  readonly path: string;
  /** Reader; absent: by content and file name. */
  readonly format?: string;
}

export interface HereCommand {
  readonly kind: 'command';
  readonly program: string;
  readonly args: readonly string[];
  readonly format?: string;
}

export type HereSource = HereFile | HereCommand;

const file = (path: string, format?: string): HereFile => ({
  kind: 'file',
  path,
  ...(format === undefined ? {} : { format }),
});
const command = (program: string, args: readonly string[], format?: string): HereCommand => ({
  kind: 'command',
  program,
  args,
  ...(format === undefined ? {} : { format }),
});

/** What command-line programs read, the same on Linux and macOS. */
const unixFiles: readonly HereSource[] = [
  file('~/.curlrc'),
  file('~/.wgetrc'),
  file('/etc/wgetrc'),
  file('~/.gitconfig'),
  file('~/.config/git/config'),
  file('/etc/gitconfig'),
  file('~/.npmrc'),
  file('~/.yarnrc.yml'),
  file('~/.pip/pip.conf'),
  file('~/.config/pip/pip.conf'),
  file('/etc/pip.conf'),
  file('~/.m2/settings.xml'),
  file('~/.gradle/gradle.properties'),
  file('~/.docker/config.json'),
  file('/etc/docker/daemon.json'),
  file('~/.kube/config'),
];

const internetSettings = String.raw`Software\Microsoft\Windows\CurrentVersion\Internet Settings`;

export const hereSources: Readonly<Partial<Record<NodeJS.Platform, readonly HereSource[]>>> = {
  linux: [
    file('/etc/environment', 'environment'),
    file('/etc/sysconfig/proxy', 'environment'),
    file('/etc/profile.d/*proxy*.sh', 'environment'),
    file('/etc/systemd/system.conf.d/*.conf'),
    file('/etc/systemd/system/docker.service.d/*.conf'),
    file('/etc/apt/apt.conf'),
    file('/etc/apt/apt.conf.d/*proxy*'),
    file('~/.config/kioslaverc'),
    file('/etc/opt/chrome/policies/managed/*.json'),
    file('/etc/opt/edge/policies/managed/*.json'),
    file('/etc/chromium/policies/managed/*.json'),
    file('/etc/firefox/policies/policies.json'),
    file('/usr/lib/firefox/distribution/policies.json'),
    file('/usr/lib/firefox-esr/distribution/policies.json'),
    file('~/.mozilla/firefox/*/prefs.js'),
    file('~/.mozilla/firefox/*/user.js'),
    file('~/snap/firefox/common/.mozilla/firefox/*/prefs.js'),
    command('gsettings', ['list-recursively', 'org.gnome.system.proxy']),
    ...unixFiles,
  ],
  darwin: [
    command('/usr/sbin/scutil', ['--proxy'], 'scutil'),
    file('/Library/Preferences/SystemConfiguration/preferences.plist'),
    file('/Library/Managed Preferences/com.google.Chrome.plist'),
    file('/Library/Managed Preferences/com.microsoft.Edge.plist'),
    file('/Library/Managed Preferences/org.mozilla.firefox.plist'),
    file('/Applications/Firefox.app/Contents/Resources/distribution/policies.json'),
    file('~/Library/Application Support/Firefox/Profiles/*/prefs.js'),
    ...unixFiles,
  ],
  win32: [
    command('reg', ['query', `HKCU\\${internetSettings}`], 'reg-query'),
    command('reg', ['query', `HKLM\\${internetSettings}`], 'reg-query'),
    command('reg', ['query', `HKCU\\${internetSettings}\\Connections`], 'reg-query'),
    command('reg', ['query', `HKLM\\${internetSettings}\\Connections`], 'reg-query'),
    command(
      'reg',
      ['query', String.raw`HKLM\Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`],
      'reg-query',
    ),
    command('reg', ['query', String.raw`HKLM\Software\Policies\Google\Chrome`], 'reg-query'),
    command('reg', ['query', String.raw`HKLM\Software\Policies\Microsoft\Edge`], 'reg-query'),
    command('reg', ['query', String.raw`HKLM\Software\Policies\Mozilla\Firefox`, '/s'], 'reg-query'),
    command('netsh', ['winhttp', 'show', 'proxy'], 'netsh-winhttp'),
    file('%APPDATA%/Mozilla/Firefox/Profiles/*/prefs.js'),
    file('%APPDATA%/pip/pip.ini'),
    file('~/.wslconfig'),
    file('~/.npmrc'),
    file('~/.gitconfig'),
    file('~/.curlrc'),
    file('~/.m2/settings.xml'),
    file('~/.gradle/gradle.properties'),
    file('~/.docker/config.json'),
    file('~/.kube/config'),
  ],
};
