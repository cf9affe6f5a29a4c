// What pages do beyond plain HTML. Everything that only reads works without it.
(() => {
  'use strict';

  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
  const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

  // Times in the reader's zone, with the exact moment on hover.
  const told = (element) => {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime())) {
      return;
    }
    const seconds = Math.round((at - Date.now()) / 1000);
    const size = Math.abs(seconds);
    element.title = `${exact.format(at)} · ${element.dateTime}`;
    if (element.dataset.form === 'clock') {
      element.textContent = size < 43200 ? clock.format(at) : day.format(at);
    } else if (size < 60) {
      element.textContent = ago.format(seconds, 'second');
    } else if (size < 3600) {
      element.textContent = ago.format(Math.round(seconds / 60), 'minute');
    } else if (size < 86400) {
      element.textContent = ago.format(Math.round(seconds / 3600), 'hour');
    } else {
      element.textContent = day.format(at);
    }
  };
  const tellTimes = (root) => root.querySelectorAll('time[datetime]').forEach(told);

  // A button copies the text of the element that it names.
  const copies = (root) => root.querySelectorAll('button[data-copy]').forEach((button) => {
    button.hidden = false;
  });

  const dress = (root) => {
    tellTimes(root);
    copies(root);
  };

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-copy]');
    if (!button) {
      return;
    }
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    const label = button.textContent;
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = label; }, 1500);
  });

  // A form that says what it is about to do asks once more.
  document.addEventListener('submit', (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  dress(document);
  setInterval(() => tellTimes(document), 30000);
  // What htmx or a live page has put into the page.
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    if (node instanceof Element) {
      if (node.matches('time[datetime]')) {
        told(node);
      }
      dress(node);
    }
  }))).observe(document.body, { childList: true, subtree: true });
})();
