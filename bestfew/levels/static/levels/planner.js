/* The planner answers while one slides: the one large figure at once, by plain
   multiplication; everything else from the server, a moment later. */
const RATES = ["answer", "prospect", "view", "buy"];
const planner = document.querySelector("[data-planner]");
const ask = planner.querySelector("[data-planner-ask]");
const value = (name) => Number(ask.elements[name].value);

function write(name, figure) {
  const out = planner.querySelector(`[data-out="${name}"]`);
  if (!out || !Number.isFinite(figure)) return;
  const digits = figure < 1 ? 2 : figure < 100 ? 1 : 0;
  out.textContent = new Intl.NumberFormat(document.documentElement.lang, {
    maximumFractionDigits: name === "people" ? 0 : digits,
  }).format(figure);
}

function answer() {
  const start = ask.elements.start.value;
  const chain = RATES.reduce((chance, name) => (chance * value(name)) / 100, 1);
  const wanted = start === "sales" ? value("sales") : value("income") / value("each");
  write("sales", value("reach") * value("days") * chain);
  write("people", Math.ceil(wanted / chain / value("days") - 1e-9));
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

planner.querySelectorAll("[data-knob]").forEach(slide);
ask.addEventListener("input", answer);

/* What is kept, or made the target, is what stands in the fields. */
planner.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-planner-takes]")) return;
  for (const [name, text] of new FormData(ask)) {
    const field = target.elements[name];
    if (field) field.value = text;
  }
});
