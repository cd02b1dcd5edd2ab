// A page without a service worker: the server answers.

window.ready = Promise.resolve();
