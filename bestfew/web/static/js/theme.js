/* Light or dark, before the first paint: what was chosen here, else what the system asks. */
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is closed to us: follow the system
    }
  };
  const show = () => {
    root.dataset.bsTheme = chosen() || (dark.matches ? "dark" : "light");
  };
  root.dataset.js = "";
  show();
  dark.addEventListener("change", show);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", next);
    } catch {
      // it holds for this page
    }
    root.dataset.bsTheme = next;
  });
})();
