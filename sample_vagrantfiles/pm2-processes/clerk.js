'use strict';

const { connect, state } = require('./lib/bakery');

const client = connect();

setInterval(async () => {
  try {
    const { waiting, baked } = await state(client);
    console.log(`${waiting} waiting, baked: ${JSON.stringify(baked)}`);
  } catch (error) {
    console.error(error.message);
  }
}, 60000);
