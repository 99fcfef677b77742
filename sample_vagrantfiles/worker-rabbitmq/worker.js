'use strict';

const { QUEUE, stayConnected } = require('./lib/broker');
const { draw } = require('./lib/label');

stayConnected(async (channel) => {
  await channel.prefetch(1);

  await channel.consume(QUEUE, async (message) => {
    const { correlationId, replyTo } = message.properties;
    const words = message.content.toString();

    try {
      channel.sendToQueue(replyTo, await draw(words), { correlationId });
      console.log(`Drew "${words}"`);
    } catch (error) {
      console.error(`Could not draw "${words}": ${error.message}`);
    }
    channel.ack(message);
  });
});
