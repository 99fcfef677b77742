'use strict';

const { connect, expire } = require('../lib/messages');

const hours = Number(process.env.KEEP_HOURS || 24);
const client = connect();

client.once('ready', async () => {
  const count = await expire(client, Date.now() - hours * 3600 * 1000);
  console.log(`${new Date().toISOString()} took ${count} messages down`);
  client.disconnect();
});
