import { describeTable, type Row } from './table.js';

const T1C = 'https://t1c.t1t.io:51983/';

const common: readonly Row[] = [
  ['', T1C, 'proxy'],
  ['*', T1C, 'bypass'],
  ['t1c.t1t.io', T1C, 'bypass'],
  ['T1C.T1T.IO', T1C, 'bypass'],
  ['t1t.io', T1C, 'proxy'],
  ['.t1t.io', T1C, 'proxy'],
  ['*.t1t.io', T1C, 'bypass'],
  ['*t1t.io', T1C, 'bypass'],
  ['*.t1c.t1t.io', T1C, 'proxy'],
  ['t1c.*', T1C, 'bypass'],
  ['t1?.t1t.io', T1C, 'proxy'],
  ['a;t1c.t1t.io', T1C, 'bypass'],
  ['a; t1c.t1t.io', T1C, 'bypass'],
  ['a t1c.t1t.io', T1C, 'bypass'],
  ['a,t1c.t1t.io', T1C, 'proxy'],
  ['https://t1c.t1t.io', T1C, 'bypass'],
  ['http://t1c.t1t.io', T1C, 'proxy'],
  ['t1c.t1t.io:51983', T1C, 'bypass'],
  ['t1c.t1t.io:443', T1C, 'proxy'],
  ['<local>', T1C, 'proxy'],
  ['<local>', 'http://intranet/', 'bypass'],
  ['<LOCAL>', 'http://intranet/', 'bypass'],
  ['127.0.0.1', T1C, 'proxy'],
  ['127.0.0.0/8', T1C, 'proxy'],
  ['127.0.0.0/8', 'http://127.2.3.4/', 'proxy'],
  ['10.*', 'http://10.2.3.4/', 'bypass'],
  ['162*', 'http://162.1.1.1/', 'bypass'],
];

describeTable('wininet', [
  ...common,
  ['', 'http://localhost/', 'bypass'],
  ['', 'http://127.0.0.1/', 'bypass'],
  ['<-loopback>', 'http://localhost/', 'proxy'],
]);
describeTable('winhttp', [...common, ['', 'http://localhost/', 'proxy'], ['', 'http://127.0.0.1/', 'proxy']]);
