/* A page that has moved: on to its new address at once, with the place that was asked for. Without scripts the page itself leads on. */
{
  const {to, places} = document.currentScript.dataset;
  // A browser takes the words of a text fragment out of the location, and tells them here alone.
  const [, asked = ""] = /#(.*)/.exec(performance.getEntriesByType("navigation")[0]?.name) ?? /#(.*)/.exec(location.href) ?? [];
  const [id] = asked.split(":~:"), moved = JSON.parse(places)[id];
  const [page, place = id] = (moved ?? to).split("#"), words = asked.slice(id.length);
  location.replace(page + (place || words ? `#${place}${words}` : ""));
}
