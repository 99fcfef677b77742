'use strict';

const makeBoard = require('./lib/board');
const { connect } = require('./lib/messages');

const port = process.env.PORT || 3000;

makeBoard(connect()).listen(port, () => console.log(`The board is on port ${port}`));
