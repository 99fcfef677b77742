'use strict';

const mysql = require('mysql');

// Each query takes a connection, or makes a new one when the server had gone.
const pool = mysql.createPool({
  host: process.env.DB_HOST || 'localhost',
  port: process.env.DB_PORT || 3306,
  database: process.env.DB_NAME || 'inventory',
  user: process.env.DB_USER || 'stock',
  password: process.env.DB_PASSWORD || 'stock',
  connectTimeout: 2000,
});

/** Calls back with all items by name. */
exports.items = (callback) => {
  pool.query('SELECT name, quantity, minimum FROM items ORDER BY name', callback);
};

/** Adds to an item (or takes from it); calls back with whether it exists. */
exports.change = (name, amount, callback) => {
  pool.query('UPDATE items SET quantity = quantity + ? WHERE name = ?', [amount, name],
    (error, result) => callback(error, !error && result.affectedRows > 0));
};

exports.close = () => pool.end();
