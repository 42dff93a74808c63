/* Filters of the archive: what was a plain list by month becomes one that answers to the reader. */
(function () {
  'use strict';
  var form = document.querySelector('[data-filter]');
  if (!form) return;
  var page = JSON.parse(form.dataset.words), top = form.dataset.top;
  var plain = document.querySelector('[data-plain]'), results = document.querySelector('[data-results]');
  var list = results.querySelector('[data-list]'), count = results.querySelector('[data-count]');
  var more = results.querySelector('[data-more]');
  var rows = null, shown = 0, found = [], SIZE = 30;

  function rowsOnce() {
    rows = rows || desknoteNotes(top).then(function (all) { return all.slice().reverse() });
    return rows;
  }
  function apply() {
    var data = new FormData(form), wanted = {};
    data.forEach(function (value, name) { wanted[name] = String(value).trim() });
    var any = Object.keys(wanted).some(function (name) { return wanted[name] });
    plain.hidden = any;
    results.hidden = !any;
    remember(wanted);
    if (!any) return;
    if (!shown) count.textContent = page.search_wait;
    rowsOnce().then(function (all) {
      var title = wanted.title.toLowerCase();
      found = all.filter(function (row) {
        return (!title || row.title.toLowerCase().indexOf(title) >= 0) &&
          (!wanted.kind || row.kind === wanted.kind) &&
          (!wanted.sector || row.sector === wanted.sector) &&
          (!wanted.analyst || row.people.some(function (p) { return p[0] === wanted.analyst })) &&
          (!wanted.lang || row.lang === wanted.lang) &&
          (!wanted.year || row.date.slice(0, 4) === wanted.year);
      });
      list.textContent = '';
      shown = 0;
      count.textContent = found.length ? page.found.replace('{n}', found.length) : page.found_none;
      extend();
    }, function () { count.textContent = page.search_failed });
  }
  function extend() {
    found.slice(shown, shown + SIZE).forEach(function (row) { list.append(desknoteItem(row, page, top)) });
    shown += SIZE;
    more.hidden = shown >= found.length;
  }
  function remember(wanted) {
    var query = new URLSearchParams();
    Object.keys(wanted).forEach(function (name) { if (wanted[name]) query.set(name, wanted[name]) });
    try { history.replaceState(null, '', query.toString() ? '?' + query : location.pathname) } catch (e) { /* from a disk */ }
  }
  form.hidden = false;
  new URLSearchParams(location.search).forEach(function (value, name) {
    if (form.elements[name]) form.elements[name].value = value;
  });
  form.addEventListener('input', apply);
  form.addEventListener('submit', function (event) { event.preventDefault(); apply() });
  form.addEventListener('reset', function () { setTimeout(apply) });
  more.addEventListener('click', function () {
    var before = list.children.length;
    extend();
    desknoteFocus(list, before);
  });
  apply();
})();
