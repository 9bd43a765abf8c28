// Brings back the rows of long tables and the links of long lists, which the page holds packed: search, sorting and pages.
(function () {
  "use strict";
  var ROWS = 50;
  async function unpacked(block) {
    var bytes = Uint8Array.from(atob(block.textContent), function (letter) { return letter.charCodeAt(0); });
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }
  function made(tag, words, attributes) {
    var element = document.createElement(tag);
    element.textContent = words;
    Object.entries(attributes || {}).forEach(function (pair) { element.setAttribute(pair[0], pair[1]); });
    return element;
  }
  function number(words) { return /^[-−–+$€]*\d[\d,. ]*/.test(words) ? parseFloat(words.replace("−", "-").replace(/[^\d.-]/g, "")) : NaN; }
  function compare(one, other) {
    var first = number(one), second = number(other);
    if (!isNaN(first) && !isNaN(second) && first !== second) { return first - second; }
    return (one === "") - (other === "") || one.localeCompare(other);
  }
  function tools(block) {
    var wrap = block.previousElementSibling, table = wrap.querySelector("table"), body = table.tBodies[0], all = null, found = [], at = 0;
    var heads = Array.from(table.tHead.rows[0].cells), caption = table.caption.textContent, sorted = {column: -1, down: false};
    var search = made("input", "", {type: "search", "aria-label": "Search in " + caption});
    var where = made("select", "", {"aria-label": "Column to search"});
    ["any column"].concat(heads.map(function (head) { return head.textContent; })).forEach(function (name, n) {
      where.append(made("option", name, {value: n - 1}));
    });
    var count = made("span", "", {role: "status"});
    var back = made("button", "Previous", {type: "button"}), next = made("button", "Next", {type: "button"});
    var bar = made("div", "", {"class": "tools"});
    var label = made("label", "Search ");
    label.append(search);
    bar.append(label, where, count, back, next);
    wrap.before(bar);
    block.nextElementSibling.firstChild.textContent = "All rows: ";
    async function rows() {
      if (!all) {
        var shown = Array.from(body.rows).map(function (row) { return row.innerHTML; }), template = document.createElement("tbody");
        all = shown.concat(await unpacked(block)).map(function (markup) {
          template.innerHTML = "<tr>" + markup + "</tr>";
          return {markup: markup, words: Array.from(template.rows[0].cells).map(function (cell) { return cell.textContent.trim(); })};
        });
      }
      return all;
    }
    async function choose() {
      var words = search.value.toLowerCase(), column = Number(where.value);
      found = (await rows()).filter(function (row) {
        return (column < 0 ? row.words.join("\n") : row.words[column]).toLowerCase().includes(words);
      });
      if (sorted.column >= 0) {
        found = found.slice().sort(function (one, other) {
          return (sorted.down ? -1 : 1) * compare(one.words[sorted.column], other.words[sorted.column]);
        });
      }
      at = 0;
      show();
    }
    function show() {
      body.innerHTML = found.slice(at, at + ROWS).map(function (row) { return "<tr>" + row.markup + "</tr>"; }).join("");
      tell(found.length);
      wrap.scrollTop = 0;
    }
    function tell(total) {
      count.textContent = total ? (at + 1) + "–" + Math.min(at + ROWS, total) + " of " + total : "no rows";
      back.disabled = at === 0;
      next.disabled = at + ROWS >= total;
    }
    async function turn(step) {
      if (!all) { await choose(); }
      at += step;
      show();
    }
    search.addEventListener("input", choose);
    where.addEventListener("change", choose);
    back.addEventListener("click", function () { turn(-ROWS); });
    next.addEventListener("click", function () { turn(ROWS); });
    heads.forEach(function (head, column) {
      var button = made("button", head.textContent, {type: "button", title: "Sort"});
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        sorted = {column: column, down: sorted.column === column && !sorted.down};
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
        choose();
      });
    });
    tell(Number(block.nextElementSibling.dataset.rows));
  }
  async function passages(block) {
    document.querySelectorAll("#further span.rest").forEach(function (words) {
      var button = made("button", words.textContent, {type: "button"}), id = words.parentElement.id;
      button.addEventListener("click", async function () {
        button.insertAdjacentHTML("beforebegin", ", " + (await unpacked(block))[id]);
        button.remove();
      });
      words.replaceWith(button);
    });
  }
  document.querySelectorAll("script.rest").forEach(tools);
  document.querySelectorAll("script.passages").forEach(passages);
})();
