// Microsoft's Direct Line client as a person without a browser.
//   node directline.cjs FOLDER-OF-PACKAGES DOMAIN TOKEN socket|polling
// Posts each line of JSON that comes in; prints what happens as lines of JSON.
'use strict';
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const [folder, domain, token, way] = process.argv.slice(2);
const load = createRequire(join(folder, 'package.json'));
globalThis.XMLHttpRequest = load('xhr2');
globalThis.WebSocket = load('ws');
globalThis.window = globalThis;
const { ConnectionStatus, DirectLine } = load('botframework-directlinejs');

const tell = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const client = new DirectLine({
  token, domain, webSocket: way === 'socket', pollingInterval: 200, conversationStartProperties: { locale: 'nb-NO' },
});
client.connectionStatus$.subscribe((status) => tell({ status: ConnectionStatus[status] }));
client.activity$.subscribe((activity) => tell({ activity }), (error) => tell({ error: String(error) }));
createInterface({ input: process.stdin }).on('line', (line) => {
  const activity = { type: 'message', from: { id: 'somebody' }, ...JSON.parse(line) };
  client.postActivity(activity).subscribe((id) => tell({ posted: id }), (error) => tell({ error: String(error) }));
}).on('close', () => { client.end(); process.exit(0); });
