'use strict';

const express = require('express');
const database = require('./lib/database');
const stock = require('./lib/stock');

const port = process.env.PORT || 3000;
const app = express();

app.get('/health', (request, response) => response.json({ status: 'ok' }));

app.get('/', (request, response, next) => {
  database.items((error, items) => {
    if (error) return next(error);
    return response.type('text').send(stock.report(items));
  });
});

app.post('/items/:name/:amount(-?\\d{1,6})', (request, response, next) => {
  database.change(request.params.name, Number(request.params.amount), (error, known) => {
    if (error) return next(error);
    return response.sendStatus(known ? 204 : 404);
  });
});

app.use((error, request, response, next) => {
  console.error(error.code || error.message);
  response.status(503).set('Retry-After', '2').type('text').send('The stock room is locked.\n');
});

app.listen(port, () => console.log(`Listening on port ${port}`));
