package dev.rollcall.mapping.place;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.patch.ElementTemplate;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which element of a list a row means.
 *
 * @param text canonical: two selectors of one text select the same
 * @param template what an element must hold to be selected, when that is all there is to it: {@code eq} terms joined by
 *     {@code and}; empty for every other filter
 */
record ElementSelector(String text, Predicate<JsonNode> selects, Optional<ObjectNode> template) {

    static ElementSelector of(String text, Filter filter) {
        Optional<ObjectNode> template = ElementTemplate.of(filter);
        return new ElementSelector(
                template.map(ElementSelector::canonical).orElse(text),
                FilterMatcher.compileElement(filter),
                template);
    }

    private static String canonical(ObjectNode template) {
        TreeMap<String, String> terms = new TreeMap<>();
        template.properties()
                .forEach(term -> terms.put(term.getKey(), term.getValue().toString().toLowerCase(Locale.ROOT)));
        return terms.entrySet()
                .stream()
                .map(term -> term.getKey() + " eq " + term.getValue())
                .collect(Collectors.joining(" and "));
    }
}
