// Marks the spans that the address names ("#120-160,300-340"): characters of the article's clean text, counted as in the tables.
(function () {
  "use strict";
  function unmark() {
    document.querySelectorAll("#text mark").forEach(function (mark) { mark.replaceWith.apply(mark, Array.from(mark.childNodes)); });
    document.querySelectorAll("#text p").forEach(function (paragraph) { paragraph.normalize(); });
  }
  // Tables count characters, a browser counts UTF-16 units.
  function units(text, characters) { return Array.from(text).slice(0, characters).join("").length; }
  function mark(start, end) {
    var first = null;
    document.querySelectorAll("#text p[data-start]").forEach(function (paragraph) {
      var place = Number(paragraph.dataset.start), walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), nodes = [];
      while (walker.nextNode()) { nodes.push(walker.currentNode); }
      nodes.forEach(function (node) {
        var length = Array.from(node.data).length, from = Math.max(start - place, 0), to = Math.min(end - place, length);
        place += length;
        if (from >= to) { return; }
        var marked = node.parentElement.closest("mark"); // by a span before this one
        if (marked) { first = first || marked; return; }
        var part = node.splitText(units(node.data, from));
        part.splitText(units(part.data, to - from));
        var element = document.createElement("mark");
        part.replaceWith(element);
        element.append(part);
        first = first || element;
      });
    });
    return first;
  }
  function show() {
    unmark();
    var spans = decodeURIComponent(location.hash.slice(1)).match(/\d+-\d+/g) || [];
    var first = spans.map(function (span) { return mark(Number(span.split("-")[0]), Number(span.split("-")[1])); }).filter(Boolean)[0];
    document.documentElement.classList.toggle("marking", Boolean(first));
    if (first) { first.scrollIntoView({block: "center"}); }
  }
  window.addEventListener("hashchange", show);
  show();
})();
