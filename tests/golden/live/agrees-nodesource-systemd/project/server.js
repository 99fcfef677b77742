require('http')
  .createServer((request, response) => response.end(process.env.DATABASE_URL ? 'up' : 'down'))
  .listen(process.env.PORT || 3000)
