'use strict';

const express = require('express');
const store = require('./lib/store');
const { newTodo, listing } = require('./lib/todos');

const port = process.env.PORT || 3000;
const mongoUrl = process.env.MONGO_URL || 'mongodb://localhost:27017/todos';

const app = express();
app.use(express.json());

app.get('/health', (request, response) => response.json({ status: 'ok' }));

app.get('/', async (request, response, next) => {
  try {
    const todos = await store.collection().find().sort({ created: 1 }).toArray();
    response.type('text').send(listing(todos));
  } catch (error) {
    next(error);
  }
});

app.post('/todos', async (request, response, next) => {
  try {
    const todo = newTodo(request.body, new Date());
    await store.collection().insertOne(todo);
    response.status(201).json(todo);
  } catch (error) {
    next(error);
  }
});

app.use((error, request, response, next) => {
  if (error instanceof RangeError) {
    response.status(400).type('text').send(`${error.message}\n`);
  } else {
    response.status(503).set('Retry-After', '5').type('text').send('The list is out of reach.\n');
  }
});

app.listen(port, () => console.log(`Listening on port ${port}`));
store.connect(mongoUrl);
