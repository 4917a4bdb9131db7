/** `readSettings` on input that is not a settings file, or not a whole one: a clear error, soon. */
import assert from 'node:assert/strict';
import { ParseError } from '../../lib/errors.js';
import { detectFormat, formats, readSettings } from '../../lib/proxy/index.js';
import { workOf } from '../work.js';
import { fixture } from './fixtures.js';

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ParseError, String(error));
    assert.match(error.message, /\w/);
    return error.code;
  }
  return 'no error';
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('proxy/read', () => {
  const bad: readonly (readonly [string, Uint8Array, string])[] = [
    ['nothing', new Uint8Array(), 'empty-file'],
    [
      'a text of another kind',
      utf8('Dear colleague,\nplease find attached the minutes.\n'),
      'unknown-format',
    ],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0, 0, 9, 9), 'not-text'],
    // The head of what `openssl smime -sign -nodetach -outform der` writes, and the same without its length.
    [
      'a signed profile',
      Buffer.from('30820a2b06092a864886f70d010702a0820a1c30820a18020101', 'hex'),
      'signed',
    ],
    ['one of BER', Buffer.from('308006092a864886f70d010702a0803080020101', 'hex'), 'signed'],
    ['UTF-16 cut in the middle of a unit', Uint8Array.of(0xff, 0xfe, 0x57, 0x00, 0x69), 'bad-encoding'],
    ['a UTF-8 mark before Latin-1', Uint8Array.of(0xef, 0xbb, 0xbf, 0xe9, 0xe9), 'bad-encoding'],
    [
      'a .reg with a value of no type',
      utf8('REGEDIT4\r\n[HKEY_CURRENT_USER\\X]\r\n"a"=dwrd:1\r\n'),
      'bad-registry-value',
    ],
    ['a .reg with an open key', utf8('REGEDIT4\r\n[HKEY_CURRENT_USER\\X\r\n'), 'bad-registry-key'],
    [
      'a .reg cut inside a hex value',
      utf8('REGEDIT4\r\n[HKEY_CURRENT_USER\\X]\r\n"a"=hex:46,00,\\\r\n'),
      'truncated',
    ],
    [
      'a .reg with bytes that are none',
      utf8('REGEDIT4\r\n[HKEY_CURRENT_USER\\X]\r\n"a"=hex:46,0g\r\n'),
      'bad-registry-value',
    ],
  ];
  for (const [what, bytes, code] of bad) {
    it(`${what}: ${code}`, () => {
      assert.equal(
        codeOf(() => readSettings(bytes)),
        code,
      );
    });
  }

  it('refuses 100 MB without reading them', () => {
    const huge = new Uint8Array(100 * 1024 * 1024).fill(0x61);
    const { result, units } = workOf(() => codeOf(() => readSettings(huge, { fileName: 'huge' })));
    assert.equal(result, 'file-too-large');
    assert.ok(units < 1, `${units} units`);
  });

  it('names file and line', () => {
    const text = 'REGEDIT4\n\n[HKEY_CURRENT_USER\\X]\n"a"=nonsense\n';
    assert.throws(
      () => readSettings(text, { fileName: 'C:\\x.reg' }),
      (error: ParseError) => {
        assert.equal(error.line, 4);
        assert.match(error.message, /C:\\x\.reg:4/);
        return true;
      },
    );
  });

  it('takes the format that is asked for, and says which there are', () => {
    assert.equal(
      codeOf(() => readSettings('x', { format: 'nonsense' })),
      'unknown-format',
    );
    assert.equal(readSettings('A=b', { format: 'environment' })[0]?.format, 'environment');
  });

  it('knows a file by its path, and an output by its command', () => {
    const rows: readonly (readonly [string, string])[] = [
      ['/etc/opt/chrome/policies/managed/corp.json', 'chromium-policy'],
      ['/home/jo/.config/git/config', 'gitconfig'],
      ['/home/jo/.kube/config', 'kubeconfig'],
      ['dconf dump /system/proxy/', 'dconf'],
      ['gsettings list-recursively org.gnome.system.proxy', 'gsettings'],
      ['reg query HKCU\\Software\\X', 'reg-query'],
      ['netsh winhttp show proxy', 'netsh-winhttp'],
      ['networksetup -getproxybypassdomains Wi-Fi', 'networksetup'],
      ['C:\\Users\\jo\\.npmrc', 'npmrc'],
    ];
    for (const [name, format] of rows) assert.equal(detectFormat('{}\n', name), format, name);
  });

  it('reads the policies of Firefox in the registry, member by member or as JSON', () => {
    const key = '[HKEY_LOCAL_MACHINE\\Software\\Policies\\Mozilla\\Firefox';
    const single = readSettings(
      `REGEDIT4\n${key}\\Proxy]\n"Mode"="manual"\n"HTTPProxy"="p:1"\n"UseHTTPProxyForAllProtocols"=dword:1\n"Passthrough"="t1c.t1t.io"\n`,
    );
    const json = readSettings(
      `REGEDIT4\n${key}]\n"Proxy"="{\\"Mode\\":\\"manual\\",\\"HTTPProxy\\":\\"p:1\\",\\"UseHTTPProxyForAllProtocols\\":true,\\"Passthrough\\":\\"t1c.t1t.io\\"}"\n`,
    );
    for (const [settings] of [single, json]) {
      assert.deepEqual(
        [
          settings?.store,
          settings?.managed,
          settings?.mode?.value,
          settings?.servers[0]?.scheme,
          settings?.bypass?.rules,
        ],
        ['firefox', true, 'manual', 'all', 't1c.t1t.io'],
      );
    }
  });

  it('lets the file name decide where the content does not', () => {
    assert.equal(detectFormat('PATH=/bin\n', '/etc/environment'), 'environment');
  });

  it('describes every format', () => {
    for (const format of formats()) assert.ok(format.title.length > 0 && format.source.length > 0, format.id);
    assert.equal(new Set(formats().map(({ id }) => id)).size, formats().length);
  });

  it('does not stop at a cut binary value: it is an issue of its scope', () => {
    const text =
      'REGEDIT4\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections]\n' +
      '"DefaultConnectionSettings"=hex:46,00,00,00,01,00,00,00,03,00,00,00,ff,00,00,00,41\n';
    const [settings] = readSettings(text);
    assert.deepEqual(
      settings?.issues.map(({ code, origin }) => [code, origin.line]),
      [['bad-connection-settings', 3]],
    );
  });

  it('reads every prefix of a .reg file or says why not, without any other error', () => {
    const whole = fixture('reg.internet-settings.reg');
    for (let length = 1; length < whole.length; length += 97) {
      const code = codeOf(() => readSettings(whole.subarray(0, length), { format: 'reg' }));
      assert.ok(
        [
          'no error',
          'bad-encoding',
          'truncated',
          'bad-registry-value',
          'bad-registry-key',
          'not-a-reg-file',
          'not-text',
        ].includes(code),
        code,
      );
    }
  });
});
