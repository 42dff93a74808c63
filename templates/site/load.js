/* What the search and the archive share: files of the index, loaded as scripts (a page opened from a disk may
   load those too), and a note as an item of a list. */
(function () {
  'use strict';
  var loaded = {}, waiting = {};
  window.desknoteSearch = function (key, value) {
    loaded[key] = value;
    (waiting[key] || []).forEach(function (done) { done(value) });
    delete waiting[key];
  };
  window.desknoteLoad = function (top, path) {
    var key = path.split('/').pop();
    if (Object.hasOwn(loaded, key)) return Promise.resolve(loaded[key]);
    return new Promise(function (done, failed) {
      if (waiting[key]) { waiting[key].push(done); return }
      waiting[key] = [done];
      var script = document.createElement('script');
      script.src = top + 'search/' + path + '.js';
      script.onerror = function () { delete waiting[key]; failed(new Error(path)) };
      document.head.append(script);
    });
  };
  /* Rows of the index, the earliest first, as objects. */
  window.desknoteRows = function (top, name) {
    return desknoteLoad(top, 'notes/' + name).then(function (rows) {
      return rows.map(function (r) {
        return { slug: r[0], title: r[1], date: r[2], kind: r[3], sector: r[4], sectorName: r[5], people: r[6],
          rating: r[7], lang: r[8], text: r[9], state: r[10] };
      });
    });
  };
  window.desknoteNotes = function (top) {
    return desknoteLoad(top, 'index').then(function (index) {
      return Promise.all(index.segments.map(function (s) { return desknoteRows(top, s.notes) }));
    }).then(function (parts) { return [].concat.apply([], parts) });
  };
  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function day(iso, lang) {
    var p = iso.split('-').map(Number);
    if (lang !== 'en') return iso;
    return p[2] + ' ' + new Date(Date.UTC(p[0], p[1] - 1, p[2])).toLocaleString('en', { month: 'short', timeZone: 'UTC' }) + ' ' + p[0];
  }
  /* The button for more goes when there is no more: whoever pressed it by key goes on from the first new note. */
  window.desknoteFocus = function (list, number) {
    var item = list.children[number];
    if (item) item.querySelector('a').focus();
  };
  /* A note as a list shows it; `summary` is a node or nothing. */
  window.desknoteItem = function (row, page, top, summary) {
    var item = make('li', 's-item'), article = make('article'), eyebrow = make('p', 's-eyebrow');
    var when = make('time', 's-when', day(row.date, page.lang));
    when.dateTime = row.date;
    eyebrow.append(make('span', '', page.kinds[row.kind] || row.kind));
    if (row.sectorName) eyebrow.append(make('span', '', row.sectorName));
    if (row.lang !== page.lang) eyebrow.append(make('span', 's-tag', page.tags[row.lang]));
    if (row.state) eyebrow.append(make('span', 's-state', page[row.state] || row.state));
    var title = make('h2', 's-title'), link = make('a', '', row.title);
    link.href = top + 'notes/' + encodeURIComponent(row.slug) + '/index.html';
    if (row.lang !== page.lang) { link.lang = row.lang; link.hreflang = row.lang }
    title.append(link);
    article.append(eyebrow, title);
    if (summary) article.append(summary);
    var meta = make('p', 's-meta');
    row.people.forEach(function (p) { meta.append(make('span', '', p[1])) });
    article.append(meta);
    item.append(when, article);
    if (row.rating) item.append(make('p', 's-rating', row.rating));
    return item;
  };
})();
