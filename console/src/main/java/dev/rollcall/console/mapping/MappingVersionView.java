package dev.rollcall.console.mapping;

import dev.rollcall.console.connection.ConnectionTabs;
import java.util.List;

/**
 * What the page of one version of a mapping shows.
 *
 * @param name such as {@code Version 3}
 * @param number 0 for the default rows
 * @param base the version in force
 * @param rows as JSON, laid out for reading
 * @param differences from what is in force to it
 * @param impact how many users are shown differently by it
 * @param url its own
 * @param mappingUrl the page of the mapping
 */
public record MappingVersionView(
        ConnectionTabs tabs, String name, int number, int base, boolean inForce, String rows,
        List<MappingDifference> differences, ImpactView impact, String url,
        String mappingUrl) {
    public MappingVersionView {
        differences = List.copyOf(differences);
    }
}
