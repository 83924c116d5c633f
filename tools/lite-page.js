// Runs first in a page of JupyterLite: links of the text get the address of this book, and a Python
// that does not come is said in words, where there would only be a red mark beside the kernel's name. The book's
// own service worker is left alone.
(() => {
  const book = new URL("../..", location.href).href;
  const chapter = new URLSearchParams(location.search).get("path")?.replace(/\.ipynb$/, "") ?? "index";

  const { fetch } = window;
  window.fetch = async (...asked) => {
    const answer = await fetch(...asked);
    if (!answer.ok || !/\/files\/[^/]+\.ipynb$/.test(new URL(answer.url).pathname)) return answer;
    return new Response((await answer.text()).replaceAll("https://book.invalid/", book), answer);
  };

  // JupyterLite takes any worker of its page for its own, and ends all others when it is new here. That of the book,
  // whose scope is the whole site, is none of its business.
  const here = new URL("..", location.href).href;
  const workers = navigator.serviceWorker;
  if (workers) {
    const { get } = Object.getOwnPropertyDescriptor(ServiceWorkerContainer.prototype, "controller");
    const all = workers.getRegistrations.bind(workers);
    const own = (controller) => (controller?.scriptURL.startsWith(here) ? controller : null);
    Object.defineProperty(workers, "controller", { get: () => own(get.call(workers)) });
    workers.getRegistrations = async () => (await all()).filter(({ scope }) => scope.startsWith(here));
  }

  const say = (reason) => {
    if (document.getElementById("no-python")) return;
    const line = document.createElement("p");
    line.id = "no-python";
    line.setAttribute("role", "alert");
    line.style.cssText =
      "position:fixed;inset:auto 1rem 1rem;z-index:10000;margin:0 auto;max-width:44rem;padding:.75rem 1rem;" +
      "font:1rem/1.5 system-ui,sans-serif;color:#1f2937;background:#fff4e5;border:2px solid #b45309;border-radius:6px";
    const page = document.createElement("a");
    page.href = `${book}book/${encodeURIComponent(chapter)}.html`;
    page.textContent = "the chapter’s page";
    page.style.color = "#1d4ed8";
    line.append(`Python could not be started, so no cell can run here: ${reason}. `);
    line.append("Look whether the connection or a blocker stands in the way and load this page again; ", page);
    line.append(" shows text and labs without it.");
    document.body.append(line);
  };

  window.Worker = class extends Worker {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", ({ data }) => data?.noPython && say(data.noPython));
    }
  };
})();
