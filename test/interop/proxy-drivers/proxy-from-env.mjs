// Prints what proxy-from-env decides for every rule and URL: `proxy` or `bypass`, as JSON rows.
import { getProxyForUrl } from 'proxy-from-env';
import { text } from 'node:stream/consumers';

const plan = JSON.parse(await text(process.stdin));
process.env.http_proxy = process.env.https_proxy = `http://${plan.proxy}`;
const rows = plan.rules.map((rule) => {
  process.env.no_proxy = rule;
  return plan.urls.map((url) => (getProxyForUrl(url) === '' ? 'bypass' : 'proxy'));
});
console.log(JSON.stringify(rows));
