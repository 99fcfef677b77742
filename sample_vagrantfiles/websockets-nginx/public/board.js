/* global io */
const list = document.getElementById('messages');
const socket = io();

function show(message) {
  const item = document.createElement('li');
  item.textContent = message.text;
  list.prepend(item);
}

fetch('/api/messages').then((reply) => reply.json()).then((all) => all.reverse().forEach(show));
socket.on('pinned', show);

document.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = document.getElementById('text');
  socket.emit('pin', text.value);
  text.value = '';
});
