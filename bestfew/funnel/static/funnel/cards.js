/* The funnel by keyboard and by thumb. [data-card-step] moves the focus among the cards,
   so that Enter opens one; a swipe across [data-parts] shows the part beside. */
const FAR = 60;
const STEEP = 0.5;

function step(by) {
  const cards = [...document.querySelectorAll("[data-card]")];
  const at = cards.indexOf(document.activeElement?.closest("li")?.querySelector("[data-card]"));
  const next = cards[Math.min(Math.max(at + by, 0), cards.length - 1)];
  next?.focus();
  next?.closest("li").scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-card-step]");
  if (button) step(Number(button.dataset.cardStep));
});

let start = null;

document.addEventListener(
  "touchstart",
  ({ touches, target }) => {
    const inside = target.closest("[data-parts]") && !target.closest("details[open], input");
    start = inside && touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
  },
  { passive: true },
);

document.addEventListener(
  "touchend",
  ({ changedTouches: [end] }) => {
    if (!start) return;
    const [right, down] = [end.clientX - start.x, end.clientY - start.y];
    start = null;
    if (Math.abs(right) < FAR || Math.abs(down) > STEEP * Math.abs(right)) return;
    const parts = [...document.querySelectorAll("[data-part]")];
    const at = parts.findIndex((part) => part.matches("[aria-current]"));
    parts[at + (right < 0 ? 1 : -1)]?.click();
  },
  { passive: true },
);
