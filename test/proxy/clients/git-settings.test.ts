/** git by its own settings, beside the variables that they read as well. */
import { describeRows, env, url } from './settings-rows.js';

describeRows('proxy/clients: settings of git', {
  git: [
    // The next ones as `git config --get-urlmatch http.proxy` of git 2.39 answers.
    [[url('https://a.example/x', 'http://g:1')], 'https://a.example/', 'direct no-settings -'],
    [
      [url('https://a.example/x', 'http://g:1')],
      'https://a.example/x',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [[url('https://a.example/x', 'http://g:1')], 'https://a.example/xy', 'direct no-settings -'],
    [
      [url('https://a.example/x/', 'http://g:1')],
      'https://a.example/x/y.git',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [url('https://a.example/x/', 'http://g:1')],
      'https://a.example/x',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [[url('https://jo@a.example', 'http://g:1')], 'https://a.example/', 'direct no-settings -'],
    [
      [url('https://jo@a.example', 'http://g:1')],
      'https://jo@a.example/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [url('https://a.example', 'http://g:1')],
      'https://jo@a.example/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [url('https://a.example.', 'http://g:1')],
      'https://a.example/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [[url('https://*x.example', 'http://g:1')], 'https://ax.example/', 'direct no-settings -'],
    [
      [url('https://a.example', 'http://g:1')],
      'https://a.example./',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [url('https://[::1]:8443', 'http://g:1')],
      'https://[::1]:8443/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [url('https://*.example/longer/path', 'http://g:1'), url('https://aaa.example', 'http://h:1')],
      'https://aaa.example/longer/path/x',
      'proxy proxy-configured gitconfig:2 http://h:1',
    ],
    [
      [url('https://aaa.example', 'http://g:1'), url('https://*.example/longer/path', 'http://h:1')],
      'https://aaa.example/longer/path/x',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [url('https://a.example', 'http://g:1'), url('https://*.example', 'http://h:1')],
      'https://a.example/',
      'proxy proxy-configured gitconfig:2 http://h:1',
    ],
    [
      [url('https://a.example/x', 'http://g:1'), url('https://jo@a.example', 'http://h:1')],
      'https://jo@a.example/x',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [['gitconfig', '[https "https://a.example"]', ' proxy = http://wrong:1']],
      'https://a.example/',
      'direct no-settings -',
    ],
    [
      [['gitconfig', '[http]', ' proxy = http://g:1', '[https]', ' proxy = http://wrong:1']],
      'https://a.example/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [url('https://a.example', 'http://g:1')],
      'https://a.example/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [[url('https://a.example', 'http://g:1')], 'http://a.example/', 'direct no-settings -'],
    [
      [url('http://a.example', 'http://g:1')],
      'http://a.example/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [[url('http://a.example', 'http://g:1')], 'http://a.example:8080/', 'direct no-settings -'],
    [[url('HTTPS://A.example:443/x', 'http://g:1')], 'https://a.example/', 'direct no-settings -'],
    [[url('https://jo@a.example:8443', 'http://g:1')], 'https://a.example:8443/', 'direct no-settings -'],
    [[url('https://a.example:8443', 'http://g:1')], 'https://a.example/', 'direct no-settings -'],
    [
      [url('https://*.example', 'http://g:1')],
      'https://a.example/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [[url('https://*.example', 'http://g:1')], 'https://b.a.example/', 'direct no-settings -'],
    [[url('https://*.other', 'http://g:1')], 'https://a.example/', 'direct no-settings -'],
    [[url('https://a', 'http://g:1')], 'https://a.example/', 'direct no-settings -'],
    [[url('a.example', 'http://g:1')], 'https://a.example/', 'direct no-settings -'],
    [[url('xhttps://a.example', 'http://g:1')], 'https://a.example/', 'direct no-settings -'],
    [
      [url('https://a.example', 'http://g:1'), ['gitconfig', '[http]', ' proxy = http://h:1']],
      'https://a.example/',
      'proxy proxy-configured gitconfig:2 http://g:1',
    ],
    [
      [['gitconfig', '[http]', ' proxy = http://g:1', '[http]', ' proxy = http://h:1']],
      'https://a.example/',
      'proxy proxy-configured gitconfig:4 http://h:1',
    ],
    [
      [url('https://b.example', 'http://g:1'), env('https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [url('https://b.example', 'http://g:1'), env('https_proxy=http://e:1', 'no_proxy=a.example')],
      'https://a.example/',
      'direct bypass-rule environment:2 a.example',
    ],
    [
      [['gitconfig', '[http]', ' proxy = http://g:1'], env('no_proxy=a.example')],
      'https://a.example/',
      'direct bypass-rule environment:1 a.example',
    ],
    [
      [env('https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
  ],
});
