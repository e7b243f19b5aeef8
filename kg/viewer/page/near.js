// Where the map goes when something was chosen, narrowed down or connected, and the chip that tells that only a part is shown.

import { fit, looking, mapElement, moveToFocus } from "./camera.js";
import { chip, setChips } from "./filters.js";
import { currentPath } from "./path.js";
import { change, onChange, state } from "./state.js";
import { stepsInWords } from "./steps.js";
import { cut } from "./text.js";

function nameOfChosen() {
  return state.chosen.members ? state.chosen.names.join(" · ") : state.chosen.label;
}

function tellNear() {
  if (!state.depth || !state.chosen) return setChips("near", []);
  const text = `Only ${stepsInWords(state.depth)} around ${cut(nameOfChosen(), 32)}`;
  return setChips("near", [chip(text, "Show everything again", () => change({ depth: 0 }, { move: true }))]);
}

// Moves the map to what is chosen: to the whole way where there is one, to all that is near where only that is shown.
export function goToChosen(animate) {
  const path = currentPath();
  if (path) moveToFocus(path.nodes, animate);
  else if (state.depth) fit(animate);
  else moveToFocus(state.chosen, animate);
}

// Moves the map after a change to what matters now.
export function follow(changed, move) {
  const chosenAnew = changed.has("to") || changed.has("chosen");
  if (mapElement.hidden) {
    if (state.chosen && (move || chosenAnew)) looking.at = "chosen";  // for when it is back
  } else if (state.chosen && (move || changed.has("depth") || (chosenAnew && (state.to || state.depth)))) goToChosen(true);
  else if (changed.has("depth")) fit(true);
}

onChange((changed) => {
  if (changed.has("depth") || changed.has("chosen")) tellNear();
});
