'use strict';

const makeApp = require('./app');

makeApp()
  .listen({ port: Number(process.env.PORT || 4000), host: '0.0.0.0' })
  .then((address) => console.log(`The API listens at ${address}`));
