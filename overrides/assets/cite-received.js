/* What the bar says of emendations. */

/**
 * Say what was received where a passage has an emendation.
 * @param {Emendation} emendation
 */
function describeReceived({dataset: {received = ""}, textContent: is}) {
  const was = received.trim() ? `“${received.trim()}”` : "nothing";
  return is ? `${was} for “${is.trim()}”` : `${was}, left out here`;
}
