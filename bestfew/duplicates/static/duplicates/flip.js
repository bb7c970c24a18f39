/* A [data-flip] button checks the next radio of its [data-flips] group. */
document.addEventListener("click", ({ target }) => {
  const group = target.closest("[data-flip]")?.closest("[data-flips]");
  if (!group) return;
  const radios = [...group.querySelectorAll("input[type=radio]")];
  const next = radios[(radios.findIndex((each) => each.checked) + 1) % radios.length];
  next.checked = true;
  next.dispatchEvent(new Event("change", { bubbles: true }));
});
