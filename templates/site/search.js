/* Full-text search in the browser. It knows the index that desknote.site.search writes: terms in files of
   which only those are loaded that a question needs, notes as distances in base 36 with a letter for weight. */
(function () {
  'use strict';
  var place = document.querySelector('[data-search]');
  if (!place) return;
  var page = JSON.parse(place.dataset.words), top = place.dataset.top;
  var form = place.querySelector('form'), input = form.querySelector('input');
  var count = place.querySelector('[data-count]'), list = place.querySelector('[data-list]');
  var more = place.querySelector('[data-more]'), facets = place.querySelector('[data-facets]');
  var HAN = '\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}';
  var WORD = new RegExp('[' + HAN + ']+|[0-9]+(?:\\.[0-9]+)+|(?:(?![' + HAN + '])[\\p{L}\\p{N}])+', 'gu');
  var IS_HAN = new RegExp('^[' + HAN + ']', 'u');
  var SIZE = 10, EXPANSIONS = 80, asked = 0, fold = null;

  function folded(text) {
    return Array.from(text.normalize('NFKC').toLowerCase(), function (c) { return fold.get(c) || c }).join('');
  }
  /* The same with one letter for each letter, so that places in it are places in the text. */
  function aligned(text) {
    return Array.from(text, function (c) {
      var made = c.normalize('NFKC').toLowerCase();
      made = made.length === c.length ? made : c;
      return fold.get(made) || made;
    }).join('');
  }
  function stem(word) {
    if (word.length < 4 || !/^[a-z]+s$/.test(word)) return word;
    if (/[^ae]ies$/.test(word)) return word.slice(0, -3) + 'y';
    if (/[^aeo]es$/.test(word)) return word.slice(0, -1);
    return /[us]s$/.test(word) ? word : word.slice(0, -1);
  }
  /* What is asked for: each part has the terms that a note must have, and how the text says it. */
  function parts(query) {
    var found = [];
    (folded(query).match(WORD) || []).forEach(function (word) {
      var letters = Array.from(word);
      if (!IS_HAN.test(word)) found.push({ terms: [stem(word)], prefix: true, said: stem(word) });
      else if (letters.length === 1) found.push({ terms: [word], prefix: true, said: word });
      else {
        var pairs = letters.slice(1).map(function (c, i) { return letters[i] + c });
        found.push({ terms: pairs, prefix: false, said: word });
      }
    });
    return found;
  }
  function decoded(text) {
    var notes = [], at = -1;
    text.replace(/([0-9a-z]+)([A-Z])/g, function (_, step, weight) {
      at += parseInt(step, 36);
      notes.push([at, weight.charCodeAt(0) - 64]);
    });
    return notes;
  }
  /* The notes of one segment that have `term`, or a term that begins so: note to weight. */
  function lookUp(segment, term, prefix) {
    var shards = segment.shards, last = 0;
    while (last + 1 < shards.length && shards[last + 1][0] <= term) last++;
    var wanted = [shards[last]];
    if (prefix) {
      for (var i = last + 1; i < shards.length && shards[i][0].startsWith(term) && wanted.length < 4; i++) wanted.push(shards[i]);
    }
    return Promise.all(wanted.filter(Boolean).map(function (s) { return desknoteLoad(top, 'terms/' + s[1]) })).then(function (held) {
      var notes = new Map(), used = 0;
      held.forEach(function (terms) {
        var names = prefix ? Object.keys(terms).filter(function (t) { return t.startsWith(term) }) : [term];
        names.forEach(function (name) {
          if (!Object.hasOwn(terms, name) || used++ > EXPANSIONS) return;
          decoded(terms[name]).forEach(function (n) {
            var worth = name === term ? n[1] : n[1] * 0.6;
            notes.set(n[0], Math.max(notes.get(n[0]) || 0, worth));
          });
        });
      });
      return notes;
    });
  }
  function searched(index, wanted) {
    var terms = [];
    wanted.forEach(function (part) { part.terms.forEach(function (term) { terms.push([term, part.prefix]) }) });
    return Promise.all(index.segments.map(function (segment) {
      return Promise.all([desknoteRows(top, segment.notes)].concat(terms.map(function (t) { return lookUp(segment, t[0], t[1]) })));
    })).then(function (segments) {
      var often = terms.map(function (_, i) { return segments.reduce(function (sum, s) { return sum + s[i + 1].size }, 0) });
      var all = [];
      segments.forEach(function (held) {
        held[0].forEach(function (row, number) {
          var hits = 0, score = 0;
          terms.forEach(function (_, i) {
            var worth = held[i + 1].get(number);
            if (worth) { hits++; score += worth * Math.log(1 + index.count / often[i]) }
          });
          if (hits) all.push({ row: row, hits: hits, score: score });
        });
      });
      var full = all.filter(function (one) { return one.hits === terms.length });
      if (!full.length && wanted.length > 1) full = all.filter(function (one) { return one.hits * 2 >= terms.length });
      return full.sort(function (a, b) { return b.score - a.score || (a.row.date < b.row.date ? 1 : -1) });
    });
  }
  /* Whether the text says every word as it was asked for: pairs alone may come from different places. */
  function says(text, wanted) {
    var whole = folded(text).replace(/\s+/g, '');
    return wanted.every(function (part) { return whole.indexOf(part.said) >= 0 });
  }
  /* The piece of the text around what was asked for, with marks. */
  function excerpt(text, wanted, lang) {
    var compared = aligned(text), pattern = wanted.map(function (part) {
      var letters = Array.from(part.said, function (c) { return c.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') });
      return letters.join('\\s?') + (IS_HAN.test(part.said) ? '' : '[\\p{L}\\p{N}]*');  // a word is marked whole
    }).join('|');
    var place = document.createElement('p');
    place.className = 's-summary';
    if (lang !== page.lang) place.lang = lang;
    var spans = [], match, find = new RegExp(pattern, 'gu');
    while (pattern && (match = find.exec(compared)) && spans.length < 200) {
      if (!match[0]) break;
      spans.push([match.index, match.index + match[0].length]);
    }
    var best = 0, most = 0;
    spans.forEach(function (span) {
      var near = spans.filter(function (other) { return other[0] >= span[0] && other[0] < span[0] + 120 }).length;
      if (near > most) { most = near; best = span[0] }
    });
    var room = lang === 'en' ? 240 : 130, from = Math.max(0, best - (lang === 'en' ? 60 : 30)), to = Math.min(text.length, from + room);
    if (from) { var gap = text.slice(0, from + 20).search(/[\s。；，.;,¶][^\s。；，.;,¶]*$/); if (gap >= from - 20 && gap + 1 < best + 1) from = gap + 1 }
    var cut = lang === 'en' ? '...' : '…';
    if (from) place.append(cut);
    var at = from;
    spans.forEach(function (span) {
      if (span[0] < at || span[1] > to) return;
      place.append(shown(text.slice(at, span[0])));
      var mark = document.createElement('mark');
      mark.textContent = shown(text.slice(span[0], span[1]));
      place.append(mark);
      at = span[1];
    });
    place.append(shown(text.slice(at, to)) + (to < text.length ? cut : ''));
    return place;
  }
  /* Paragraphs of the text follow one another: a sentence ends with its stop, a heading with a dot. */
  function shown(text) {
    return text.replace(/([。！？；：])?([.!?;:])?\s*¶\s*/g, function (_, wide, narrow) { return wide || (narrow ? narrow + ' ' : ' · ') });
  }

  function run() {
    var query = input.value.trim(), turn = ++asked;
    more.hidden = true;
    list.textContent = '';
    if (!query) { count.textContent = page.search_hint; return Promise.resolve() }
    count.textContent = page.search_wait;
    return desknoteLoad(top, 'index').then(function (index) {
      return (fold ? Promise.resolve() : desknoteLoad(top, 'fold/' + index.fold).then(function (pairs) {
        var to = Array.from(pairs[1]);
        fold = new Map(Array.from(pairs[0], function (c, i) { return [c, to[i]] }));
      })).then(function () {
        var wanted = parts(query);
        return wanted.length && index.count ? searched(index, wanted).then(function (found) { return [wanted, found] }) : [[], []];
      });
    }).then(function (both) {
      if (turn !== asked) return;
      var chosen = {};
      facets.querySelectorAll('select').forEach(function (s) { chosen[s.name] = s.value });
      var found = both[1].filter(function (one) {
        return (!chosen.kind || one.row.kind === chosen.kind) && (!chosen.year || one.row.date.slice(0, 4) === chosen.year) &&
          (!chosen.lang || one.row.lang === chosen.lang);
      });
      return extend(query, both[0], found, 0, found.length, turn);
    }).catch(function () { if (turn === asked) count.textContent = page.search_failed });
  }
  function extend(query, wanted, found, from, total, turn) {
    var batch = found.slice(from, from + SIZE);
    return Promise.all(batch.map(function (one) { return desknoteLoad(top, 'text/' + one.row.text) })).then(function (texts) {
      if (turn !== asked) return;
      var left = total, added = 0;
      batch.forEach(function (one, i) {
        var text = one.row.title + ' ¶ ' + texts[i];
        if (found[0].hits === one.hits && !says(text, wanted)) { left--; return }
        list.append(desknoteItem(one.row, page, top, excerpt(texts[i], wanted, one.row.lang)));
        added++;
      });
      count.textContent = (left ? page.search_found : page.search_none).replace('{q}', query).replace('{n}', left);
      more.hidden = from + SIZE >= found.length;
      more.onclick = function () {
        var before = list.children.length;
        extend(query, wanted, found, from + SIZE, left, turn).then(function () { desknoteFocus(list, before) });
      };
      if (!added && from + SIZE < found.length) return extend(query, wanted, found, from + SIZE, left, turn);
    });
  }
  input.value = new URLSearchParams(location.search).get('q') || '';
  facets.hidden = false;
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    try { history.replaceState(null, '', '?q=' + encodeURIComponent(input.value.trim())) } catch (e) { /* from a disk */ }
    run();
  });
  facets.addEventListener('change', run);
  if (input.value) run(); else input.focus();
})();
