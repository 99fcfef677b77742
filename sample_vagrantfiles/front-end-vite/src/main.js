import './style.css';

const input = document.querySelector('input');
const list = document.querySelector('ul');

async function show() {
  const response = await fetch(`/api/palette/${input.value.slice(1)}`);
  const { colours } = await response.json();

  list.replaceChildren(...colours.map((colour) => {
    const item = document.createElement('li');
    item.textContent = colour;
    item.style.background = colour;
    return item;
  }));
}

input.addEventListener('input', show);
show();
