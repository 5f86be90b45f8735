// What is wider than a narrow screen scrolls by itself, with the keyboard too: a drawing, and a formula in a line.
function scrolls(box, name) {
  box.classList.add("scrolls");
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", name);
}

function look() {
  for (const drawing of document.querySelectorAll('article img[src$=".svg"]'))
    if (innerWidth < 600) scrolls(drawing.parentElement, "a drawing");
  for (const formula of document.querySelectorAll("article mjx-container:not(.scrolls)")) {
    const room = formula.closest("p, li, td, dd, div").clientWidth;
    if (room && formula.scrollWidth > room + 1) scrolls(formula, "a formula");
  }
}

window.addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  look();
  document.addEventListener("toggle", look, true); // what was folded has its width only now
});
