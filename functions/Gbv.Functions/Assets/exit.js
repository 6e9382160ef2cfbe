// Quick exit: leave the page by replacing it, so that Back does not return to it. The link works without this file.
(function () {
  var exit = document.getElementById('exit');
  var presses = [];

  function leave(target) {
    document.documentElement.hidden = true;
    document.title = ' ';
    location.replace(target);
  }

  if (exit) {
    exit.addEventListener('click', function (event) {
      event.preventDefault();
      leave(exit.href);
    });
    document.addEventListener('keydown', function (event) {
      if (event.key !== 'Escape') { presses = []; return; }
      presses = presses.filter(function (t) { return event.timeStamp - t < 3000; });
      presses.push(event.timeStamp);
      if (presses.length >= 3) leave(exit.href);
    });
  }

  // The receipt shows its code once: ending replaces the page by the neutral one.
  document.querySelectorAll('a[data-replace]').forEach(function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      leave(link.href);
    });
  });
})();

// Back shows nothing of a page that was left. What opened it at /follow-up is not kept to be sent again, and a page that the browser
// holds in its memory is blank there and fetched anew.
(function () {
  if (location.pathname === '/follow-up') history.replaceState(null, '', location.pathname + location.search);
  window.addEventListener('pagehide', function () { document.documentElement.hidden = true; });
  window.addEventListener('pageshow', function (event) { if (event.persisted) location.reload(); });
})();

// Sending a file: says that it is on its way, and that it is too large before it is sent. The form works without this file.
(function () {
  var form = document.getElementById('upload');
  var file = document.getElementById('f-file');
  var wrong = document.getElementById('f-file-error');
  var sending = document.getElementById('sending');
  if (!form || !file) return;

  function tooLarge() {
    var large = file.files.length > 0 && file.files[0].size > Number(file.dataset.most);
    wrong.hidden = !large;
    return large;
  }

  file.addEventListener('change', tooLarge);
  form.addEventListener('submit', function (event) {
    if (tooLarge() || !sending.hidden) { event.preventDefault(); return; }
    sending.hidden = false;
  });
})();
