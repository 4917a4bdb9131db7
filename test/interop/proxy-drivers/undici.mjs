// Asks for every URL under every rule with one version of undici; a marker line to the proxy ends each rule.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const plan = JSON.parse(await text(process.stdin));
const { EnvHttpProxyAgent, request } = await import(plan.library);
const [host, port] = plan.proxy.split(':');

function marker(index) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), host, () => socket.write(`MARK ${index}\r\n\r\n`));
    socket.on('data', () => undefined);
    socket.on('close', resolve);
    socket.on('error', reject);
  });
}

process.env.http_proxy = process.env.https_proxy = `http://${plan.proxy}`;
for (const [index, rule] of plan.rules.entries()) {
  process.env.no_proxy = rule;
  const dispatcher = new EnvHttpProxyAgent();
  for (const url of plan.urls) {
    try {
      const response = await request(url, {
        dispatcher,
        headersTimeout: 5000,
        signal: AbortSignal.timeout(5000),
      });
      await response.body.dump();
    } catch {
      // Refused or unknown host: what counts is whether the proxy was asked.
    }
  }
  await dispatcher.destroy();
  await marker(index);
}
