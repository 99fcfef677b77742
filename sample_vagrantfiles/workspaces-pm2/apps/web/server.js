'use strict';

const makeApp = require('./app');

const api = process.env.API_URL || 'http://localhost:4000';
const port = process.env.PORT || 3000;

async function ask(measure, amount) {
  const response = await fetch(`${api}/${measure}/${amount}`, { signal: AbortSignal.timeout(2000) });
  return response.json();
}

makeApp(ask).listen(port, () => console.log(`The pages are on port ${port}`));
