require('http')
  .createServer((request, response) => response.end('stock'))
  .listen(3000)
