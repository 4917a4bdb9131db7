(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const say = byId('say');

  const copy = async (source, button) => {
    let done = 'Copied';
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      getSelection().selectAllChildren(source);
      done = 'Selected';
    }
    button.textContent = done;
    say.textContent = done === 'Copied' ? done : 'Selected; press Ctrl+C';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  };
  for (const box of all('[data-copy]')) {
    const source = box.querySelector('pre');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy: ' + box.dataset.copy);
    button.addEventListener('click', () => copy(source, button));
    box.append(button);
  }

  const tools = byId('tools');
  const search = byId('q');
  const boxes = all('input[name=status]');
  const items = all('.finds > li').map((item) => ({ item, text: item.textContent.toLowerCase() }));
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const asked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const { item, text } of items) {
      const isShown = asked.has(item.dataset.status) && words.every((word) => text.includes(word));
      item.hidden = !isShown;
      if (isShown) count += 1;
    }
    for (const box of all('.sec, .rest')) {
      const some = all('.finds > li:not([hidden])', box).length > 0;
      box.hidden = !some;
      if (words.length > 0) box.open = some;
    }
    for (const list of all('.finds')) list.hidden = all(':scope > li:not([hidden])', list).length === 0;
    say.textContent = byId('shown').textContent = count + ' of ' + items.length + ' findings shown';
  };
  if (tools) {
    tools.hidden = false;
    search.addEventListener('input', filter);
    for (const box of boxes) box.addEventListener('change', filter);
  }

  const show = () => {
    const target = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    if (!target) return;
    if (tools && target.closest('[hidden]')) {
      search.value = '';
      for (const box of boxes) box.checked = true;
      filter();
    }
    for (let box = target.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', show);
  show();

  let unfolded = [];
  addEventListener('beforeprint', () => {
    unfolded = all('details[data-print]:not([open])');
    for (const box of unfolded) box.open = true;
  });
  addEventListener('afterprint', () => {
    for (const box of unfolded) box.open = false;
  });
})();
