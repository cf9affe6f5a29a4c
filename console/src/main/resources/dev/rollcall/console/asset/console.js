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

  // What scrolls is reached by the keyboard, also in browsers that do not see to it themselves.
  const reach = (root) => root.querySelectorAll('.scroll, pre').forEach((element) => {
    if (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight) {
      element.tabIndex = 0;
    }
  });

  const dress = (root) => {
    tellTimes(root);
    copies(root);
    reach(root);
  };
  window.addEventListener('resize', () => reach(document));
  document.addEventListener('toggle', (event) => reach(event.target), true);

  // Where a page does not come by HTTPS, browsers have no clipboard for scripts: then the text is marked and copied as if by hand.
  const copied = async (source) => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      return;
    }
    window.getSelection().selectAllChildren(source);
    document.execCommand('copy');
  };

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-copy]');
    if (!button) {
      return;
    }
    const source = document.getElementById(button.dataset.copy);
    await copied(source);
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

  // A part of a page that could not be loaded says so, instead of showing what was there before as if it were of now.
  const outdated = (event) => {
    const target = event.detail.target;
    if (!target || target.querySelector(':scope > [data-outdated]')) {
      return;
    }
    const line = document.createElement('p');
    line.className = 'problem';
    line.setAttribute('role', 'alert');
    line.dataset.outdated = '';
    line.textContent = event.detail.xhr && event.detail.xhr.status === 401
      ? 'You are not signed in any more, so what stands here is of before. Sign in on another page, then go on.'
      : 'This could not be loaded, so what stands here is of before. Try again in a while.';
    target.prepend(line);
  };
  ['htmx:responseError', 'htmx:sendError'].forEach((name) => document.body.addEventListener(name, outdated));

  // A table that follows what happens, and the line that says whether it does.
  const ROWS = 500;
  const SILENT = 30000;
  const follow = (table, line) => {
    const good = line.textContent;
    let seen = null;
    let heard = Date.now();
    let lost = false;
    let gone = false;
    let cut = false;
    const tell = () => {
      const text = lost
        ? `Not following since ${clock.format(new Date(heard))}. Load the page anew; if it then asks you to, sign in.`
        : cut ? 'More came in than is shown here. Load the page anew, or ask for less by the fields above.' : good;
      if (!gone && line.textContent !== text) {
        line.className = lost || cut ? 'note' : 'done';
        line.textContent = text;
      }
    };
    const silent = () => {
      lost = true;
      tell();
    };
    const alive = () => {
      heard = Date.now();
      lost = false;
      tell();
    };
    const leave = (source) => {
      source.close();
      heard = Date.now();
      silent();
      gone = true;
      const link = document.createElement('a');
      link.href = line.dataset.signIn;
      link.textContent = 'Sign in';
      line.append(' ', link);
    };
    // Whoever comes back says what was seen, also when the browser does not come back by itself.
    htmx.createEventSource = (url) => {
      const at = new URL(url, document.baseURI);
      if (seen) {
        at.searchParams.set('after', seen);
      }
      const source = new EventSource(at);
      ['open', 'beat', 'entry', 'seen'].forEach((name) => source.addEventListener(name, (event) => {
        seen = event.lastEventId || seen;
        alive();
      }));
      source.addEventListener('error', silent);
      source.addEventListener('cut', () => {
        cut = true;
        alive();
      });
      source.addEventListener('gone', () => leave(source));
      return source;
    };
    setInterval(() => {
      if (Date.now() - heard > SILENT) {
        silent();
      }
    }, 5000);
    table.addEventListener('htmx:sseBeforeMessage', (event) => {
      const id = /<tr id="([^"]+)"/.exec(event.detail.data);
      if (id && document.getElementById(id[1])) {
        event.preventDefault();
      }
    });
    table.addEventListener('htmx:sseMessage', () => {
      while (table.rows.length > ROWS) {
        table.deleteRow(-1);
      }
    });
  };
  const live = document.querySelector('[data-live]');
  if (live) {
    follow(live, document.getElementById(live.dataset.live));
  }

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
