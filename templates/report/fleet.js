(() => {
  'use strict';
  const table = document.getElementById('fleet-matrix');
  if (!table) return;
  const say = document.getElementById('say');
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const order = new Map(rows.map((row, index) => [row, index]));
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const compare = new Intl.Collator('en', { numeric: true }).compare;

  const heads = [...table.tHead.rows[0].cells];
  const ranks = new Map([['f', 0], ['e', 1], ['w', 2], ['p', 3], ['', 4]]);
  const keyOf = {
    text: (row, at) => row.cells[at].textContent,
    mark: (row, at) => ranks.get(row.cells[at].className),
  };
  const sort = (at, kind, head) => {
    const isDown = head.getAttribute('aria-sort') === 'ascending';
    const sign = isDown ? -1 : 1;
    const keys = new Map(rows.map((row) => [row, keyOf[kind](row, at)]));
    const by = kind === 'text' ? compare : (one, other) => one - other;
    rows.sort((one, other) => sign * by(keys.get(one), keys.get(other)) || order.get(one) - order.get(other));
    for (const each of heads) each.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    body.append(...rows);
    say.textContent = 'Sorted by ' + head.textContent + (isDown ? ', descending' : '');
  };
  heads.forEach((head, at) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sort(at, head.dataset.sort, head));
    head.append(button);
  });

  const tools = document.getElementById('fleet-tools');
  const search = document.getElementById('fleet-q');
  const shown = document.getElementById('fleet-shown');
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const isShown = words.every((word) => texts.get(row).includes(word));
      row.hidden = !isShown;
      if (isShown) count += 1;
    }
    shown.textContent = count + ' of ' + rows.length + ' machines';
  };
  tools.hidden = false;
  search.addEventListener('input', filter);
  filter();
})();
