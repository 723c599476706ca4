package io.millrace.scenarios.sweep;

import tools.jackson.databind.JsonNode;

/**
 * What a point of an axis writes into the scenario at one place.
 *
 * @param value a scalar, or an object such as a whole plan
 * @param label what its column shows: the value, or the name that an object was given
 */
record Setting(ScenarioPath path, JsonNode value, JsonNode label) {}
