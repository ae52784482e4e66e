// The webhook of an organisation that has counts reported, on loopback.
import {createServer} from 'node:http';

/** `reports` are what came, in order. */
export async function startWebhook() {
  const hook = {reports: []};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    hook.reports.push({method: request.method, url: request.url, headers: request.headers, body});
    response.writeHead(204).end();
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  hook.url = `http://127.0.0.1:${server.address().port}/counts`;
  hook.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return hook;
}
