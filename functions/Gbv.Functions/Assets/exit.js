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
