package dev.rollcall.console.mapping;

import dev.rollcall.console.connection.ConnectionTabs;
import java.util.List;
import java.util.Optional;

/**
 * What the page of one version of a mapping shows.
 *
 * @param name such as {@code Version 3}
 * @param number 0 for the default rows
 * @param rows as JSON, laid out for reading
 * @param differences from what is in force to it
 * @param impact how many users are shown differently by it; empty when it is in force
 * @param url its own
 * @param mappingUrl the page of the mapping
 */
public record MappingVersionView(
        ConnectionTabs tabs, String name, int number, boolean inForce, String rows,
        List<MappingDifference> differences, Optional<ImpactView> impact, String url,
        String mappingUrl) {
    public MappingVersionView {
        differences = List.copyOf(differences);
    }
}
