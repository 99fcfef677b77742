'use strict';

const build = require('./app');

const app = build({ logger: true });

app.listen(process.env.PORT || 8000, '0.0.0.0').catch((error) => {
  app.log.error(error);
  process.exit(1);
});
