/** Its own process: passes UDP messages on to `argv[2]` and holds each response back for `argv[3]` milliseconds. */
import { createSocket } from 'node:dgram';

const [host = '', port = ''] = (process.argv[2] ?? '').split(':');
const delayMs = Number(process.argv[3]);
const listening = createSocket('udp4');

listening.on('message', (query, client) => {
  const upstream = createSocket('udp4');
  upstream.once('message', (response) => {
    upstream.close();
    const pass = (): void => {
      listening.send(response, client.port, client.address);
    };
    if (delayMs === 0) pass();
    else setTimeout(pass, delayMs);
  });
  upstream.send(query, Number(port), host);
});
listening.bind(0, '127.0.0.1', () => process.send?.(listening.address().port));
