/* Toasts leave by themselves, but not under the pointer or the keyboard. A <template
   data-toast-on="event"> holds the toast that shows when that event happens. */
const SECONDS = 10;
const region = document.querySelector("[data-toasts]");

function isHeld(toast) {
  return toast.matches(":hover, :focus-within");
}

function leaveLater(toast) {
  if (toast.dataset.leaves) return;
  toast.dataset.leaves = "true";
  const clock = setInterval(() => {
    if (isHeld(toast)) return;
    clearInterval(clock);
    toast.remove();
  }, SECONDS * 1000);
}

function watch() {
  region.querySelectorAll("[data-toast]").forEach(leaveLater);
}

if (region) {
  watch();
  new MutationObserver(watch).observe(region, { childList: true });
  region.addEventListener("click", ({ target }) => {
    if (target.closest("[data-toast-close]")) target.closest("[data-toast]").remove();
  });
  document.querySelectorAll("template[data-toast-on]").forEach((template) => {
    document.addEventListener(template.dataset.toastOn, () => {
      region.replaceChildren(template.content.cloneNode(true));
    });
  });
}
