'use strict';

// Runs the jobs of the crontab beside this file as cron would, each with `sh -c`, in local time.
// What they write goes to the container's log. On SIGTERM the running jobs are ended, then this.

var fs = require('fs');
var path = require('path');
var spawn = require('child_process').spawn;

var NICKNAMES = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *'
};
var MONTHS = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
var WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
var COLUMNS = [[0, 59, []], [0, 23, []], [1, 31, []], [1, 12, MONTHS], [0, 7, WEEKDAYS]];

// The values that a column allows, such as 0, 15, 30 and 45 for "*/15".
function allowed(text, low, high, names) {
  var found = {};
  text.toLowerCase().split(',').forEach(function (piece) {
    var parts = piece.split('/');
    var ends = parts[0] === '*' ? [low, high] : parts[0].split('-').map(function (word) {
      return names.indexOf(word) < 0 ? Number(word) : names.indexOf(word);
    });
    var step = parts.length > 1 ? Number(parts[1]) : 1;
    var last = ends.length > 1 ? ends[1] : parts.length > 1 ? high : ends[0];
    if (!(step > 0 && ends[0] >= low && last <= high)) {
      throw new Error('this is no column of a crontab: ' + text);
    }
    for (var value = ends[0]; value <= last; value += step) {
      found[value] = true;
    }
  });
  return found;
}

function job(schedule, command) {
  if (schedule === '@reboot') {
    return { command: command, atStart: true };
  }
  var columns = (NICKNAMES[schedule] || schedule).split(/\s+/);
  var sets = columns.map(function (text, index) {
    return allowed(text, COLUMNS[index][0], COLUMNS[index][1], COLUMNS[index][2]);
  });
  sets[4][0] = sets[4][0] || sets[4][7];
  // Where both kinds of day are restricted, cron runs on either.
  return { command: command, sets: sets, either: columns[2][0] !== '*' && columns[4][0] !== '*' };
}

function read(text) {
  return text.split('\n').map(function (line) {
    return line.trim().match(/^(@\w+|(?:[^#\s]\S*\s+){4}\S+)\s+(.+)$/);
  }).filter(Boolean).map(function (found) {
    return job(found[1], found[2].replace(/\\%/g, '%'));
  });
}

function isDue(one, date) {
  if (one.atStart) {
    return false;
  }
  var ofMonth = one.sets[2][date.getDate()];
  var ofWeek = one.sets[4][date.getDay()];
  return Boolean(one.sets[0][date.getMinutes()] && one.sets[1][date.getHours()] &&
    one.sets[3][date.getMonth() + 1] && (one.either ? ofMonth || ofWeek : ofMonth && ofWeek));
}

function main() {
  var jobs = read(fs.readFileSync(path.join(__dirname, 'crontab'), 'utf8'));
  var running = {};
  var stopping = false;
  var minute = Math.floor(Date.now() / 60000);
  var timer;

  function start(one) {
    console.log('start: ' + one.command);
    // A process group of its own, so that all of the job can be ended.
    var child = spawn('/bin/sh', ['-c', one.command], {
      detached: true,
      stdio: ['ignore', 1, 2]
    });
    if (child.pid) {
      running[child.pid] = true;
    }
    child.on('exit', function (code, signal) {
      delete running[child.pid];
      console.log((code === 0 ? 'done: ' : 'failed (' + (signal || code) + '): ') + one.command);
      leave();
    });
    child.on('error', function (error) {
      console.error('cannot start: ' + one.command + ': ' + error.message);
    });
  }

  function leave() {
    if (stopping && Object.keys(running).length === 0) {
      process.exit(0);
    }
  }

  function stop() {
    stopping = true;
    clearTimeout(timer);
    Object.keys(running).forEach(function (pid) {
      try {
        process.kill(-pid, 'SIGTERM');
      } catch (error) {
        console.error(error.message);
      }
    });
    leave();
  }

  function tick() {
    var now = Math.floor(Date.now() / 60000);
    // A clock that was set ahead by more is followed without making up for what was left out.
    for (minute = Math.max(minute, now - 5) + 1; minute <= now; minute += 1) {
      var date = new Date(minute * 60000);
      jobs.filter(function (one) { return isDue(one, date); }).forEach(start);
    }
    minute = now;
    timer = setTimeout(tick, 60000 - Date.now() % 60000);
  }

  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  console.log(jobs.length + ' jobs');
  jobs.filter(function (one) { return one.atStart; }).forEach(start);
  tick();
}

if (require.main === module) {
  main();
} else {
  module.exports = { isDue: isDue, read: read };
}
