'use strict';

const http = require('node:http');
const { Server } = require('socket.io');
const messages = require('./messages');

function reply(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** The HTTP server with its websockets, over a Redis client. */
module.exports = function makeBoard(client) {
  const server = http.createServer(async (request, response) => {
    if (request.url === '/health') return reply(response, 200, { status: 'ok' });
    if (request.url !== '/api/messages') return reply(response, 404, { error: 'Not here' });
    try {
      return reply(response, 200, await messages.all(client));
    } catch (error) {
      return reply(response, 503, { error: error.message });
    }
  });

  const io = new Server(server);
  io.on('connection', (socket) => {
    socket.on('pin', async (text) => {
      try {
        io.emit('pinned', await messages.pin(client, text));
      } catch (error) {
        socket.emit('refused', error.message);
      }
    });
  });
  return server;
};
