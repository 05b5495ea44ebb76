// Small help where scripts run; every page works without it.
// Keeps what is being typed as a draft, and leads to the first thing that needs another look.
"use strict";

const errors = document.querySelector(".errors");
if (errors) errors.focus();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  let timer;
  const saved = form.querySelector("[data-saved]");
  const keep = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.set("_place", form.getAttribute("action"));
    try {
      const answer = await fetch("/drafts", { method: "POST", body, credentials: "same-origin" });
      if (answer.ok && saved) saved.textContent = await answer.text();
    } catch {
      // A bad line: the next keystroke tries again, and sending the form does not depend on it.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

// The part of a form that belongs to one answer opens when that answer is given.
for (const part of document.querySelectorAll("details[data-when]")) {
  const form = part.closest("form");
  form?.addEventListener("change", () => {
    if (form.querySelector(`[value="${part.dataset.when}"]:checked`)) part.open = true;
  });
}
