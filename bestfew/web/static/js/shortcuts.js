/* [data-key="n"] is clicked, or focused if one writes in it, when that key is pressed.
   Several keys are parted by spaces; `mod+k` is Ctrl or Command with K. The last such
   element that is seen wins, so that an open dialog comes before the page behind it. */
const WRITES = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select";

function spelled({ key, ctrlKey, metaKey, altKey }) {
  if (altKey) return "";
  return (ctrlKey || metaKey ? "mod+" : "") + key.toLowerCase();
}

function seen(element) {
  const dialog = document.querySelector("dialog[open]");
  return element.checkVisibility() && !element.disabled && (!dialog || dialog.contains(element));
}

function allowed(event, keys) {
  if (keys.startsWith("mod+")) return true;
  // A field that was just closed may keep the focus until the next frame.
  if (event.target.closest(WRITES)?.checkVisibility() || event.target.isContentEditable) return false;
  if (keys.startsWith("arrow") && event.target.closest("[type=radio]")) return false;
  return localStorage.getItem("keys") !== "off";
}

document.addEventListener("keydown", (event) => {
  const keys = spelled(event);
  if (!keys || event.defaultPrevented || event.repeat || !allowed(event, keys)) return;
  const bound = [...document.querySelectorAll("[data-key]")]
    .filter((each) => each.dataset.key.split(" ").includes(keys) && seen(each))
    .pop();
  if (!bound) return;
  event.preventDefault();
  if (bound.matches(WRITES)) {
    bound.focus();
    bound.select?.();
  } else {
    bound.click();
  }
});
