// Run by the mongo shell against the database "todos".
if (db.getUser('todo') === null) {
  db.createUser({
    user: 'todo',
    pwd: 'todo',
    roles: [{ role: 'readWrite', db: 'todos' }],
  });
}

db.todos.createIndex({ done: 1, created: 1 });

if (db.todos.count() === 0) {
  db.todos.insert([
    { title: 'Water the plants', done: false, created: new Date() },
    { title: 'Read the Vagrantfile', done: true, created: new Date() },
  ]);
}
