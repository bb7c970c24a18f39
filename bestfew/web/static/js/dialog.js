/* [data-dialog-open="id"] opens the <dialog id>; [data-dialog-close] and a tap beside it
   close it. A dialog with [data-dialog-on-swap] opens when htmx fills it. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    opener.closest("dialog")?.close();
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
    return;
  }
  const dialog = event.target.closest("dialog[open]");
  if (!dialog) return;
  if (event.target.closest("[data-dialog-close]") || isBeside(dialog, event)) dialog.close();
});

/* A click made by a key has no place on the screen. */
function isBeside(dialog, { target, clientX, clientY }) {
  if (target !== dialog || (!clientX && !clientY)) return false;
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const dialog = detail.target?.closest?.("dialog[data-dialog-on-swap]");
  if (dialog && !dialog.open && dialog.childElementCount) dialog.showModal();
});
