'use strict';

const express = require('express');
const morgan = require('morgan');
const { proverbAt, page } = require('./proverbs');

const port = process.env.PORT || 4000;

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', 'loopback, uniquelocal');

app.get('/health', (request, response) => {
  response.json({ status: 'ok' });
});

app.use(morgan('short'));

app.get('/', (request, response) => {
  response.send(page(proverbAt(Date.now())));
});

// nginx answers these itself when it stands in front.
app.use('/static', express.static(`${__dirname}/public`));

app.listen(port, () => {
  console.log(`Listening on port ${port}`);
});
