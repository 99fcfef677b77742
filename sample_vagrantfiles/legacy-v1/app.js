var express = require('express');
var dice = require('./dice');

var app = express();

app.set('port', process.env.PORT || 3000);
app.set('view engine', 'ejs');
app.set('views', __dirname + '/views');

app.configure('development', function () {
  app.use(express.logger('dev'));
});

app.use(app.router);
app.use(express.static(__dirname + '/public'));

function show(res, text, thrown) {
  var rolls = dice.roll(thrown, Math.random);
  res.render('roll', { text: text, rolls: rolls, total: dice.total(rolls) });
}

app.get('/', function (req, res) {
  show(res, '2d6', { count: 2, sides: 6 });
});

app.get('/health', function (req, res) {
  res.json({ status: 'ok' });
});

app.get('/roll/:dice', function (req, res) {
  var thrown = dice.parse(req.params.dice);
  if (thrown === null) return res.send(400, 'Try something like 2d6.\n');
  show(res, req.params.dice, thrown);
});

app.listen(app.get('port'), function () {
  console.log('Listening on port ' + app.get('port'));
});
