'use strict';

const Koa = require('koa');
const mysql = require('mysql');
const { promisify } = require('util');
const { chart, list, vote } = require('./lib/polls');

const port = process.env.PORT || 3000;
const pool = mysql.createPool({
  host: process.env.DB_HOST || 'localhost',
  database: process.env.DB_NAME || 'polls',
  user: process.env.DB_USER || 'polls',
  password: process.env.DB_PASSWORD || 'polls',
  connectTimeout: 2000,
});
const query = promisify(pool.query).bind(pool);

const app = new Koa();

app.use(async (context, next) => {
  try {
    await next();
  } catch (error) {
    console.error(error.code || error.message);
    context.status = 503;
    context.body = 'Nobody counts just now.\n';
  }
});

app.use(async (context) => {
  const name = decodeURIComponent(context.path.slice(1));
  if (context.path === '/health') {
    context.body = { status: 'ok' };
  } else if (context.method === 'POST') {
    context.status = (await vote(query, name)) ? 204 : 404;
  } else if (name === '') {
    context.body = chart(await list(query));
  }
});

app.listen(port, () => {
  console.log(`Listening on port ${port}`);
});
