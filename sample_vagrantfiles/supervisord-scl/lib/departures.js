'use strict';

const mysql = require('mysql');

const pool = mysql.createPool({
  host: process.env.MYSQL_HOST || '127.0.0.1',
  database: process.env.MYSQL_DATABASE || 'timetable',
  user: process.env.MYSQL_USER || 'timetable',
  password: process.env.MYSQL_PASSWORD || '',
  connectTimeout: 2000,
});

function query(text, values) {
  return new Promise((resolve, reject) => {
    pool.query(text, values, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

/** The names of all lines. */
exports.lines = () => query('SELECT DISTINCT line FROM departures ORDER BY line');

/** The departures of a line, in the order of the day. */
exports.of = (line) => query('SELECT stop, at FROM departures WHERE line = ? ORDER BY at', [line]);
