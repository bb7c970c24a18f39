/* A form with [data-save-on-blur] is sent when one leaves it with something changed:
   by Tab, by a tap outside, or by choosing in a list. Escape puts the old values back. */
const FORM = "form[data-save-on-blur]";
const before = new WeakMap();

function values(form) {
  return JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
}

function save(form) {
  if (!before.has(form) || values(form) === before.get(form)) return;
  if (!form.reportValidity()) return;
  before.set(form, values(form));
  form.requestSubmit();
}

document.addEventListener("focusin", ({ target }) => {
  const form = target.closest(FORM);
  if (form && !before.has(form)) before.set(form, values(form));
});

function leave(form) {
  if (!before.has(form) || form.contains(document.activeElement)) return;
  save(form);
  before.delete(form);
}

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const form = target.closest(FORM);
  if (!form || form.contains(relatedTarget) || form === pressed) return;
  save(form);
  before.delete(form);
});

/* A press on something of its own, such as the words beside a box, is no leaving: what
   it does comes first. */
let pressed = null;

document.addEventListener("pointerdown", ({ target }) => {
  const last = pressed;
  pressed = target.closest(FORM);
  if (last && last !== pressed) leave(last);
});

document.addEventListener("click", () => {
  const last = pressed;
  pressed = null;
  if (last) setTimeout(() => leave(last)); // behind the click that a label passes on
});

/* Sent by Enter: leaving it, or its going away, sends it no second time. */
document.addEventListener("submit", ({ target }) => {
  if (target.matches(FORM)) before.set(target, values(target));
});

document.addEventListener("change", ({ target }) => {
  const form = target.closest(FORM);
  if (form && target.matches("select, [type=checkbox], [type=radio]")) save(form);
});

document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target.closest(FORM);
  if (!form) return;
  form.reset();
  before.delete(form);
  event.target.blur();
});
