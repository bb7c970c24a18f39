/* Counts people reached. Every tap goes into a queue on the phone, under an id of its
   own, and from there to the desk: at once, or when the net is back, exactly once.
   A form [data-tally] counts; [data-reach] says where to, and for whom; on the page
   without net, [data-offline] is filled with the channels that were seen last. */
const card = document.querySelector("[data-reach]");
const MOST_AT_ONCE = 100;
const isOffline = card?.hasAttribute("data-offline");
const AGAIN = 20_000;
const SETTLED = 1_000;
const SOON = [0, 1_000, 4_000]; // a net that is said to be back is not always there
const DAY = /^\d{4}-\d\d-\d\d$/;

/* --- what is kept on the phone: the queue, and the channels (gone at sign-out) */
function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("bestfew", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("queue", { keyPath: "submit_id" });
      asked.result.createObjectStore("desk");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function kept(store, mode, deed) {
  const database = await opened();
  try {
    const work = database.transaction(store, mode);
    const asked = deed(work.objectStore(store));
    await new Promise((resolve, reject) => {
      work.oncomplete = resolve;
      work.onabort = work.onerror = () => reject(work.error);
    });
    return asked.result;
  } finally {
    database.close();
  }
}

const keep = (entry) => kept("queue", "readwrite", (store) => store.put(entry));
const forget = (id) => kept("queue", "readwrite", (store) => store.delete(id));
const everything = () => kept("queue", "readonly", (store) => store.getAll());
const keepDesk = (desk) => kept("desk", "readwrite", (store) => store.put(desk, "desk"));
const lastDesk = () => kept("desk", "readonly", (store) => store.get("desk"));

let member = card?.dataset.member ?? "";

async function mine() {
  const entries = (await everything()).filter((entry) => entry.member === member);
  return {
    waiting: entries.filter((entry) => !entry.refused),
    refused: entries.filter((entry) => entry.refused),
  };
}

/* --- what the page says */
const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);

function addToTotal(count) {
  const total = card.querySelector("[data-total]");
  if (!total) return;
  total.dataset.total = Number(total.dataset.total) + count;
  total.textContent = number(total.dataset.total);
}

async function show({ signedOut = false } = {}) {
  const { waiting, refused } = await mine();
  const line = card.querySelector("[data-waiting]");
  line.hidden = !waiting.length;
  line.querySelector("[data-waiting-count]").textContent = number(waiting.length);
  line.querySelector("[data-sign-in-said]")?.remove();
  if (signedOut) {
    const said = document.createElement("span");
    said.dataset.signInSaid = "";
    said.textContent = card.querySelector("[data-sign-in]").content.textContent;
    line.append(said);
  }
  const row = card.querySelector("[data-refused-row]").content;
  card.querySelector("[data-refused]").replaceChildren(...refused.map((entry) => {
    const shown = row.cloneNode(true).firstElementChild;
    shown.dataset.id = entry.submit_id;
    shown.querySelector("[data-what]").textContent =
      `${number(entry.count)} ${entry.name} (${entry.on || entry.at.slice(0, 10)}): ${entry.refused}`;
    return shown;
  }));
}

function showFresh(answer) {
  const now = document.getElementById("reach-now");
  if (now && answer.now) {
    const name = document.activeElement?.closest("[data-tally]")?.dataset.name;
    const fresh = document.createElement("template");
    fresh.innerHTML = answer.now;
    now.replaceWith(fresh.content);
    const again = [...card.querySelectorAll("[data-tally]")].find((each) => each.dataset.name === name);
    again?.querySelector("button").focus({ preventScroll: true });
  }
  const toasts = document.getElementById("toasts");
  if (toasts && answer.toasts?.trim()) toasts.innerHTML = answer.toasts;
}

/* --- to the desk */
function cookie(name) {
  const pair = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : "";
}

async function post(entries) {
  const answer = await fetch(card.dataset.queue, {
    method: "POST",
    redirect: "manual",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": cookie("csrftoken"),
      "HX-Current-URL": location.href,
    },
    body: JSON.stringify({ entries }),
  });
  return { answer, isOut: answer.type === "opaqueredirect" || answer.status === 403 };
}

let sending = false;

async function send() {
  if (sending || !member) return;
  sending = true;
  try {
    while (await sendSome());
  } catch {
    await show(); // no net: everything stays where it is
  } finally {
    sending = false;
  }
}

/* Whether there may be more to send. */
async function sendSome() {
  const { waiting } = await mine();
  if (!waiting.length) {
    await show();
    await leave();
    return false;
  }
  const some = waiting.slice(0, MOST_AT_ONCE);
  const { answer, isOut } = await post(some);
  if (isOut || !answer.ok) {
    await show({ signedOut: isOut });
    return false;
  }
  const said = await answer.json();
  for (const entry of some) {
    const result = said.results[entry.submit_id];
    if (result?.state === "counted") await forget(entry.submit_id);
    else if (result) await keep({ ...entry, refused: result.says });
  }
  const left = (await mine()).waiting.length;
  if (!left) showFresh(said);
  return true;
}

/* From the page without net to the one that was asked for, once there is net again and
   nothing is half typed. */
async function leave() {
  if (!isOffline || performance.now() < SETTLED || card.querySelector("[type=number]").value) return;
  const answer = await fetch(card.dataset.probe, { cache: "no-store" });
  if (answer.ok) location.reload();
}

