/* Qualify: the verdict follows the answers as they are tapped, and the keys 1, 2 and 3
   belong to the first question that is still open. The words come from the page; what
   counts in the end is what the server makes of the answers. */

const asks = (form) => [...form.querySelectorAll("[data-ask]")];
const chosen = (ask) => ask.querySelector(".ask__opts :checked")?.value ?? "";

function judge(form) {
  const all = asks(form).map((ask) => ({ ask, value: chosen(ask), decides: "required" in ask.dataset }));
  const required = all.filter((each) => each.decides);
  const met = all.filter((each) => each.value === "met").length;
  const failed = required.filter((each) => each.value === "not_met").length;
  const open = all.find((each) => each.value !== "met" && each.value !== "not_met");
  let state = met ? "possible" : "lead";
  if (failed) state = "disqualified";
  else if (required.length && required.every((each) => each.value === "met")) state = "prospect";
  return { state, met, failed: all.filter((each) => each.value === "not_met").length, hint: failed ? "" : open?.ask.dataset.hint ?? "" };
}

const words = (form, selector) => form.querySelector(`template${selector}`)?.content.textContent ?? "";

function write(form, selector, text) {
  const place = form.querySelector(selector);
  if (place.textContent !== text) place.textContent = text;
}

function tell(form) {
  const { state, met, failed, hint } = judge(form);
  write(form, "[data-state]", words(form, `[data-title="${state}"]`));
  write(form, "[data-why]", words(form, state === "disqualified" ? `[data-failed="${failed}"]` : `[data-known="${met}"]`));
  write(form, "[data-hint-shown]", hint);
  giveKeys(form, state);
}

/* The keys go to the first question without an answer; after a "no", to the last one. */
function giveKeys(form, state) {
  const keep = form.querySelector("[data-keep]");
  const all = [...asks(form), ...(state === "disqualified" ? [keep] : [])];
  const open = all.find((ask) => !chosen(ask));
  for (const ask of [...asks(form), keep]) {
    ask.toggleAttribute("data-open", ask === open);
    ask.querySelectorAll(".ask__opts input").forEach((input, n) => {
      if (ask === open) input.dataset.key = n + 1;
      else delete input.dataset.key;
    });
  }
}

/* A "no" asks one question more: it is not to hide behind the bar. */
function bringUp(form) {
  const keep = form.querySelector("[data-keep]");
  if (judge(form).state === "disqualified" && !chosen(keep)) keep.scrollIntoView({ block: "nearest" });
}

function start() {
  document.querySelectorAll("[data-qualify]").forEach(tell);
}

document.addEventListener("change", ({ target }) => {
  const form = target.closest("[data-qualify]");
  if (!form) return;
  tell(form);
  bringUp(form);
});

/* Enter goes on, unless it opens what has the focus. */
document.addEventListener("keydown", (event) => {
  const next = document.querySelector("[data-qualify] [data-next]");
  if (!next || event.key !== "Enter" || event.repeat || event.ctrlKey || event.metaKey) return;
  if (document.querySelector("dialog[open]") || event.target.closest("a, button, summary, textarea, [type=text], [type=search]")) return;
  event.preventDefault();
  next.click();
});

document.addEventListener("htmx:afterSwap", start); // before it settles: no key is lost
document.addEventListener("htmx:afterSettle", () => requestAnimationFrame(() => document.querySelectorAll("[data-qualify]").forEach(bringUp)));
start();
