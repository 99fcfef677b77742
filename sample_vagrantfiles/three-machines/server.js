'use strict';

const connect = require('./lib/cache');
const makeApp = require('./lib/app');
const { search } = require('./lib/parcels');

const port = process.env.PORT || 3000;

makeApp(search, connect()).listen(port, () => console.log(`Listening on port ${port}`));
