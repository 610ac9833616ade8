// Passkeys. A form with data-passkey="create" or "get" is sent once the browser has made a passkey
// or shown one: its address says by GET what the browser needs, and takes by POST what it brought.
// Forms stay hidden where a browser can't do it; everybody can still sign in by code.

const ceremonies = {
  create: (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: (options) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

async function hold(form) {
  const answer = await fetch(form.action, { cache: "no-store" });
  // Signed in too long ago: the page that says so is where we were led.
  if (answer.redirected) return location.assign(answer.url);
  const { publicKey } = await answer.json();
  const credential = await ceremonies[form.dataset.passkey](publicKey);
  form.elements.credential.value = JSON.stringify(credential);
  form.requestSubmit();
}

function mount(form) {
  const button = form.querySelector("button");
  const says = form.querySelector("[role=status]");

  form.addEventListener("submit", async (event) => {
    const { credential } = form.elements;
    if (credential.value) {
      // It is good for one time only: a page that comes back from the cache asks anew.
      addEventListener("pagehide", () => (credential.value = ""), { once: true });
      return;
    }
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    says.textContent = "";
    try {
      await hold(form);
    } catch (error) {
      // Changed one's mind, took too long, or this device has one already.
      says.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed;
    } finally {
      button.disabled = false;
    }
  });
  form.hidden = false;
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  document.querySelectorAll("form[data-passkey]").forEach(mount);
  for (const each of document.querySelectorAll("[data-passkey-unable]")) each.hidden = true;
}
