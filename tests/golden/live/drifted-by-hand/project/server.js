require('http')
  .createServer(function (request, response) { response.end('todo') })
  .listen(process.env.PORT || 8000)
