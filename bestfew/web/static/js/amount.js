/* Under [data-amount] the figure stands once more with the language's own groups, for
   nobody counts the zeros of 3200000000. */
const LEAST = 10000;

function say(input) {
  const figure = Number(input.value);
  let out = input.nextElementSibling;
  if (!out?.matches("output[data-said]")) {
    out = document.createElement("output");
    out.dataset.said = "";
    out.className = "small quiet";
    input.after(out);
  }
  out.hidden = !(figure >= LEAST);
  out.textContent = out.hidden ? "" : new Intl.NumberFormat(document.documentElement.lang).format(figure);
}

function sayAll(root) {
  root.querySelectorAll("input[data-amount]").forEach(say);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("input[data-amount]")) say(target);
});
document.addEventListener("htmx:load", ({ detail }) => sayAll(detail.elt));
sayAll(document);
