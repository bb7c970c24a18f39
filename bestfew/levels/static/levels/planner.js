/* The planner answers while one slides: the one large figure at once, by plain
   multiplication; everything else from the server, a moment later. */
const bound = new WeakSet();
const RATES = ["answer", "prospect", "view", "buy"];

function write(planner, name, figure) {
  const out = planner.querySelector(`[data-out="${name}"]`);
  if (!out || !Number.isFinite(figure)) return;
  const digits = figure < 1 ? 2 : figure < 100 ? 1 : 0;
  out.textContent = new Intl.NumberFormat(document.documentElement.lang, {
    maximumFractionDigits: name === "people" ? 0 : digits,
  }).format(figure);
}

function answer(planner, ask) {
  const value = (name) => Number(ask.elements[name].value);
  const start = ask.elements.start.value;
  const chain = RATES.reduce((chance, name) => (chance * value(name)) / 100, 1);
  const wanted = start === "sales" ? value("sales") : value("income") / value("each");
  write(planner, "sales", value("reach") * value("days") * chain);
  write(planner, "people", Math.ceil(wanted / chain / value("days") - 1e-9));
}

/* A slider under a field; the field is the one that is sent, and takes exact figures. */
function slide(knob) {
  const field = knob.querySelector("input");
  const range = document.createElement("input");
  const now = Number(field.value) || 1;
  const step = 10 ** Math.floor(Math.log10(now) - 1);
  const most = Math.min(Number(field.max), Number((now * 4).toPrecision(1)));
  Object.assign(range, { type: "range", min: step, max: most, step, className: "knob__slide" });
  range.value = field.value;
  range.setAttribute("aria-labelledby", `${field.id}_label`);
  range.addEventListener("input", () => {
    field.value = Number(Number(range.value).toFixed(4));
  });
  field.addEventListener("input", () => {
    if (field.value) range.value = field.value;
  });
  knob.querySelector("label").id = `${field.id}_label`;
  knob.querySelector(".knob__box").after(range);
}

function bind(planner) {
  const ask = planner.querySelector("[data-planner-ask]");
  if (!ask || bound.has(ask)) return;
  bound.add(ask);
  planner.querySelectorAll("[data-knob]").forEach(slide);
  ask.addEventListener("input", () => answer(planner, ask));

  /* What is kept, or made the target, is what stands in the fields. */
  planner.addEventListener("submit", ({ target }) => {
    if (!target.matches("[data-planner-takes]")) return;
    for (const [name, text] of new FormData(ask)) {
      const field = target.elements[name];
      if (field) field.value = text;
    }
  });
}

const look = () => document.querySelectorAll("[data-planner]").forEach(bind);
look();
document.addEventListener("htmx:afterSwap", look);
