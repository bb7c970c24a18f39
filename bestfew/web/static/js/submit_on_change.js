/* A form with [data-submit-on-change] is sent as soon as something else is chosen. */
document.addEventListener("change", ({ target }) => {
  target.closest("form[data-submit-on-change]")?.requestSubmit();
});
