/* The list of keys, read off the page: opened by `?`, named by what they are bound to.
   Its switch turns single keys off on this device. */
const dialog = document.querySelector("[data-keys]");

function nameOf(element) {
  return element.dataset.keyName || element.getAttribute("aria-label") || element.textContent.trim();
}

const ARROWS = { arrowleft: "←", arrowright: "→" };

function spelled(keys) {
  if (keys.startsWith("mod+")) return `Ctrl ${keys.slice(4).toUpperCase()}`;
  return ARROWS[keys] || keys.toUpperCase();
}

function row(element) {
  const made = dialog.querySelector("[data-keys-row]").content.cloneNode(true);
  made.querySelector("[data-keys-name]").textContent = nameOf(element);
  for (const keys of element.dataset.key.split(" ")) {
    const kbd = document.createElement("kbd");
    kbd.textContent = spelled(keys);
    made.querySelector("[data-keys-key]").append(kbd, " ");
  }
  return made;
}

function fill() {
  const bound = [...document.querySelectorAll("[data-key]")].filter((each) => each.checkVisibility());
  const named = new Map(bound.map((each) => [each.dataset.key, each]));
  dialog.querySelector("[data-keys-list]").replaceChildren(...[...named.values()].map(row));
}

if (dialog) {
  const single = dialog.querySelector("[data-keys-switch]");
  single.checked = localStorage.getItem("keys") !== "off";
  single.addEventListener("change", () => localStorage.setItem("keys", single.checked ? "on" : "off"));
  new MutationObserver(() => dialog.open && fill()).observe(dialog, { attributeFilter: ["open"] });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.target.closest("input, textarea, select, dialog[open]")) return;
    dialog.showModal();
  });
}
