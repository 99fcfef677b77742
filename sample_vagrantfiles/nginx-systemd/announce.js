'use strict';

// Prints the proverb of the moment once; cron runs this every minute.
const { proverbAt } = require('./proverbs');

console.log(`Proverb of the minute: ${proverbAt(Date.now())}`);
