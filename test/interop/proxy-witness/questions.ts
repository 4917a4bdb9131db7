/** The rule strings and URLs of the witness: what the grammars differ in, alone and in lists. */
const SINGLE = `* . *. *.* .* : , - io intranet localhost LOCALHOST <local> t1c.t1t.io T1C.T1T.IO t1t.io 1t.io .t1t.io ..t1t.io
.1t.io *.t1t.io *t1t.io *.t1t.* t1c.* t1c.t1t.io. .t1t.io. t1c.t1t.io.. .t1c.t1t.io *.t1c.t1t.io t1?.t1t.io t1c.t1t.io:
t1c.t1t.io:80 t1c.t1t.io:443 t1c.t1t.io:0443 t1c.t1t.io:51983 t1c.t1t.io:x .t1t.io:51983 *.t1t.io:443 *:443 *:51983 :443 .:443
[t1c.t1t.io] [t1c.t1t.io]:51983 -t1c.t1t.io t1c.t1t.io/ http://t1c.t1t.io https://t1c.t1t.io u@t1c.t1t.io x:y .localhost
127.0.0.1 127.1 0x7f.1 127. 127.* *.0.0.1 .0.0.1 127.0.0.0/8 127.0.0.1:80 0.0.0.0 0.0.0.0/0 0.0.0.0/1 10.1.2.3 10.1.2.3. 010.1.2.3
10.1.2.3:81 10.1.2.3/32 10.1.2.3/8 10.1.515 10.* 10. 10 .2.3 10.0.0.0/8 10.0.0.0/08 10.0.0.0/8a 10.0.0.0/ 10.0.0.0/33 10.0.0.0/-1
10.0.0.0/255.0.0.0 10/8 10.1/16 10.0.0.0./8 [10.0.0.0]/8 10.0.0.0/8:80 10.0.0.0-10.1.255.255 999.1.1.1 ::1 [::1] [::1]:80
::1:80 0:0::1 0:0:0:0:0:0:0:1 ::1/128 [::1]/128 :: ::/0 ::ffff:10.1.2.3 ::ffff:a01:203 ::ffff:7f00:1 ::ffff:10.0.0.0/104
::ffff:10.0.0.0/95 2001:db8::1 2001:DB8::1 [2001:db8::1] [2001:DB8::1] [2001:db8::1]:8080 [2001:db8::1]:x 2001:db8::/32 [2001:db8::]/32
[2001:db8::/32 2001:db8::/129 fe80::/10 bücher.test .bücher.test *.bücher.test BÜCHER.test xn--bcher-kva.test`;

const LISTS = [
  '',
  ' ',
  ' t1c.t1t.io',
  't1c.t1t.io ',
  ' t1c.t1t.io ',
  'a.com,t1c.t1t.io',
  'a.com, t1c.t1t.io',
  'a.com ,t1c.t1t.io',
  'a.com t1c.t1t.io',
  'a.com t1c.t1t.io,b.com',
  'a.com\tt1c.t1t.io',
  'a.com;t1c.t1t.io',
  'a.com|t1c.t1t.io',
  't1c.t1t.io|a.com',
  't1c.t1t.io;a.com',
  't1c.t1t.io b.com',
  ',t1c.t1t.io',
  't1c.t1t.io,',
  'a.com,,b.com',
  'a.com,*',
  '*,a.com',
  ' *',
  '10.0.0.0/8,t1c.t1t.io',
  't1c.t1t.io, 10.0.0.0/8',
  '10.0.0.9 - 10.2.0.0',
];

export const RULES: readonly string[] = [...LISTS, ...SINGLE.split(/\s+/)];

export const URLS: readonly string[] = [
  'https://t1c.t1t.io/',
  'https://t1c.t1t.io:51983/',
  'https://T1C.T1T.IO/',
  'https://t1c.t1t.io./',
  'http://t1c.t1t.io:443/',
  'http://t1t.io/',
  'http://a.t1c.t1t.io/',
  'http://xt1t.io/',
  'http://localhost/',
  'http://localhost./',
  'http://a.localhost/',
  'http://intranet/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://10.1.2.3:81/',
  'http://10.1.2.3./',
  'http://11.1.2.3/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:10.1.2.3]/',
  'http://[2001:db8::1]/',
  'http://[2001:DB8:0::1]:8080/',
  'http://[fe80::1]/',
  'https://bücher.test/',
  'https://xn--bcher-kva.test/',
];