/* --- a tap */
function entryOf(form, submitter) {
  const data = new FormData(form, submitter);
  const picked = form.querySelector("[name=channel]:checked") ?? form;
  const on = data.get("on") ?? "";
  const campaign = form.querySelector("[name=campaign]")?.selectedOptions[0];
  return {
    submit_id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`,
    member,
    channel: data.get("channel"),
    campaign: campaign?.value ?? "",
    name: campaign?.value ? campaign.textContent.trim() : picked.dataset.name,
    count: Number(data.getAll("count").filter(Boolean).pop()),
    on: DAY.test(on) ? on : "",
    at: new Date().toISOString(), // the desk knows which day that is where it works
    minutes: data.get("minutes") ?? "",
    is_given: data.get("is_given") ? "on" : "",
  };
}

async function count(form, submitter) {
  const entry = entryOf(form, submitter);
  if (!(entry.count >= 1 && entry.channel)) {
    form.querySelector("[type=number]")?.focus();
    return;
  }
  await keep(entry);
  form.closest("dialog")?.close();
  if (form.hasAttribute("data-sheet")) form.reset();
  if (!entry.on) addToTotal(entry.count);
  if (!navigator.onLine) await show();
  await send();
}

/* Before other listeners: a second tap is another count, not the same form again. */
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-tally]");
  if (!form || !member || event.submitter?.value === "total") return;
  event.preventDefault();
  count(form, event.submitter).catch(() => form.submit()); // nowhere to keep it
}, true);

document.addEventListener("click", async ({ target }) => {
  const row = target.closest("[data-refused] [data-id]");
  if (!row) return;
  if (target.closest("[data-drop]")) await forget(row.dataset.id);
  if (target.closest("[data-again]")) {
    const { refused } = await mine();
    const entry = refused.find((each) => each.submit_id === row.dataset.id);
    if (entry) await keep({ ...entry, refused: "" });
  }
  await show();
  await send();
});

document.addEventListener("click", (event) => {
  const sheet = document.getElementById("tally-sheet");
  if (!event.target.closest("[data-tally-open]") || !sheet) return;
  event.preventDefault();
  sheet.showModal();
});

/* --- the channels, for the page without net */
function channels() {
  return [...document.querySelectorAll("[data-sheet] [name=channel]")].map((each) => ({
    channel: each.value,
    name: each.dataset.name,
    icon: each.dataset.icon,
    step: each.dataset.step,
  }));
}

/* --- the campaigns: a choice of one is a choice of its channel, and the other way round */
function offer(campaigns) {
  const choice = card.ownerDocument.querySelector("[data-campaigns]");
  if (!choice) return;
  const list = choice.querySelector("select");
  const chosen = list.value;
  const options = campaigns.map((each) => {
    const option = new Option(each.name, each.campaign, false, each.campaign === chosen);
    option.dataset.channel = each.channel;
    return option;
  });
  list.replaceChildren(list.options[0], ...options);
  choice.hidden = !campaigns.length;
}

async function askForCampaigns() {
  try {
    const answer = await fetch(card.dataset.campaignsAt, { redirect: "error" });
    if (!answer.ok) return;
    const { campaigns } = await answer.json();
    offer(campaigns);
    await keepDesk({ ...(await lastDesk()), campaigns });
  } catch {
    // no net: those that were seen last are offered
  }
}

document.addEventListener("change", ({ target }) => {
  const form = target.closest("[data-sheet]");
  if (!form) return;
  const list = form.querySelector("[name=campaign]");
  const its = list.selectedOptions[0]?.dataset.channel;
  if (target === list && its) {
    const picks = [...form.querySelectorAll("[name=channel]")];
    const pick = picks.find((each) => each.value === its);
    if (!pick) return;
    pick.checked = true;
    pick.closest("details")?.setAttribute("open", "");
  } else if (target.name === "channel" && its !== target.value) list.value = "";
});

async function fill() {
  const desk = await lastDesk();
  member = desk?.member ?? "";
  card.querySelector("[data-unknown]").hidden = Boolean(desk);
  const form = card.querySelector("[data-sheet]");
  form.hidden = !desk;
  if (!desk) return;
  offer(desk.campaigns ?? []);
  const pick = card.querySelector("[data-pick]").content;
  form.querySelector("[data-picks]").append(...desk.channels.map((each, index) => {
    const shown = pick.cloneNode(true).firstElementChild;
    const input = shown.querySelector("input");
    input.value = each.channel;
    input.checked = !index;
    Object.assign(input.dataset, each);
    shown.append(each.name);
    return shown;
  }));
}

async function begin() {
  if (isOffline) await fill();
  else if (channels().length) {
    const last = await lastDesk();
    const campaigns = last?.member === member ? last.campaigns ?? [] : [];
    await keepDesk({ member, channels: channels(), campaigns });
    offer(campaigns);
    askForCampaigns();
    navigator.serviceWorker?.ready.then((ready) => ready.active?.postMessage("page"));
  }
  await show();
  await send();
  addEventListener("online", () => SOON.forEach((wait) => setTimeout(send, wait)));
  document.addEventListener("visibilitychange", () => document.hidden || send());
  setInterval(send, isOffline ? AGAIN / 4 : AGAIN);
}

if (card) begin();
