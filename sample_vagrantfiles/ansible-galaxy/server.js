'use strict';

const makeApp = require('./lib/app');
const terms = require('./lib/terms');

const port = process.env.PORT || 3500;

makeApp(terms).listen(port, () => console.log(`The glossary is on port ${port}`));
