'use strict';

const amqp = require('amqplib');

const AMQP_URL = process.env.AMQP_URL || 'amqp://guest:guest@localhost:5672';
const RETRY_AFTER_MS = 2000;

const QUEUE = 'labels';

/**
 * Keeps a channel to RabbitMQ open, which may start later than we do or go away.
 *
 * `ready(channel)` is called for every new channel, `lost()` when one is gone.
 */
async function stayConnected(ready, lost = () => {}) {
  const again = () => setTimeout(stayConnected, RETRY_AFTER_MS, ready, lost);

  try {
    const connection = await amqp.connect(AMQP_URL, { timeout: RETRY_AFTER_MS });
    connection.on('error', (error) => console.error(`RabbitMQ: ${error.message}`));
    connection.on('close', () => {
      lost();
      again();
    });

    const channel = await connection.createChannel();
    await channel.assertQueue(QUEUE, { durable: true });
    await ready(channel);
    console.log('Connected to RabbitMQ');
  } catch (error) {
    console.error(`RabbitMQ is not there yet: ${error.message || error.code}`);
    again();
  }
}

module.exports = { QUEUE, stayConnected };
