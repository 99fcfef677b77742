require('http')
  .createServer((request, response) => response.end('counted'))
  .listen(3000)
