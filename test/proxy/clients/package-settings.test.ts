/** npm, apt and wget by their own settings, beside the variables that they read as well. */
import { describeRows, env } from './settings-rows.js';

describeRows('proxy/clients: settings of package managers', {
  npm: [
    [
      [['npmrc', 'https-proxy=http://s:1', 'proxy=http://p:1']],
      'http://a.example/',
      'proxy proxy-configured npmrc:1 http://s:1',
    ],
    [[['npmrc', 'proxy=http://p:1']], 'https://a.example/', 'proxy proxy-configured npmrc:1 http://p:1'],
    [
      [['npmrc', 'proxy=http://p:1'], env('https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured npmrc:1 http://p:1',
    ],
    [
      [['npmrc', 'noproxy=a.example'], env('HTTPS_PROXY=http://e:1', 'no_proxy=b.example')],
      'https://a.example/',
      'direct bypass-rule npmrc:1 a.example',
    ],
    [
      [['npmrc', 'noproxy=a.example'], env('HTTPS_PROXY=http://e:1', 'no_proxy=b.example')],
      'https://b.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [env('HTTPS_PROXY=http://e:1', 'no_proxy=a.example')],
      'https://a.example/',
      'direct bypass-rule environment:2 a.example',
    ],
    [[env('http_proxy=http://e:1')], 'https://a.example/', 'direct no-proxy-for-scheme -'],
    [[env('http_proxy=http://e:1')], 'http://a.example/', 'proxy proxy-configured environment:1 http://e:1'],
    [
      [env('http_proxy=http://e:1', 'https_proxy=http://f:1')],
      'http://a.example/',
      'proxy proxy-configured environment:2 http://f:1',
    ],
    [
      [env('https_proxy=http://e:1', 'no_proxy=.')],
      'https://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [[['npmrc', 'proxy=foo://p:1']], 'https://a.example/', 'unknown unusable-value npmrc:1'],
  ],
  apt: [
    [[env('https_proxy=http://e:1')], 'http://a.example/', 'direct no-proxy-for-scheme -'],
    [[env('http_proxy=http://e:1')], 'http://a.example/', 'proxy proxy-configured environment:1 http://e:1'],
    [[env('http_proxy=http://e:1')], 'https://a.example/', 'proxy proxy-configured environment:1 http://e:1'],
    [
      [env('http_proxy=http://e:1', 'https_proxy=http://f:1')],
      'https://a.example/',
      'proxy proxy-configured environment:2 http://f:1',
    ],
    [
      [env('http_proxy=http://e:1', 'no_proxy=a.example')],
      'http://a.example/',
      'direct bypass-rule environment:2 a.example',
    ],
    [
      [['apt-conf', 'Acquire::http::Proxy "http://c:1";'], env('http_proxy=http://e:1')],
      'http://a.example/',
      'proxy proxy-configured apt-conf:1 http://c:1',
    ],
    [
      [['apt-conf', 'Acquire::http::Proxy "http://c:1";'], env('http_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured apt-conf:1 http://c:1',
    ],
    [
      [['apt-conf', 'Acquire::https::Proxy "http://c:1";'], env('http_proxy=http://e:1')],
      'http://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [['apt-conf', 'Acquire::http::Proxy "http://c:1";', 'Acquire::https::Proxy "http://s:1";']],
      'https://a.example/',
      'proxy proxy-configured apt-conf:2 http://s:1',
    ],
    [
      [['apt-conf', 'Acquire::https::Proxy "http://s:1";', 'Acquire::http::Proxy "http://c:1";']],
      'http://a.example/',
      'proxy proxy-configured apt-conf:2 http://c:1',
    ],
    [
      [['apt-conf', 'Acquire::http::Proxy "http://c:1";', 'Acquire::http::Proxy "http://c:2";']],
      'http://a.example/',
      'proxy proxy-configured apt-conf:2 http://c:2',
    ],
    [
      [['apt-conf', 'Acquire::http::Proxy "http://c:1";', 'Acquire::http::Proxy::a.example "DIRECT";']],
      'http://a.example/',
      'direct host-exception apt-conf:2',
    ],
    [
      [['apt-conf', 'Acquire::http::Proxy "http://c:1";', 'Acquire::http::Proxy::a.example "DIRECT";']],
      'http://b.example/',
      'proxy proxy-configured apt-conf:1 http://c:1',
    ],
    [
      [['apt-conf', 'Acquire::http::Proxy "false";']],
      'http://a.example/',
      'direct host-exception apt-conf:1',
    ],
    [
      [['apt-conf', 'Acquire::http::Proxy "http://c:1";'], env('no_proxy=a.example')],
      'http://a.example/',
      'direct bypass-rule environment:1 a.example',
    ],
    [[['apt-conf', 'Acquire::http::Timeout "3";']], 'http://a.example/', 'direct no-proxy-for-scheme -'],
  ],
  wget: [
    [
      [['wgetrc', 'https_proxy = http://w:1', 'http_proxy = http://w:2']],
      'http://a.example/',
      'proxy proxy-configured wgetrc:2 http://w:2',
    ],
    [
      [['wgetrc', 'https_proxy = http://w:1'], env('http_proxy=http://e:1')],
      'http://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [['wgetrc', 'https_proxy = http://w:1'], env('https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured wgetrc:1 http://w:1',
    ],
    [
      [['wgetrc', 'https_proxy = http://w:1', 'no_proxy = a.example']],
      'https://a.example/',
      'direct bypass-rule wgetrc:2 a.example',
    ],
    [
      [['wgetrc', 'https_proxy = http://w:1', 'no_proxy = a.example'], env('no_proxy=b.example')],
      'https://a.example/',
      'direct bypass-rule wgetrc:2 a.example',
    ],
    [
      [['wgetrc', 'https_proxy = http://w:1', 'no_proxy = a.example'], env('no_proxy=b.example')],
      'https://b.example/',
      'direct bypass-rule environment:1 b.example',
    ],
    [
      [['wgetrc', 'https_proxy = http://w:1', 'no_proxy = a.example'], env('no_proxy=b.example')],
      'https://c.example/',
      'proxy proxy-configured wgetrc:1 http://w:1',
    ],
    [[['wgetrc', 'no_proxy = a.example']], 'https://a.example/', 'direct no-proxy-for-scheme -'],
    [
      [env('https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [[env('https_proxy=http://e:1')], 'http://a.example/', 'direct no-proxy-for-scheme -'],
    [
      [env('https_proxy=http://e:1', 'no_proxy=')],
      'https://a.example./',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [env('https_proxy=http://e:1', 'no_proxy=b,\ta.example')],
      'https://a.example/',
      'direct bypass-rule environment:2 a.example',
    ],
  ],
});
