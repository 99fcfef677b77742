'use strict';

const { MongoClient } = require('mongodb');

const RETRY_AFTER_MS = 2000;

/** The collection of todos; null until MongoDB has answered for the first time. */
let todos = null;

/** Connects to MongoDB, again and again until it works: it may start later than we do. */
async function connect(url) {
  const options = {
    useNewUrlParser: true,
    useUnifiedTopology: true,
    serverSelectionTimeoutMS: RETRY_AFTER_MS,
  };

  try {
    const client = await MongoClient.connect(url, options);
    todos = client.db().collection('todos');
    console.log('Connected to MongoDB');
  } catch (error) {
    console.error(`MongoDB is not there yet: ${error.message}`);
    setTimeout(connect, RETRY_AFTER_MS, url);
  }
}

function collection() {
  if (todos === null) throw new Error('not connected');
  return todos;
}

module.exports = { connect, collection };
