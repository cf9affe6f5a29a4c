package dev.rollcall.mapping.target;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What one row comes to.
 *
 * @param path as a PATCH names it, with the URN and a colon for an extension's: {@code name.givenName},
 *     {@code emails[type eq "work"].value}
 * @param value empty clears it
 * @param element where the path selects an element of a list: the list's name, the path of the element, and the element with that
 *     value, as it is added to a list that lacks it
 */
public record TargetValue(String path, Optional<JsonNode> value, Optional<Element> element) {
    /** An element of a list. */
    public record Element(String list, String path, Optional<JsonNode> whole) {}
}
