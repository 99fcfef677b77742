'use strict';

const express = require('express');

const GREETINGS = {
  en: 'Hello, world!',
  de: 'Hallo, Welt!',
  es: '¡Hola, mundo!',
  fr: 'Bonjour le monde !',
};

const app = express();
app.disable('x-powered-by');

app.get('/', (request, response) => {
  const language = request.acceptsLanguages(Object.keys(GREETINGS)) || 'en';
  response.set('Content-Language', language);
  response.type('text').send(`${GREETINGS[language]}\n`);
});

app.get('/health', (request, response) => {
  response.json({ status: 'ok' });
});

module.exports = app;
