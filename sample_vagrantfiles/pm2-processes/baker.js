'use strict';

const { connect, bake } = require('./lib/bakery');

const place = process.argv.indexOf('--seconds');
const seconds = place > 0 ? Number(process.argv[place + 1]) : 5;
const client = connect();

setInterval(async () => {
  try {
    const bread = await bake(client);
    if (bread !== null) console.log(`Baked ${bread}`);
  } catch (error) {
    console.error(error.message);
  }
}, seconds * 1000);
