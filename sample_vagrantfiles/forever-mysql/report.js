'use strict';

// Prints the report once; cron runs this every night.
const database = require('./lib/database');
const stock = require('./lib/stock');

database.items((error, items) => {
  if (error) {
    console.error(`No report: ${error.message}`);
    process.exitCode = 1;
  } else {
    process.stdout.write(stock.report(items));
  }
  database.close();
});
