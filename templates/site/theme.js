/* The reader's choice of light or dark, before the first paint and from page to page. */
(function () {
  'use strict';
  var root = document.documentElement, key = 'desknote-theme';
  function kept() { try { return localStorage.getItem(key) } catch (e) { return null } }
  function apply(theme) { if (theme === 'dark' || theme === 'light') root.dataset.theme = theme }
  function dark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  apply(kept());
  document.addEventListener('DOMContentLoaded', function () {
    var button = document.querySelector('.theme-toggle');
    if (!button) return;
    function show() { button.setAttribute('aria-pressed', String(dark())) }
    button.hidden = false;
    show();
    button.addEventListener('click', function () {
      apply(dark() ? 'light' : 'dark');
      try { localStorage.setItem(key, root.dataset.theme) } catch (e) { /* a private window forgets */ }
      show();
    });
    addEventListener('storage', function (event) { if (event.key === key) { apply(event.newValue); show() } });
  });
})();
