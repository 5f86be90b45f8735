// Looks through SECTIONS, which sections.py writes: each section and each function is found by itself.
const ENDING = /(ing|ed|es|s)$/;

function stem(word) {
  return word.length > 4 ? word.replace(ENDING, "") : word;
}

function split(text) {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

// How often the stems follow each other among the words.
function phrases(words, stems) {
  return words.filter((_, at) => stems.every((one, k) => words[at + k]?.startsWith(one))).length;
}

// The whole phrase counts more than its words, a title more than a text, and a lesson more than what is looked up.
function score({ title, text, address }, stems) {
  const [head, body] = [split(title), split(text)];
  const lesson = address.startsWith("notebooks/") ? 5 : 1;
  if (!stems.every((one) => head.concat(body).some((word) => word.startsWith(one)))) return 0;
  return lesson * (1 + 20 * phrases(head, stems) + (10 * phrases(body, stems)) / (1 + body.length / 100));
}

// The text around the first of the words.
function snippet(text, stems) {
  const found = stems.map((one) => text.toLowerCase().indexOf(one)).filter((at) => at >= 0);
  const begin = text.lastIndexOf(" ", Math.max(0, Math.min(...found, text.length) - 80)) + 1;
  return (begin ? "… " : "") + text.slice(begin, begin + 220) + (begin + 220 < text.length ? " …" : "");
}

function entry({ page, title, address, text }, stems) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = address;
  link.textContent = page === title ? title : `${page} › ${title}`;
  item.appendChild(document.createElement("p")).textContent = snippet(text, stems);
  return item;
}

document.addEventListener("DOMContentLoaded", () => {
  const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  for (const field of document.querySelectorAll("input[name=q]")) field.value = query;
  const stems = split(query).map(stem);
  if (!stems.length) return;
  const found = SECTIONS.map((one) => [score(one, stems), one]).filter(([points]) => points);
  found.sort(([a], [b]) => b - a);
  const results = document.getElementById("search-results");
  results.appendChild(document.createElement("p")).textContent =
    found.length === 0 ? `Nothing is found for “${query}”.` : `${found.length} section${found.length > 1 ? "s" : ""}`;
  results.appendChild(document.createElement("ul")).append(...found.slice(0, 20).map(([, one]) => entry(one, stems)));
});
