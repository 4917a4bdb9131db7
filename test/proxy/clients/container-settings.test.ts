/** Docker, kubectl and KDE by their own settings, beside the variables that they read as well. */
import { describeRows, docker, env, kde, kubeconfig } from './settings-rows.js';

describeRows('proxy/clients: settings of containers and desktops', {
  docker: [
    [
      [env('https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [docker('"https-proxy": "http://d:1"'), env('https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured docker-daemon:2 http://d:1',
    ],
    [
      [docker('"https-proxy": "http://d:1"'), env('http_proxy=http://e:1')],
      'http://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [docker('"https-proxy": "http://d:1"'), env('no_proxy=a.example')],
      'https://a.example/',
      'direct bypass-rule environment:1 a.example',
    ],
    [
      [docker('"https-proxy": "http://d:1"', '"no-proxy": "b.example"'), env('no_proxy=a.example')],
      'https://a.example/',
      'proxy proxy-configured docker-daemon:2 http://d:1',
    ],
    [
      [docker('"https-proxy": "http://d:1"', '"no-proxy": "b.example"')],
      'https://b.example/',
      'direct bypass-rule docker-daemon:3 b.example',
    ],
    [[docker('"https-proxy": "http://d:1"')], 'https://127.0.0.1/', 'direct implicit-bypass -'],
    [[docker('"http-proxy": "http://d:1"')], 'https://a.example/', 'direct no-proxy-for-scheme -'],
  ],
  kubectl: [
    [
      [kubeconfig('http://k:1', 'https://a.example:6443')],
      'https://a.example:6443/x',
      'proxy proxy-configured kubeconfig:5 http://k:1',
    ],
    [
      [kubeconfig('http://k:1', 'https://a.example:6443')],
      'https://a.example:6444/',
      'direct no-proxy-for-scheme -',
    ],
    [
      [kubeconfig('http://k:1', 'https://a.example:6443')],
      'https://b.example:6443/',
      'direct no-proxy-for-scheme -',
    ],
    [
      [kubeconfig('http://k:1', 'https://a.example')],
      'https://a.example/',
      'proxy proxy-configured kubeconfig:5 http://k:1',
    ],
    [
      [kubeconfig('http://k:1', 'http://a.example')],
      'http://a.example/',
      'proxy proxy-configured kubeconfig:5 http://k:1',
    ],
    [
      [kubeconfig('http://k:1', 'xhttps://a.example:6443')],
      'https://a.example:6443/',
      'direct no-proxy-for-scheme -',
    ],
    [
      [kubeconfig('http://k:1', 'https:///'), env('https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [kubeconfig('http://k:1', 'https://a.example'), env('no_proxy=a.example', 'https_proxy=http://e:1')],
      'https://a.example/',
      'proxy proxy-configured kubeconfig:5 http://k:1',
    ],
    [
      [kubeconfig('http://k:1', 'https://a.example'), env('no_proxy=b.example', 'https_proxy=http://e:1')],
      'https://b.example/',
      'direct bypass-rule environment:1 b.example',
    ],
    [
      [kubeconfig('http://k:1', 'https://a.example'), env('https_proxy=http://e:1')],
      'https://b.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [[kubeconfig('http://k:1', 'https://a.example')], 'https://b.example/', 'direct no-proxy-for-scheme -'],
  ],
  kde: [
    [[kde('a.example:8443')], 'https://a.example:8443/', 'direct bypass-rule kioslaverc:4 a.example:8443'],
    [[kde('a.example:443')], 'https://a.example/', 'proxy proxy-configured kioslaverc:3 http://k:1'],
    [[kde('')], 'https://a.example/', 'proxy proxy-configured kioslaverc:3 http://k:1'],
    [[kde('xexample')], 'https://a.example/', 'proxy proxy-configured kioslaverc:3 http://k:1'],
    [[kde('x,example')], 'https://a.example/', 'direct bypass-rule kioslaverc:4 example'],
    [[kde('a.example,b')], 'https://a.example/', 'direct bypass-rule kioslaverc:4 a.example'],
    [[kde('a.example x')], 'https://a.example/', 'direct bypass-rule kioslaverc:4 a.example'],
    [[kde('x.a.example')], 'https://a.example/', 'proxy proxy-configured kioslaverc:3 http://k:1'],
    [[kde('10.0.0.0/8')], 'https://10.1.2.3/', 'direct bypass-rule kioslaverc:4 10.0.0.0/8'],
    [[kde('10.0.0.0/8/8')], 'https://10.1.2.3/', 'proxy proxy-configured kioslaverc:3 http://k:1'],
    [[kde('10.256')], 'https://10.1.2.3/', 'proxy proxy-configured kioslaverc:3 http://k:1'],
    [[kde('10.1')], 'https://10.1.2.3/', 'direct bypass-rule kioslaverc:4 10.1'],
    [
      [kde(' 10.1.2.0/255.255.255.0')],
      'https://10.1.2.3/',
      'direct bypass-rule kioslaverc:4 10.1.2.0/255.255.255.0',
    ],
    [[kde('10.1.2.0/255.0.255.0')], 'https://10.1.2.3/', 'proxy proxy-configured kioslaverc:3 http://k:1'],
    [[kde('/8')], 'https://10.1.2.3/', 'proxy proxy-configured kioslaverc:3 http://k:1'],
    [
      [['kioslaverc', '[Proxy Settings]', 'ProxyType=0', 'NoProxyFor=a.example', 'ReversedException=true']],
      'https://a.example/',
      'direct mode-direct kioslaverc:2',
    ],
    [
      [
        [
          'kioslaverc',
          '[Proxy Settings]',
          'ProxyType=2',
          'Proxy Config Script=http://x/p.pac',
          'NoProxyFor=a.example',
          'ReversedException=true',
        ],
      ],
      'https://a.example/',
      'pac pac-configured kioslaverc:3',
    ],
    [
      [
        ['kioslaverc', '[Proxy Settings]', 'ProxyType=4', 'httpsProxy=https_proxy', 'NoProxyFor=no_proxy'],
        env('https_proxy=http://e:1'),
      ],
      'https://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [
        ['kioslaverc', '[Proxy Settings]', 'ProxyType=4', 'httpsProxy=https_proxy'],
        env('https_proxy=http://e:1'),
      ],
      'https://a.example/',
      'proxy proxy-configured environment:1 http://e:1',
    ],
    [
      [
        ['kioslaverc', '[Proxy Settings]', 'ProxyType=4', 'httpsProxy=https_proxy'],
        env('http_proxy=http://e:1'),
      ],
      'https://a.example/',
      'direct no-settings kioslaverc:2',
    ],
    [[env('https_proxy=http://e:1')], 'https://a.example/', 'direct no-proxy-for-scheme -'],
  ],
});
