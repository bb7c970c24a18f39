/* [data-live] asks now and then what others recorded. It does not while somebody types,
   so that nothing is taken from under their hands, nor while nobody looks. A form with
   [data-clear] is emptied once it was sent. */
const TYPING = "input:not([type=hidden]), textarea, select";

function isTyping() {
  return document.activeElement?.matches(TYPING) ?? false;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.matches("[data-live]")) return;
  const busy = document.hidden || isTyping() || document.querySelector("dialog[open]");
  if (busy) event.preventDefault();
});

document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (detail.successful && target.matches("form[data-clear]")) target.reset();
});
