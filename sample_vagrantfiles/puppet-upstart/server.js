'use strict';

const express = require('express');
const redis = require('redis');
const links = require('./lib/links');

const port = process.env.PORT || 3000;

const client = redis.createClient({
  host: process.env.REDIS_HOST || '127.0.0.1',
  port: process.env.REDIS_PORT || 6379,
});
client.on('error', (error) => console.error(error.message));

const app = express();
app.disable('x-powered-by');
app.use(express.urlencoded({ extended: false }));

app.get('/health', (request, response) => {
  response.json({ status: 'ok', redis: client.connected });
});

app.get('/', (request, response, next) => {
  links.count(client, (error, count) => {
    if (error) return next(error);
    return response.type('text').send(`Short links: ${count}\n`);
  });
});

app.post('/', (request, response, next) => {
  if (!links.isAddress(request.body.address)) return response.sendStatus(400);
  return links.keep(client, request.body.address, (error, name) => {
    if (error) return next(error);
    return response.status(201).location(`/${name}`).type('text').send(`/${name}\n`);
  });
});

app.get('/:name', (request, response, next) => {
  links.find(client, request.params.name, (error, address) => {
    if (error) return next(error);
    return address ? response.redirect(address) : response.sendStatus(404);
  });
});

app.listen(port, () => {
  console.log(`Listening on port ${port}`);
});
