/* The [data-palette] dialog: arrows choose among what is found, Enter goes there. The
   keyboard stays in the field; `aria-activedescendant` tells which answer is chosen. */
const dialog = document.querySelector("[data-palette]");
const field = dialog?.querySelector("[role=combobox]");
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function options() {
  return [...dialog.querySelectorAll("[role=option]")];
}

function chosen() {
  return dialog.querySelector("[role=option][aria-selected=true]");
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

function step(by) {
  const all = options();
  const at = all.indexOf(chosen());
  choose(all[(at + by + all.length) % all.length]);
}

function show() {
  const all = options();
  field.setAttribute("aria-expanded", String(all.length > 0));
  choose(field.value.trim() ? all[0] : undefined);
  const news = chosen()?.querySelector(".palette__what") ?? dialog.querySelector(".palette__none");
  dialog.querySelector("[data-palette-said]").textContent = news?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

if (dialog) {
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter ends a Chinese or Vietnamese word first
    if (event.key in STEPS && options().length) {
      event.preventDefault();
      step(STEPS[event.key]);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    }
  });
  dialog.addEventListener("htmx:afterSwap", show);
  dialog.addEventListener("click", ({ target }) => {
    if (target.closest("a[href]")) dialog.close();
  });
  new MutationObserver(() => dialog.open && field.select()).observe(dialog, { attributeFilter: ["open"] });
}
