/* The page can be put on the phone's first screen; without net it still counts. What it
   needs to know of the desk for that is forgotten where nobody is signed in. */
const isMember = document.body.hasAttribute("data-member");

function forgetDesk() {
  const asked = indexedDB.open("bestfew", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("queue", { keyPath: "submit_id" });
    asked.result.createObjectStore("desk");
  };
  asked.onsuccess = () => {
    asked.result.transaction("desk", "readwrite").objectStore("desk").clear();
    asked.result.close();
  };
}

if (isMember) navigator.serviceWorker?.register("/worker.js").catch(() => {});
else forgetDesk();
