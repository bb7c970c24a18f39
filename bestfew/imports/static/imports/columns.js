/* What a column may do where something is there already depends on what it means: only
   those choices stand open, and none is shown where there is but one. */
function follow(target) {
  const rule = target.closest("[data-column]").querySelector("select[data-rule]");
  const allowed = target.selectedOptions[0].dataset.rules.split(" ");
  for (const option of rule.options) option.disabled = !allowed.includes(option.value);
  if (rule.selectedOptions[0]?.disabled) rule.value = "fill";
  rule.closest("[data-rule-field]").hidden = allowed.length < 2;
}

for (const target of document.querySelectorAll("select[data-target]")) {
  follow(target);
  target.addEventListener("change", () => follow(target));
}
