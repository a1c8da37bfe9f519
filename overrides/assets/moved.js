/* A page that has moved: on to its new address at once, with the place that was asked for. Without scripts the page itself leads on. */

/**
 * Return where a page that has moved leads.
 * @param {string} to the new address of the page
 * @param {Record<string, string>} places new addresses of places on it that went elsewhere, by id
 * @param {string} asked the place that was asked for: an id, and words to be found there
 */
function movedAddress(to, places, asked) {
  const [id] = asked.split(":~:"), words = asked.slice(id.length);
  const [page, place = id] = (Object.hasOwn(places, id) ? places[id] : to).split("#");
  return page + (place || words ? `#${place}${words}` : "");
}

(() => {
  if (!document.currentScript) return;
  const {to = "", places = "{}"} = document.currentScript.dataset;
  // A browser takes the words of a text fragment out of the location, and tells them here alone.
  const [, asked = ""] = /#(.*)/.exec(performance.getEntriesByType("navigation")[0]?.name) ?? /#(.*)/.exec(location.href) ?? [];
  location.replace(movedAddress(to, JSON.parse(places), asked));
})();
